import { disablePerson } from '../../../src/rooms/identity/acts/disable-person.ts';
import type { Someone } from '../../support/builders.ts';
import { must, type Recipes, reason, type World } from './world.ts';

const elevenYears = 11 * 366 * 86_400_000;

/** Somebody whose retention is over. */
async function longGone(w: World): Promise<Someone> {
  const person = await w.h.someone(['stakeholder']);
  w.h.clock.moveBy(-elevenYears);
  const outcome = await disablePerson(w.h.callAs(w.admin.actor, { ifVersion: 1 }), person.id, reason);
  w.h.clock.moveBy(elevenYears);
  if (!outcome.ok) throw new Error(`not disabled: ${JSON.stringify(outcome.refusals)}`);
  return person;
}

const asked = async (w: World): Promise<{ readonly id: string; readonly person: Someone }> => {
  const person = await longGone(w);
  const body = { person: person.id, reason, password: w.quality.password };
  return { id: (await must(w.h.http(w.quality, 'POST', '/ledger/erasures', { body }))).id, person };
};

export const ledgerRecipes: Recipes = {
  'ledger.request-erasure': async (w) => {
    const person = await longGone(w);
    return { as: w.quality, body: { person: person.id, reason, password: w.quality.password } };
  },
  'ledger.confirm-erasure': async (w) => {
    const { id } = await asked(w);
    return { as: w.admin, params: { id }, body: { password: w.admin.password } };
  },
  'ledger.withdraw-erasure': async (w) => {
    const { id } = await asked(w);
    return { as: w.quality, params: { id }, body: { reason } };
  },
  'ledger.set-hold': async (w) => ({ as: w.quality, body: { person: (await w.h.someone(['stakeholder'])).id, reason } }),
  'ledger.lift-hold': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const { id } = await must(w.h.http(w.quality, 'POST', '/ledger/holds', { body: { person: person.id, reason } }));
    return { as: w.quality, params: { id }, body: { reason } };
  },
};
