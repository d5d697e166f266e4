import type { HttpReply } from '../../support/house.ts';
import { aRelease, must, type Recipes, reason, type World } from './world.ts';

const said = async (w: World): Promise<HttpReply['body']> => {
  const { key } = await aRelease(w);
  return must(w.h.http(w.manager, 'POST', `/records/release/${key}/comments`, { body: { text: 'Who tests the interface?' } }));
};

export const discussionRecipes: Recipes = {
  'discussion.write-comment': async (w) => {
    const { key } = await aRelease(w);
    const body = { text: 'Who tests the interface?', mentions: [w.cast.tester.email] };
    return { as: w.manager, params: { kind: 'release', id: key }, body };
  },
  'discussion.correct-comment': async (w) => {
    const { id } = await said(w);
    return { as: w.manager, params: { id }, ifMatch: 1, body: { text: 'Who tests the interface to the laboratory?' } };
  },
  'discussion.withdraw-comment': async (w) => {
    const { id } = await said(w);
    return { as: w.manager, params: { id }, ifMatch: 1, body: { reason } };
  },
  'discussion.watch-record': async (w) => {
    const { key } = await aRelease(w);
    return { as: w.manager, params: { kind: 'release', id: key }, body: { watching: true } };
  },
  'discussion.read-inbox': async (w) => {
    const { key } = await aRelease(w);
    const body = { text: 'Look at this', mentions: [w.manager.id] };
    await must(w.h.http(w.cast.manager, 'POST', `/records/release/${key}/comments`, { body }));
    const { items } = await must(w.h.http(w.manager, 'GET', '/inbox?unread=true'));
    return { as: w.manager, body: { upTo: items[0].place }, about: w.manager.id };
  },
};
