import { sql } from 'kysely';
import type { HttpReply } from '../../support/house.ts';
import { aRelease, must, type Recipes, reason, type World } from './world.ts';

const said = async (w: World): Promise<HttpReply['body']> => {
  const { key } = await aRelease(w);
  return must(w.h.http(w.manager, 'POST', `/records/release/${key}/comments`, { body: { text: 'Who tests the interface?' } }));
};

const aPdf = (w: World): Buffer => Buffer.from(`%PDF-1.7 ${w.fresh('file')}`);
async function attached(w: World, file: Buffer): Promise<HttpReply['body']> {
  const { key } = await aRelease(w);
  return must(w.h.http(w.manager, 'POST', `/records/release/${key}/attachments?name=plan.pdf`, { file }));
}

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
  'discussion.attach-file': async (w) => {
    const { key } = await aRelease(w);
    return { as: w.manager, params: { kind: 'release', id: key }, query: '?name=plan.pdf', file: aPdf(w) };
  },
  'discussion.withdraw-attachment': async (w) => {
    const { id } = await attached(w, aPdf(w));
    return { as: w.manager, params: { id }, ifMatch: 1, body: { reason } };
  },
  'discussion.restore-attachment': async (w) => {
    const file = aPdf(w);
    const { id, sha256 } = await attached(w, file);
    await sql`update discussion.file_part set bytes = 'gone' where digest = ${Buffer.from(sha256, 'hex')}`.execute(
      w.h.app.database.db,
    );
    return { as: w.quality, params: { id }, file, about: sha256 };
  },
};
