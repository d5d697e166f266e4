import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { must, openWorld, type World } from '../house/recipes/world.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';

const house = useHouse();
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

type Body = HttpReply['body'];
const required = [422, 'ledger.reason-required'];
const codes = (reply: HttpReply): readonly unknown[] => [
  reply.status,
  ...(reply.body.refusals ?? []).map((one: { code: string }) => one.code),
];
const noCode = { 'reason-code': '' };
const why = 'the assessment of April was repeated';

const application = (more: object = {}): Promise<Body> => {
  const key = w.fresh('WHY');
  return must(
    w.h.http(w.keeper, 'POST', '/applications', { body: { key, name: key, unit: w.cast.unit.key, criticality: 'low', ...more } }),
  );
};
const patch = (one: Body, body: object, headers: Record<string, string> = noCode, as: Someone = w.keeper): Promise<HttpReply> =>
  w.h.http(as, 'PATCH', `/applications/${one.id}`, { ifMatch: one.version, body, headers });
const newest = async (one: Body): Promise<Body> =>
  (await must(w.h.http(w.auditor, 'GET', `/records/application/${one.key}/history?limit=1`))).items[0];

describe('a regulated field that held a value', () => {
  test('is changed with words and a code of the list, or not at all; a short text and a word that is not on the list are refused', async () => {
    const one = await application();
    const none = await patch(one, { criticality: 'high' });
    expect(codes(none)).toEqual(required);
    expect(none.body.refusals[0]).toMatchObject({ field: '/reason', facts: { fields: ['/criticality'], missing: 'both' } });
    expect((await patch(one, { criticality: 'high', reason: why })).body.refusals).toMatchObject([
      { code: 'ledger.reason-required', field: '/reasonCode', facts: { missing: 'code' } },
    ]);
    expect(
      (await patch(one, { criticality: 'high', reason: 'wrong' }, { 'reason-code': 'correction' })).body.refusals,
    ).toMatchObject([{ code: 'ledger.reason-required', field: '/reason', facts: { missing: 'text', characters: 10 } }]);
    expect(codes(await patch(one, { criticality: 'high', reason: why }, { 'reason-code': 'because' }))).toEqual([
      400,
      'foundation.no-such-reason-code',
    ]);
    expect(await newest(one)).toMatchObject({ act: 'portfolio.registered' });
    expect((await patch(one, { criticality: 'high', reason: why }, { 'reason-code': 'correction' })).status).toBe(200);
    expect(await newest(one)).toMatchObject({ reason: why, reasonCode: 'correction', reasonCodeSays: 'Correction of a mistake' });
  });

  test('a field by which no regulation goes is changed without; so is one that goes on holding what it held', async () => {
    const one = await application();
    expect((await patch(one, { technology: 'Fortran', criticality: 'low' })).status).toBe(200);
    expect(await newest(one)).toMatchObject({ reason: null, reasonCode: null });
  });

  test('retiring and withdrawing say why as well', async () => {
    const one = await application();
    const act = (verb: string, headers: Record<string, string>) =>
      w.h.http(w.keeper, 'POST', `/applications/${one.id}/acts/${verb}`, { ifMatch: 1, body: { reason: why }, headers });
    expect(codes(await act('retire', noCode))).toEqual(required);
    expect(codes(await act('withdraw', noCode))).toEqual(required);
    expect((await act('withdraw', { 'reason-code': 'entered-twice' })).status).toBe(200);
    expect(await newest(one)).toMatchObject({ act: 'portfolio.withdrawn', reasonCode: 'entered-twice' });
  });

  test('a bulk change asks once, and each entry holds it; without it each row is refused for itself', async () => {
    const [a, b] = [await application(), await application()];
    const bulk = (body: object, headers: Record<string, string>) =>
      w.h.http(w.keeper, 'POST', '/applications/bulk-changes', {
        body: { items: [a, b].map(({ id }) => ({ id, version: 1, change: { gxp: 'no' } })), ...body },
        headers,
      });
    const refused = await bulk({}, noCode);
    expect(refused.body.results.flatMap((one: Body) => one.refusals.map(({ code }: Body) => code))).toEqual([
      'ledger.reason-required',
      'ledger.reason-required',
    ]);
    const done = await bulk({ reason: why }, { 'reason-code': 'new-information' });
    expect(done.body.results.map((one: Body) => one.ok)).toEqual([true, true]);
    for (const one of [a, b]) expect(await newest(one)).toMatchObject({ reason: why, reasonCode: 'new-information' });
  });

  test('a plan file brings no change without it, in one piece or row by row', async () => {
    const key = w.fresh('WHY');
    const text = (criticality: string) =>
      `interlock: 1\nname: ${key.toLowerCase()}\nzone: UTC\napplications:\n  - { key: ${key}, name: Planned, unit: ${w.cast.unit.key}, criticality: ${criticality}, gxp: false, lifecycleStage: live }\n`;
    const apply = (criticality: string, body: object = {}, headers: Record<string, string> = noCode) =>
      w.h.http(w.manager, 'POST', '/plans/applications', { body: { text: text(criticality), ...body }, headers });
    expect((await apply('low')).status).toBe(200);
    expect(codes(await apply('high'))).toEqual(required);
    const rows = await apply('high', { mode: 'row-by-row' });
    expect(rows.body.results).toMatchObject([{ key, ok: false, refusals: [{ code: 'ledger.reason-required' }] }]);
    expect((await apply('high', { reason: why }, { 'reason-code': 'planned-change' })).status).toBe(200);
    expect(await newest({ key })).toMatchObject({ reason: why, reasonCode: 'planned-change' });
  });
});

