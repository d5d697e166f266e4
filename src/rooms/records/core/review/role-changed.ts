import type { FocusRule } from './trail.ts';

/** Roles, deputies and groups of people who worked on the record, changed while they did. A role of a group concerns whoever is in it. */
export const roleChanged: FocusRule = {
  rule: 'role-changed',
  says: 'Rights of somebody who worked on it were changed meanwhile',
  flags: ({ entries, access }) => {
    const workers = new Map(
      entries.filter(({ actor }) => actor.kind === 'person').map(({ actor }) => [actor.id, actor.name] as const),
    );
    return access.flatMap(({ id, act, says, subject, changes, actor }) => {
      const named = [...workers].filter(
        ([worker]) =>
          subject.id === worker ||
          changes.some(({ field, old, new: now }) => [old, now].includes(worker) || field.includes(worker)),
      );
      const whole = subject.kind === 'group' && act.startsWith('identity.role-');
      if (named.length === 0 && !whole) return [];
      const whose = named.length === 0 ? `the group ${subject.key ?? subject.id}` : named.map(([, name]) => name).join(', ');
      return [{ entry: id, says: `${actor.name} ${says}: ${whose}` }];
    });
  },
};

/** The acts that it is shown. */
export const accessActs = [
  'identity.role-granted',
  'identity.role-withdrawn',
  'identity.deputy-named',
  'identity.deputy-withdrawn',
  'identity.member-added',
  'identity.member-removed',
] as const;
