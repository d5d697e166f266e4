import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { act, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';
import { asSuperuser, sealAll } from '../../ledger/testing/things.ts';
import { lookAgain } from './look-again.ts';
import { tellSigners } from './tell-signers.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
});

async function accepted() {
  const { body: made } = await propose(h, cast);
  const reply = await act(h, cast.manager, made.id, 'accept');
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}
async function rename(release: { id: string }, name: string) {
  const { body: seen } = await h.http(cast.owner, 'GET', `/releases/${release.id}`);
  const body = { name, reason: 'the product was renamed' };
  const reply = await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, { ifMatch: seen.version, body });
  expect(reply.status, reply.text).toBe(200);
}
async function turn(): Promise<void> {
  await sealAll(h);
  await tellSigners(h.app);
}
const noticesOf = async (who: Someone, release: { id: string }) =>
  (await h.http(who, 'GET', '/signatures/notices')).body.items.filter(
    (one: { signature: { subject: { id: string } } }) => one.signature.subject.id === release.id,
  );
const acknowledge = (who: Someone, id: string) => h.http(who, 'POST', `/signatures/${id}/acts/acknowledge`);
const actsOf = async (id: string) =>
  (
    await sql<{
      act: string;
    }>`select act from ledger.entry where subject_kind = 'signature' and subject_id = ${id} order by subject_place`.execute(
      h.app.database.db,
    )
  ).rows.map((row) => row.act);

describe('a signer whose signature counts no more', () => {
  test('is told which, since when and by whose act, once, until they acknowledge it; nobody else is', async () => {
    const release = await accepted();
    await turn();
    expect(await noticesOf(cast.manager, release)).toEqual([]);
    await rename(release, 'Another name');
    await turn();
    await turn();
    const [told, ...more] = await noticesOf(cast.manager, release);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      signature: { verb: 'accept', standing: 'changed', subject: { key: release.key } },
      fields: ['/name'],
      cause: { by: cast.owner.name },
    });
    expect(await noticesOf(cast.owner, release)).toEqual([]);
    const { id } = told.signature;
    expect(codesOf(await acknowledge(cast.owner, id))).toEqual(['signatures.no-such-notice']);
    expect((await acknowledge(cast.manager, id)).status).toBe(200);
    expect((await acknowledge(cast.manager, id)).status).toBe(200);
    expect(await noticesOf(cast.manager, release)).toEqual([]);
    expect(await actsOf(id)).toEqual(['signatures.begun', 'signatures.signed', 'signatures.unsigned', 'signatures.acknowledged']);
    await turn();
    expect(await noticesOf(cast.manager, release)).toEqual([]);
    await rename(release, 'A third name');
    await turn();
    expect(await noticesOf(cast.manager, release)).toHaveLength(1);
    const shown = (await h.http(cast.manager, 'GET', `/signatures?subject=release:${release.id}`)).body.items;
    expect(shown).toMatchObject([{ standing: 'changed' }]);
  });

  test('is told the act that changed it, not a later one, also where the telling lags behind', async () => {
    const release = await accepted();
    h.clock.moveBy(60_000);
    await rename(release, 'Another name');
    h.clock.moveBy(60_000);
    const { body: seen } = await h.http(cast.manager, 'GET', `/releases/${release.id}`);
    const later = { ...seen.goLive, end: new Date(Date.parse(seen.goLive.end) + 60_000).toISOString() };
    const body = { goLive: later, reason: 'the building is closed that night' };
    const moved = await h.http(cast.manager, 'PATCH', `/releases/${release.id}`, { ifMatch: seen.version, body });
    expect(moved.status, moved.text).toBe(200);
    await turn();
    expect(await noticesOf(cast.manager, release)).toMatchObject([{ fields: ['/name'], cause: { by: cast.owner.name } }]);
  });

  test('is told no more once the record is as it was signed', async () => {
    const release = await accepted();
    await rename(release, 'Another name');
    await turn();
    expect(await noticesOf(cast.manager, release)).toHaveLength(1);
    await rename(release, release.name);
    await turn();
    expect(await noticesOf(cast.manager, release)).toEqual([]);
  });

  test('is told nothing of a change that the signature does not cover', async () => {
    const release = await accepted();
    const { goLive } = release;
    const later = { ...goLive, end: new Date(Date.parse(goLive.end) + 60_000).toISOString() };
    await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, { ifMatch: release.version, body: { goLive: later } });
    await turn();
    expect(await noticesOf(cast.manager, release)).toEqual([]);
  });

  test('is told of a change past the application as well, at the next change of the record', async () => {
    const release = await accepted();
    await asSuperuser(h, `update releases.release set class = 'major' where id = '${release.id}'`);
    const { goLive } = release;
    const later = { ...goLive, end: new Date(Date.parse(goLive.end) + 60_000).toISOString() };
    await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, { ifMatch: release.version, body: { goLive: later } });
    await turn();
    expect(await noticesOf(cast.manager, release)).toMatchObject([{ fields: ['/class'] }]);
  });

  test('is told of a change in the database itself although the record never changes again, once, and without blaming anybody', async () => {
    const release = await accepted();
    await turn();
    await asSuperuser(h, `update releases.release set name = 'Another product' where id = '${release.id}'`);
    await turn();
    await lookAgain(h.app);
    expect(await noticesOf(cast.manager, release)).toEqual([]);
    h.clock.moveBy(61_000);
    await lookAgain(h.app);
    await lookAgain(h.app);
    const told = await noticesOf(cast.manager, release);
    expect(told).toMatchObject([{ fields: ['/name'], cause: null, signature: { verb: 'accept', standing: 'changed' } }]);
    expect((await actsOf(told[0].signature.id)).filter((one) => one === 'signatures.unsigned')).toHaveLength(1);
    expect((await acknowledge(cast.manager, told[0].signature.id)).status).toBe(200);
    await lookAgain(h.app);
    expect(await noticesOf(cast.manager, release)).toEqual([]);
  });

  test('costs no question for each record that nobody signed', async () => {
    const statementsFor = async (records: number): Promise<number> => {
      for (let at = 0; at < records; at += 1) await propose(h, cast);
      await sealAll(h);
      let asked = 0;
      const { database } = h.app;
      const counting = database.db.withPlugin({
        transformQuery: ({ node }) => {
          asked += 1;
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      });
      await tellSigners({ ...h.app, database: { ...database, db: counting } });
      return asked;
    };
    await turn();
    expect(await statementsFor(6)).toBe(await statementsFor(1));
  });

  test('is known to nobody who is not signed in, and a machine acknowledges nothing', async () => {
    expect((await h.http(null, 'GET', '/signatures/notices')).status).toBe(401);
    const release = await accepted();
    await rename(release, 'Another name');
    await turn();
    const [{ signature }] = await noticesOf(cast.manager, release);
    const machine = await h.apiToken(cast.manager, ['read', 'plan', 'act']);
    expect((await h.http(machine, 'POST', `/signatures/${signature.id}/acts/acknowledge`)).status).toBe(403);
  });
});
