import type { Holding } from '../../../../foundation/actor.ts';
import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { sayRole } from '../roles-said.ts';
import { decidingRole } from './not-decider.ts';

const no = defineRefusals('gates', {
  'not-responsible': {
    kind: 'forbidden',
    says: (f: { text: string; role: string }) => `The result of “${f.text}” is recorded by: ${sayRole(f.role)}.`,
    remedy: 'Ask somebody with that role in this unit to record it.',
  },
});

/** Where a criterion names a role, only who holds it in a unit of the subject records its results. */
export const notResponsible = (
  criterion: { readonly text: string; readonly responsible: string | null },
  holdings: readonly Holding[],
  unitIds: readonly string[],
): readonly Refusal[] =>
  criterion.responsible === null || decidingRole(holdings, [criterion.responsible], unitIds) !== null
    ? []
    : [no['not-responsible']({ text: criterion.text, role: criterion.responsible })];
