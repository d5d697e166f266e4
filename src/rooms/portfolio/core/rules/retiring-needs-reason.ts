import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

const no = defineRefusals('portfolio', {
  'retiring-needs-reason': {
    kind: 'rule',
    says: (f: { key: string }) => `${f.key} is retired only with a reason.`,
    remedy: 'Say why it is no longer in use.',
  },
});

/** Law 2: what goes out of use goes with a reason. */
export const retiringNeedsReason = (key: string, reason: string | null): readonly Refusal[] =>
  reason === null ? [no['retiring-needs-reason']({ key }, { field: '/reason' })] : [];