describe('an entry of the trail', () => {
  const shape = z.fromJSONSchema(
    JSON.parse(readFileSync(new URL('../../docs/schema/trail-entry.schema.json', import.meta.url), 'utf8')),
  );

  test('[D11-12-2] of somebody with two roles says who in the role that they chose for the session, for nobody else, what with old and new, when in which zone, why in words and as a code, under which build and profile; its JSON is as published', async () => {
    const both = await w.h.someone(['system-owner', 'quality']);
    await must(w.h.http(both, 'PUT', '/sessions/current/role', { body: { role: 'system-owner' } }));
    const one = await application();
    const change = { name: 'Renamed', criticality: 'critical', technology: 'Rust', reason: why };
    const reply = await patch(one, change, { 'reason-code': 'audit-or-inspection' }, both);
    expect(reply.status, reply.text).toBe(200);
    const entry = await newest(one);
    expect(shape.safeParse(entry).error).toBeUndefined();
    expect(shape.safeParse({ ...entry, reasonCode: undefined }).success).toBe(false);
    expect(entry).toMatchObject({
      actor: { id: both.id, name: both.name, kind: 'person', roles: ['system-owner'], onBehalfOf: null },
      act: 'portfolio.changed',
      subject: { kind: 'application', id: one.id, key: one.key, version: 2 },
      at: w.h.clock.now().toISOString(),
      zone: 'UTC',
      reason: why,
      reasonCode: 'audit-or-inspection',
      requestId: reply.headers['x-request-id'],
      build: 'test',
      configuration: 0,
    });
    const byField = (a: { field: string }, b: { field: string }) => a.field.localeCompare(b.field);
    expect(entry.changes.toSorted(byField)).toEqual([
      { field: '/criticality', old: 'low', new: 'critical' },
      { field: '/name', old: one.key, new: 'Renamed' },
      { field: '/technology', old: null, new: 'Rust' },
    ]);
  });

  test('is found by its code, alone or with person, field and time, and the export holds the same', async () => {
    const [one, other] = [await application(), await application()];
    await patch(one, { criticality: 'high', reason: why }, { 'reason-code': 'change-of-regulation' });
    await patch(other, { criticality: 'high', reason: why }, { 'reason-code': 'correction' });
    const query = `actor=${w.keeper.id}&field=/criticality&reasonCode=change-of-regulation,change-of-organisation&from=2026-11-23T00:00:00Z`;
    const { items } = await must(w.h.http(w.auditor, 'GET', `/ledger/entries?${query}`));
    expect(items.map((entry: Body) => entry.subject.id)).toEqual([one.id]);
    const { text } = await w.h.http(w.auditor, 'GET', `/ledger/entries/export?${query}`);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(items[0].id);
    expect(lines[0]).toContain(',change-of-regulation,');
    expect((await w.h.http(w.auditor, 'GET', '/ledger/entries?reasonCode=because')).status).toBe(400);
  });
});

test('a profile that a second person made looser asks for words alone, and each entry names the profile it was written under', async () => {
  const [admin, quality, other] = [w.admin, w.quality, await w.h.someone(['quality'])];
  const { version } = await must(w.h.http(admin, 'GET', '/profile'));
  const proposed = await must(
    w.h.http(quality, 'POST', '/profile/changes', {
      ifMatch: version,
      body: { values: { 'audit.reasonPolicy': 'text' }, reason: 'the list comes next year' },
    }),
  );
  const one = await application();
  expect(codes(await patch(one, { criticality: 'high', reason: why }))).toEqual(required);
  await must(
    w.h.http(other, 'POST', `/profile/changes/${proposed.id}/acts/approve`, {
      ifMatch: proposed.version,
      body: { password: other.password },
    }),
  );
  expect(codes(await patch(one, { criticality: 'high' }))).toEqual(required);
  expect((await patch(one, { criticality: 'high', reason: why })).status).toBe(200);
  expect(await newest(one)).toMatchObject({ reason: why, reasonCode: null, configuration: 1 });
});
