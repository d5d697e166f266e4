import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Application } from '../application.ts';

const no = defineRefusals('portfolio', {
  'gxp-needs-validation': {
    kind: 'rule',
    says: (f: { key: string; gxp: string }) =>
      f.gxp === 'yes'
        ? `${f.key} is subject to GxP, so validation applies.`
        : `Nobody has said yet whether ${f.key} is subject to GxP.`,
    remedy: 'Say first that GxP does not apply (gxp: no), if that is so.',
  },
});

/** Annex 11 clause 4: a system that is subject to GxP is validated; unknown is not no (law 6). */
export const gxpNeedsValidation = (application: Pick<Application, 'key' | 'gxp'>): readonly Refusal[] =>
  application.gxp === 'no' ? [] : [no['gxp-needs-validation']({ key: application.key, gxp: application.gxp })];
