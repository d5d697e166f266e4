import type { HttpReply } from '../../support/house.ts';
import { aRelease, must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

const content = (text = 'The report is approved') => ({
  deciders: ['quality'],
  criteria: [{ key: 'report', text, type: 'checklist' }],
});
const template = (w: World): Promise<Body> =>
  must(w.h.http(w.manager, 'POST', '/gate-templates', { body: { name: 'Gate', gateKey: w.fresh('gate'), content: content() } }));
const signedBody = (w: World) => ({ reason, password: w.quality.password });

async function approved(w: World): Promise<Body> {
  const { key, version } = await template(w);
  return must(w.h.http(w.quality, 'POST', `/gate-templates/${key}/acts/approve`, { ifMatch: version, body: signedBody(w) }));
}

async function rule(w: World, more: object = {}): Promise<Body> {
  const { key } = await approved(w);
  return must(w.h.http(w.manager, 'POST', '/gate-matrix/rules', { body: { step: 'close', template: key, reason, ...more } }));
}

export const gateTemplateRecipes: Recipes = {
  'gates.register-template': async (w) => ({
    as: w.manager,
    body: { name: 'Gate', gateKey: w.fresh('gate'), content: content() },
  }),
  'gates.write-template': async (w) => {
    const { key, version } = await template(w);
    return { as: w.manager, params: { id: key }, ifMatch: version, body: { content: content('Both reports are approved') } };
  },
  'gates.act-on-template': async (w) => {
    const { key, version } = await template(w);
    return { as: w.quality, params: { id: key, verb: 'approve' }, ifMatch: version, body: signedBody(w) };
  },
  'gates.propose-rule': async (w) => {
    const { key } = await approved(w);
    return { as: w.manager, body: { step: 'close', template: key, facets: ['kind:project'], reason } };
  },
  'gates.act-on-rule': async (w) => {
    const { key, version } = await rule(w, { facets: ['class:patch'] });
    return { as: w.quality, params: { id: key, verb: 'approve' }, ifMatch: version, body: signedBody(w) };
  },
  'releases.place-demanded-gates': async (w) => {
    const application = await must(
      w.h.http(w.keeper, 'POST', '/applications', { body: { key: w.fresh('MX'), name: 'Application', unit: w.cast.unit.key } }),
    );
    const { id, version } = await aRelease(w, { applications: [{ application: application.id }] });
    const { key, version: seen } = await rule(w, { facets: [`application:${application.id}`] });
    await must(w.h.http(w.quality, 'POST', `/gate-matrix/rules/${key}/acts/approve`, { ifMatch: seen, body: signedBody(w) }));
    return { as: w.manager, params: { id }, ifMatch: version, body: {} };
  },
};
