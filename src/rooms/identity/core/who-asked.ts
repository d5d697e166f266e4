import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'requester-grants': {
    kind: 'rule',
    says: () => 'Who asked for a role does not grant it.',
    remedy: 'Name who asked for it, or leave it to another administrator.',
  },
});

/** Two people stand behind a grant that somebody asked for (Annex 11 clause 12.3, SOX). */
export const whoAsks = (granterId: string, requesterId: string | null): readonly Refusal[] =>
  requesterId === granterId ? [no['requester-grants']({}, { field: '/requestedBy' })] : [];
