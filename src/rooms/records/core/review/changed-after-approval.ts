import { coversField } from '../../../../foundation/covers-field.ts';
import type { Coverage } from '../../../../foundation/signing.ts';
import type { ToldEntry } from '../told-entry.ts';
import { isContent } from './relevant.ts';
import type { Flag, FocusRule } from './trail.ts';

type Approval = { readonly entry: ToldEntry; readonly row: Coverage };

/** Fields that an earlier decision on the same record covered were changed afterwards. */
export const changedAfterApproval: FocusRule = {
  rule: 'changed-after-approval',
  says: 'Changed after it had been approved',
  flags: ({ entries, coverage }) => {
    const approvals = new Map<string, Approval[]>();
    const flags: Flag[] = [];
    for (const entry of entries) {
      const { kind, id } = entry.subject;
      const before = approvals.get(id) ?? [];
      const broken = before.find(({ row }) =>
        entry.changes.some(({ field }) => isContent(kind, field) && coversField(row.covers, field)),
      );
      if (broken !== undefined)
        flags.push({
          entry: entry.id,
          says: `Changes what ${broken.entry.actor.name} had signed (“${broken.entry.says}”, No. ${broken.entry.number})`,
        });
      const row = coverage.get(kind)?.find(({ act }) => act === entry.act);
      if (row !== undefined) approvals.set(id, [...before, { entry, row }]);
    }
    return flags;
  },
};
