import { isContent } from './relevant.ts';
import type { Flag, FocusRule } from './trail.ts';

/** A value that was entered, changed and changed again. */
export const changedAgain: FocusRule = {
  rule: 'changed-again',
  says: 'A value was changed twice or more',
  flags: ({ entries }) => {
    const times = new Map<string, number>();
    const flags: Flag[] = [];
    for (const entry of entries) {
      const again: string[] = [];
      for (const { field } of entry.changes) {
        if (entry.subject.kind === 'signature' || !isContent(entry.subject.kind, field)) continue;
        const name = `${entry.subject.id} ${field}`;
        const count = (times.get(name) ?? 0) + 1;
        times.set(name, count);
        if (count > 2) again.push(field);
      }
      if (again.length > 0) flags.push({ entry: entry.id, says: `Changes once more: ${again.slice(0, 5).join(', ')}` });
    }
    return flags;
  },
};
