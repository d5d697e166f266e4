import { answerBody, registeredChecker } from '../../support/checkers.ts';
import { gateDraft } from '../../support/releases.ts';
import { aRelease, must, type Recipes, reason, type World } from './world.ts';

async function external(w: World) {
  const checker = await registeredChecker(w.h, w.admin);
  const { id, version } = await aRelease(w);
  const draft = gateDraft('ready');
  const criteria = draft.criteria.map((one) => ({ ...one, type: 'external', checker: checker.key, answerHours: 24 }));
  await must(
    w.h.http(w.cast.manager, 'PUT', `/releases/${id}/gates`, { ifMatch: version, body: { gates: [{ ...draft, criteria }] } }),
  );
  const { items } = await must(w.h.http(w.cast.quality, 'GET', `/gates?subject=release:${id}`));
  return { checker, gate: items[0].id };
}

/** Machines and what they are asked. */
export const gateRecipes: Recipes = {
  'gates.register-checker': async (w) => ({ as: w.admin, body: { key: w.fresh('scanner'), name: 'Scanner' } }),
  'gates.add-checker-key': async (w) => {
    const checker = await registeredChecker(w.h, w.admin);
    return { as: w.admin, params: { id: checker.id }, ifMatch: checker.version, body: {} };
  },
  'gates.confirm-checker-key': async (w) => {
    const { id } = await must(w.h.http(w.admin, 'POST', '/checkers', { body: { key: w.fresh('scanner'), name: 'Scanner' } }));
    const key = await must(w.h.http(w.admin, 'POST', `/checkers/${id}/keys`, { body: {}, ifMatch: 1 }));
    return { as: w.quality, about: id, params: { id, key: key.id }, ifMatch: 2, body: { reason } };
  },
  'gates.withdraw-checker-key': async (w) => {
    const checker = await registeredChecker(w.h, w.admin);
    return { as: w.admin, params: { id: checker.id, key: checker.keyId }, ifMatch: checker.version, body: { reason } };
  },
  'gates.withdraw-checker': async (w) => {
    const checker = await registeredChecker(w.h, w.admin);
    return { as: w.admin, params: { id: checker.id }, ifMatch: checker.version, body: { reason } };
  },
  'gates.ask-check': async (w) => ({
    as: w.cast.tester,
    params: { id: (await external(w)).gate, criterion: 'done' },
    body: {},
  }),
  'gates.answer-check': async (w) => {
    const { checker, gate } = await external(w);
    const check = await must(w.h.http(w.cast.tester, 'POST', `/gates/${gate}/criteria/done/checks`, { body: {} }));
    const body = answerBody(w.h, checker, check.id, { nonce: check.nonce, checked: true });
    return { as: null, machine: { id: checker.id, name: `Scanner ${checker.key}` }, params: { id: check.id }, body, about: gate };
  },
};
