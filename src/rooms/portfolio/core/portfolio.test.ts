import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkListOf, unsoundness } from '../../../foundation/state-machine.ts';
import { type Application, criticalities, relevances, validatedStates } from './application.ts';
import { applyPatch } from './apply-patch.ts';
import { facetsDiffer, facetsOfApplication } from './facets.ts';
import { judgeVerb } from './judge.ts';
import { stateNeedsPerson } from './rules/state-needs-person.ts';
import { validatedState } from './validated-state.ts';

const application: Application = {
  id: 'a',
  key: 'LIMS',
  name: 'LIMS',
  description: null,
  unitId: 'u',
  ownerId: null,
  criticality: 'high',
  gxp: 'yes',
  sox: 'no',
  technology: null,
  lifecycleStage: 'live',
  validatedState: 'unknown',
  withdrawnAt: null,
  version: 1,
  changedAt: new Date(0),
};
const anyApplication = fc
  .record({
    criticality: fc.constantFrom(...criticalities),
    gxp: fc.constantFrom(...relevances),
    sox: fc.constantFrom(...relevances),
    validatedState: fc.constantFrom(...validatedStates),
    unitId: fc.constantFrom('u', 'v'),
  })
  .map((fields) => ({ ...application, ...fields }));

describe('the validated state', () => {
  test('its rows are sound, and every way to validated is for quality and validation, with reason and password', () => {
    expect(unsoundness(validatedState)).toEqual([]);
    expect(checkListOf(validatedState).split(', ').toSorted()).toEqual(validatedStates.map((state) => `'${state}'`).toSorted());
    for (const row of validatedState.rows.filter((one) => one.to === 'validated' || one.to === 'not-applicable')) {
      expect([row.right, row.demands]).toEqual(['portfolio.validate', ['reason', 'signature']]);
    }
  });

  test('all broken rules are told, not only the first', () => {
    const withdrawn = { ...application, withdrawnAt: new Date(0) };
    expect(judgeVerb(withdrawn, 'mark-not-applicable', { notIndependent: [] }).map((one) => one.code)).toEqual([
      'portfolio.withdrawn-is-closed',
      'portfolio.gxp-needs-validation',
    ]);
    expect(judgeVerb(application, 'reassess', { notIndependent: [] }).map((one) => one.code)).toEqual([
      'portfolio.verb-not-open',
    ]);
  });

  test('a registration never says validated, and not-applicable only where GxP is no', () => {
    const refused = validatedStates.flatMap((state) =>
      relevances.filter((gxp) => stateNeedsPerson(state, gxp).length > 0).map((gxp) => `${state} ${gxp}`),
    );
    expect(refused).toEqual([
      'not-applicable yes',
      'not-applicable unknown',
      'validated yes',
      'validated no',
      'validated unknown',
    ]);
  });

  test('no patch makes an application greener, and "not applicable" lapses as soon as GxP is not no', () => {
    fc.assert(
      fc.property(anyApplication, fc.constantFrom(...relevances), (before, gxp) => {
        const after = applyPatch(before, { gxp });
        expect([before.validatedState, 'unknown']).toContain(after.validatedState);
        if (after.validatedState === 'not-applicable') expect(gxp).toBe('no');
      }),
    );
  });
});

describe('facets', () => {
  test('facets differ exactly when freezes and windows could see the application differently', () => {
    const facets = (one: Application) => JSON.stringify(facetsOfApplication(one, ['root', one.unitId]));
    fc.assert(
      fc.property(anyApplication, anyApplication, (a, b) => {
        expect(facetsDiffer(a, b)).toBe(facets(a) !== facets(b));
      }),
    );
    expect(facetsOfApplication(application, ['root', 'u'])).toEqual([
      'application:a',
      'unit:root',
      'unit:u',
      'criticality:high',
      'gxp:yes',
      'sox:no',
    ]);
  });
});
