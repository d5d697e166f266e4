import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'last-administrator': {
    kind: 'rule',
    says: () => 'Nobody would be left who administers the whole organisation.',
    remedy: 'Grant the role of administrator in the root unit to another active person first.',
  },
});

/** An installation never loses its last active administrator of the root unit, also when two acts run at once. */
export const lastAdministrator = (before: number, after: number): readonly Refusal[] =>
  before > 0 && after === 0 ? [no['last-administrator']({})] : [];
