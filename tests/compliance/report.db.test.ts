import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { seal, sealerState } from '../../src/rooms/ledger/store/seal.ts';
import { rootAt } from '../../src/rooms/ledger/store/tree.ts';
import { must, openWorld, type World } from '../house/recipes/world.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf, passTimeTo } from '../support/releases.ts';

const house = useHouse();
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

type Body = HttpReply['body'];

async function allSealed(): Promise<void> {
  const { database, clock } = w.h.app;
  await expect
    .poll(
      async () => {
        await seal(database.db, clock.now());
        return (await sealerState(database.db, clock.now())).unsealed;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
}

const report = (query: string, as: Someone = w.auditor): Promise<Body> => must(w.h.http(as, 'GET', `/ledger/report?${query}`));
const fileOf = async (sheet: Body, as: Someone = w.auditor): Promise<string> => {
  const reply = await w.h.server.inject({ url: sheet.file, cookies: { interlock_session: as.cookie } });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.body;
};
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

async function changeApplications(ids: readonly string[], version: number, name: string): Promise<void> {
  for (const id of ids) {
    w.h.clock.moveBy(60_000);
    await must(
      w.h.http(w.keeper, 'PATCH', `/applications/${id}`, {
        ifMatch: version,
        body: { name, criticality: 'high', reason: 'assessed anew' },
      }),
    );
  }
}

test('[SOX-IPE] a report of a quarter says query, cut-off, rows, totals and digest; made again months later at the same cut-off all of it is the same, although records were changed and renamed since', async () => {
  const ids: string[] = [];
  for (let at = 0; at < 5; at++) {
    const key = w.fresh('SOX');
    const body = { key, name: `As of the quarter ${at}`, unit: w.cast.unit.key, criticality: 'low' };
    ids.push((await must(w.h.http(w.keeper, 'POST', '/applications', { body }))).id);
  }
  await changeApplications(ids, 1, 'Changed in the quarter');
  w.h.clock.moveBy(60_000);
  await allSealed();
  const until = new Date(w.h.clock.now().getTime() + 1).toISOString();
  const query = `kind=application&act=portfolio.changed,portfolio.registered&until=${until}&sort=at`;
  const april = await report(query);

  // What it says of itself is so: the parameters, the cut-off with its root, the rows of the file, the totals, the digest.
  const csv = await fileOf(april);
  expect(april).toMatchObject({
    generator: 'Interlock test',
    parameters: { kind: 'application', act: 'portfolio.changed,portfolio.registered', until, sort: 'at' },
    reach: 'everything',
    totals: { people: 1, records: 5, byKind: [{ kind: 'application', entries: april.totals.entries }] },
  });
  expect(april.totals.entries).toBe(10);
  expect(april.totals.byAct.map((one: Body) => one.entries)).toEqual([5, 5]);
  expect(april.cutOff.root).toBe((await rootAt(w.h.app.database.db, april.cutOff.ledgerSize)).toString('base64'));
  expect(csv.slice(1).split('\r\n').slice(1, -1)).toHaveLength(april.rows);
  expect(digest(csv)).toBe(april.sha256);
  expect(csv).toContain('Changed in the quarter');

  await passTimeTo(w.h, new Date('2027-09-15T08:00:00.000Z'));
  await changeApplications(ids, 2, 'Renamed long after');
  await allSealed();
  const september = await report(`${query}&ledgerSize=${april.cutOff.ledgerSize}`);
  expect(september.madeAt > april.madeAt).toBe(true);
  const told = ({ cutOff, rows, totals, sha256, file, reach }: Body) => ({
    root: cutOff.root,
    rows,
    totals,
    sha256,
    file,
    reach,
  });
  expect(told(september)).toEqual(told(april));
  expect(await fileOf(september)).toBe(csv);
  // The cut-off is what keeps it so: without bounds the later changes are there.
  const open = query.replace(`&until=${until}`, '');
  expect((await report(`${open}&ledgerSize=${april.cutOff.ledgerSize}`)).sha256).toBe(april.sha256);
  const today = await report(open);
  expect([today.totals.entries, today.sha256 === april.sha256]).toEqual([15, false]);

  const beyond = await w.h.http(w.auditor, 'GET', `/ledger/report?${open}&ledgerSize=999999`);
  expect([beyond.status, codesOf(beyond)]).toEqual([422, ['ledger.sample-beyond']]);
  expect((await w.h.http(w.auditor, 'GET', '/ledger/entries/export?ledgerSize=999999')).status).toBe(422);
  expect((await w.h.http(await w.h.someone(['stakeholder']), 'GET', '/ledger/report')).status).toBe(403);
  const elsewhere = await w.h.someone(['auditor'], { unit: await w.h.unit() });
  const theirs = await report(open, elsewhere);
  expect([theirs.rows, theirs.totals.entries, theirs.reach]).toEqual([0, 0, expect.stringMatching(/^units /)]);

  const { items } = await must(w.h.http(w.auditor, 'GET', '/ledger/entries?act=ledger.report-made&sort=at&limit=1'));
  const said = Object.fromEntries(items[0].changes.map((change: Body) => [change.field, change.new]));
  expect([items[0].subject.id, said['/sha256'], said['/rows'], said['/ledgerSize']]).toEqual([
    april.id,
    april.sha256,
    april.rows,
    april.cutOff.ledgerSize,
  ]);
});
