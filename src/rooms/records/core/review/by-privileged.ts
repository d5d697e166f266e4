import type { FocusRule } from './trail.ts';

/** Acts of people who also configure the system. */
export const byPrivileged: FocusRule = {
  rule: 'by-privileged',
  says: 'Done by somebody with an administrator’s rights',
  flags: ({ entries }) =>
    entries
      .filter(({ actor }) => actor.roles.includes('administrator'))
      .map(({ id, actor, says }) => ({ entry: id, says: `${actor.name}, an administrator at that time, ${says}` })),
};
