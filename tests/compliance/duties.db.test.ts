import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { followWaivers } from '../../src/rooms/access/acts/follow-waivers.ts';
import { watchSeparation } from '../../src/rooms/identity/acts/watch-separation.ts';
import { letPass, manyGrants } from '../support/access.ts';
import type { Someone } from '../support/builders.ts';
import {
  askWaiver,
  type Duty,
  decideDuties,
  decideWaiver,
  keepApart,
  matrixNow,
  proposeDuties,
  waive,
} from '../support/duties.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
const day = 86_400_000;
let h: TestHouse;
let admin: Someone;
let quality: Someone;
let second: Someone;
let owner: Someone;
let auditor: Someone;

/** Twelve pairs that Interlock itself does not keep apart. */
const twelve: readonly Duty[] = ['development-manager', 'project-manager', 'sponsor', 'stakeholder'].flatMap((one) =>
  ['deployer', 'change-manager', 'cab-member'].map((other) => ({ one, other })),
);
const reportOf = async (): Promise<HttpReply['body']> => (await h.http(auditor, 'GET', '/separation-report')).body;
const grant = async (person: Someone, role: string): Promise<HttpReply> =>
  h.http(admin, 'POST', '/role-grants', { body: { person: person.id, role, unit: (await h.root()).id } });
const alarmsAbout = async (id: string): Promise<readonly string[]> =>
  (await h.http(quality, 'GET', '/alarms?limit=200')).body.items
    .filter((alarm: HttpReply['body']) => alarm.subject?.id === id)
    .map((alarm: HttpReply['body']) => alarm.kind);
const slipIn = async (person: Someone, role: string): Promise<void> => {
  await sql`insert into identity.role_grant (id, person_id, role, unit_id, granted_by, granted_at)
    values (${uuidv7()}, ${person.id}, ${role}, ${(await h.root()).id}, ${person.id}, ${h.clock.now()})`.execute(
    h.app.database.db,
  );
};

beforeAll(async () => {
  h = house();
  admin = await h.someone(['administrator'], { name: 'Ada' });
  quality = await h.someone(['quality'], { name: 'Quinn' });
  second = await h.someone(['quality'], { name: 'Quade' });
  owner = await h.someone(['system-owner'], { name: 'Olga' });
  auditor = await h.someone(['auditor'], { name: 'Audrey' });
});

describe('the matrix of duties and its waivers', () => {
  test('[SOX-SOD-M] of a matrix of twelve pairs and 500 people, the pair that a waiver lets stand shows as waived with its end, and the one that was slipped into the database as a violation with an alarm', async () => {
    const adopted = await keepApart(h, admin, quality, twelve);
    expect(adopted).toMatchObject({
      state: 'adopted',
      matrixVersion: 1,
      signature: { text: expect.stringMatching(/^Approved by Quinn/), standing: 'valid' },
    });
    const matrix = await matrixNow(h, auditor);
    expect(matrix.version).toBe(1);
    expect(matrix.pairs.filter((pair: HttpReply['body']) => !pair.builtIn)).toHaveLength(12);
    await manyGrants(h, await h.unit(), 'deployer', 500);

    const mary = await h.someone(['sponsor'], { name: 'Mary' });
    const refused = await grant(mary, 'deployer');
    expect([refused.status, ...codesOf(refused)]).toEqual([422, 'identity.roles-kept-apart']);
    expect(refused.body.refusals[0].message).toContain('“Sponsor” and “Deployer”: the firm keeps these two apart');
    const waiver = await waive(h, owner, quality, mary, { one: 'sponsor', other: 'deployer' });
    expect((await grant(mary, 'deployer')).status).toBe(201);
    const joe = await h.someone(['development-manager'], { name: 'Joe' });
    await slipIn(joe, 'cab-member');

    await watchSeparation(h.app);
    const report = await reportOf();
    expect(report.matrixVersion).toBe(1);
    expect(report.waived).toMatchObject([
      {
        person: { name: 'Mary' },
        one: { role: 'sponsor' },
        other: { role: 'deployer' },
        waiver: waiver.key,
        until: waiver.expiresAt,
      },
    ]);
    expect(report.violations).toMatchObject([
      {
        person: { name: 'Joe' },
        one: { role: 'development-manager' },
        other: { role: 'cab-member' },
        alarmAt: expect.any(String),
      },
    ]);
    expect(report.total).toBe(1);
    expect(await alarmsAbout(joe.id)).toContain('identity.forbidden-pair');
    expect(await alarmsAbout(mary.id)).toEqual([]);

    // Past its end the waived pair is a violation as well, whoever has noticed by then.
    await letPass(h, 31 * day);
    expect((await reportOf()).waived).toEqual([]);
    await watchSeparation(h.app);
    await followWaivers(h.app);
    expect((await reportOf()).violations.map((one: HttpReply['body']) => one.person.name).toSorted()).toEqual(['Joe', 'Mary']);
    expect(await alarmsAbout(mary.id)).toContain('identity.forbidden-pair');
    expect((await h.http(auditor, 'GET', `/duty-waivers/${waiver.key}`)).body).toMatchObject({ state: 'ended', holds: false });
  });

  test('[FDG-DI-Q4] a release manager is not granted administration; an exception asks for an end and another person, counts only where the profile lets it, and puts everything that the account does on its review list', async () => {
    const rita = await h.someone(['release-manager'], { name: 'Rita' });
    const refused = await grant(rita, 'administrator');
    expect([refused.status, ...codesOf(refused)]).toEqual([422, 'identity.roles-kept-apart']);
    expect(refused.body.refusals[0].message).toContain('“Administrator (configures)” and “Release manager”');
    const pair = { one: 'administrator', other: 'release-manager' };
    // In the strict profile there is no exception from what Interlock itself keeps apart.
    const strict = await askWaiver(h, owner, rita, pair);
    expect([strict.status, ...codesOf(strict)]).toEqual([422, 'access.built-in-stays']);

    const { version } = (await h.http(admin, 'GET', '/profile')).body;
    const values = { 'separation.builtIn': 'by-waiver' };
    const loosened = await h.http(admin, 'POST', '/profile/changes', {
      ifMatch: version,
      body: { values, reason: 'a small site' },
    });
    expect(loosened.body).toMatchObject({ state: 'proposed', loosens: true });
    const signed = { password: quality.password, reason: 'for this site alone' };
    const path = `/profile/changes/${loosened.body.key}/acts/approve`;
    expect((await h.http(quality, 'POST', path, { ifMatch: 1, body: signed })).body.state).toBe('adopted');

    const endless = await h.http(owner, 'POST', '/duty-waivers', {
      body: { person: rita.email, ...pair, reason: 'nobody else', control: 'Olga looks at everything weekly.' },
    });
    expect([endless.status, endless.body.refusals[0].field]).toEqual([400, '/expiresAt']);
    expect(codesOf(await askWaiver(h, owner, rita, pair, 91))).toEqual(['access.waiver-bounded']);
    const asked = await askWaiver(h, quality, rita, pair);
    expect(asked.status, asked.text).toBe(201);
    // Not by who asked for it, and to no effect before somebody else has signed.
    expect(codesOf(await decideWaiver(h, quality, asked.body, 'grant'))).toEqual(['identity.not-independent']);
    expect(codesOf(await grant(rita, 'administrator'))).toEqual(['identity.roles-kept-apart']);
    const granted = await decideWaiver(h, second, asked.body, 'grant');
    expect(granted.body).toMatchObject({
      state: 'granted',
      holds: true,
      signatures: [{ text: expect.stringMatching(/^Waived by Quade/) }],
    });
    expect((await grant(rita, 'administrator')).status).toBe(201);

    const unit = { key: 'annex', name: 'Annex', parent: (await h.root()).id };
    expect((await h.http(rita, 'POST', '/units', { body: unit })).status).toBe(201);
    const stranger = await h.someone(['administrator']);
    await h.http(stranger, 'POST', '/units', { body: { ...unit, key: 'annex-2' } });
    const list = (await h.http(auditor, 'GET', `/duty-waivers/${granted.body.key}/acts`)).body;
    expect(list.items.map((one: HttpReply['body']) => [one.act, one.record.key])).toEqual([['identity.unit-created', 'annex']]);

    // The review is by somebody who neither asked, nor granted, nor did it.
    const ended = await decideWaiver(h, second, granted.body, 'end', 'the colleague has come');
    expect(ended.body).toMatchObject({ state: 'ended', holds: false });
    for (const bound of [quality, second])
      expect(codesOf(await decideWaiver(h, bound, ended.body, 'review', 'all in order'))).toEqual(['identity.not-independent']);
    const reviewed = await decideWaiver(h, owner, ended.body, 'review', 'one unit created, with a ticket for it');
    expect(reviewed.body, reviewed.text).toMatchObject({
      state: 'reviewed',
      reviewedBy: { name: 'Olga' },
      signatures: [{ standing: 'valid' }, { text: expect.stringMatching(/^Reviewed by Olga/), standing: 'valid' }],
    });
    await watchSeparation(h.app);
    expect(await alarmsAbout(rita.id)).toContain('identity.forbidden-pair');
  });

  test('a waiver of what Interlock itself keeps apart no longer counts when the profile is strict again', async () => {
    const { version } = (await h.http(admin, 'GET', '/profile')).body;
    const rolf = await h.someone(['release-manager'], { name: 'Rolf' });
    await waive(h, owner, quality, rolf, { one: 'release-manager', other: 'administrator' });
    const values = { 'separation.builtIn': 'never' };
    const tightened = await h.http(admin, 'POST', '/profile/changes', {
      ifMatch: version,
      body: { values, reason: 'as it should be' },
    });
    expect(tightened.body).toMatchObject({ state: 'adopted' });
    expect(codesOf(await grant(rolf, 'administrator'))).toEqual(['identity.roles-kept-apart']);
  });
});

describe('a bundle of roles', () => {
  test('[D11-11-10] that would create, approve and administer is refused with every pair named, before anybody belongs to it, and nobody holds such a pair', async () => {
    const key = 'power-users';
    const { id } = (await h.http(admin, 'POST', '/groups', { body: { key, name: 'Power users' } })).body;
    const bundle = async (role: string): Promise<HttpReply> =>
      h.http(admin, 'POST', '/role-grants', { body: { group: key, role, unit: (await h.root()).id } });
    expect((await bundle('release-manager')).status).toBe(201);
    expect((await bundle('quality')).status).toBe(201);
    const refused = await bundle('administrator');
    expect([refused.status, ...codesOf(refused)]).toEqual([422, 'identity.roles-kept-apart', 'identity.roles-kept-apart']);
    expect(refused.body.refusals.map((one: HttpReply['body']) => one.message)).toEqual([
      expect.stringContaining('“Administrator (configures)” and “Release manager”'),
      expect.stringContaining('“Administrator (configures)” and “Quality”'),
    ]);
    const stands = (await h.http(admin, 'GET', `/role-grants?group=${key}`)).body.items;
    expect(stands.map((one: HttpReply['body']) => one.role).toSorted()).toEqual(['quality', 'release-manager']);
    // Who brings the third role along does not get into the group either, nor does the group get a pair of the installation.
    const another = await h.someone(['administrator']);
    const joined = await h.http(admin, 'POST', `/groups/${id}/acts/add-member`, { body: { person: another.id } });
    expect(new Set(codesOf(joined))).toEqual(new Set(['identity.roles-kept-apart']));
    const pair = { one: 'quality', other: 'validation-lead' };
    await keepApart(h, admin, quality, [pair]);
    expect(codesOf(await bundle('validation-lead'))).toEqual(['identity.roles-kept-apart']);

    const people = new Set([
      another.id,
      ...(await h.http(admin, 'GET', `/groups/${id}`)).body.members.map((one: HttpReply['body']) => one.id),
    ]);
    const { violations } = await reportOf();
    expect(violations.filter((one: HttpReply['body']) => people.has(one.person.id))).toEqual([]);
  });
});

describe('a change of the matrix', () => {
  test('adds to what Interlock itself keeps apart and takes nothing of it away', async () => {
    const floor = { one: 'quality', other: 'deployer' };
    for (const change of [proposeDuties(h, admin, [], [floor]), proposeDuties(h, admin, [{ one: 'deployer', other: 'quality' }])])
      expect(codesOf(await change)).toEqual(['access.pair-built-in']);
    expect(codesOf(await proposeDuties(h, admin, [{ one: 'deployer', other: 'king' }]))).toEqual(['access.no-such-role']);
    expect(codesOf(await proposeDuties(h, admin, [{ one: 'deployer', other: 'deployer' }]))).toEqual(['access.pair-of-one']);
    expect(codesOf(await proposeDuties(h, admin, [{ one: 'deployer', other: 'sponsor' }]))).toEqual(['access.pair-already']);
    expect(codesOf(await proposeDuties(h, admin, [], [{ one: 'sponsor', other: 'stakeholder' }]))).toEqual([
      'access.pair-not-there',
    ]);
    expect(codesOf(await proposeDuties(h, admin, []))).toEqual(['access.matrix-unchanged']);
  });

  test('is signed by quality who did not propose it, named for whom it concerns, and is refused where the matrix moved on', async () => {
    const pair = { one: 'validation-lead', other: 'deployer' };
    const held = await h.someone(['validation-lead', 'deployer'], { name: 'Val' });
    const own = (await proposeDuties(h, quality, [pair])).body;
    expect(own.heldNow).toMatchObject([{ id: held.id, name: 'Val' }]);
    expect(codesOf(await decideDuties(h, quality, own, 'approve'))).toEqual(['identity.not-independent']);
    expect(codesOf(await decideDuties(h, admin, own, 'approve'))).toEqual(['identity.no-right']);
    expect(codesOf(await decideDuties(h, admin, own, 'withdraw', 'no longer'))).toEqual(['access.not-proposer']);
    expect(codesOf(await decideDuties(h, second, own, 'reject'))).toEqual(['access.reason-missing']);
    const other = (await proposeDuties(h, admin, [pair])).body;
    const adopted = await decideDuties(h, second, own, 'approve');
    expect([adopted.status, adopted.body.state]).toEqual([200, 'adopted']);
    expect(codesOf(await decideDuties(h, second, other, 'approve'))).toEqual(['access.matrix-moved', 'access.pair-already']);
    expect((await decideDuties(h, second, other, 'reject', 'done already')).body.state).toBe('rejected');
    expect(codesOf(await decideDuties(h, second, adopted.body, 'reject', 'too late'))).toEqual(['access.matrix-change-over']);
    const stale = await h.http(admin, 'POST', '/duty-matrix/changes', {
      ifMatch: 1,
      body: { add: [], drop: [pair], reason: 'as agreed' },
    });
    expect(stale.status).toBe(412);

    // Held before it was kept apart: found, told, and nothing else of the person moves until it is settled.
    await watchSeparation(h.app);
    expect(await alarmsAbout(held.id)).toContain('identity.forbidden-pair');
    expect(codesOf(await grant(held, 'stakeholder'))).toContain('identity.roles-kept-apart');
  });

  test('shows unsigned once a version is edited in the database, and the role that serves cannot edit one', async () => {
    const adopted = (await h.http(auditor, 'GET', '/duty-matrix/changes?state=adopted')).body.items[0];
    expect(adopted.signature).toMatchObject({ standing: 'valid' });
    const { matrixVersion: version } = adopted;
    const edit = sql`update identity.duty_matrix set pairs = '[]'::jsonb where version = ${version}`;
    await expect(edit.execute(h.app.database.db)).rejects.toThrow(/permission denied/);
    const client = new pg.Client({ connectionString: h.database.ownerUrl });
    await client.connect();
    await client.query(`update identity.duty_matrix set pairs = '[]'::jsonb where version = $1`, [version]);
    await client.end();
    const shown = (await h.http(auditor, 'GET', `/duty-matrix/changes/${adopted.key}`)).body;
    expect(shown.signature.standing).not.toBe('valid');
  });
});

describe('a waiver', () => {
  test('that nobody granted is ended and told, whoever wrote it into the database', async () => {
    await keepApart(h, admin, quality, [{ one: 'environment-manager', other: 'change-manager' }]);
    const eve = await h.someone(['environment-manager'], { name: 'Eve' });
    await sql`insert into identity.pair_waiver (id, key, person_id, one, other, begins_at, ends_at)
      values (${uuidv7()}, 'DWV-999', ${eve.id}, 'environment-manager', 'change-manager', ${h.clock.now()}, ${new Date(h.clock.now().getTime() + day)})`.execute(
      h.app.database.db,
    );
    await slipIn(eve, 'change-manager');
    await followWaivers(h.app);
    await watchSeparation(h.app);
    expect((await alarmsAbout(eve.id)).toSorted()).toEqual(['identity.forbidden-pair', 'identity.stray-waiver']);
    expect((await reportOf()).violations.map((one: HttpReply['body']) => one.person.name)).toContain('Eve');
  });

  test('is asked for once, for somebody who is there and roles that are kept apart, and granted neither to oneself nor by their deputy', async () => {
    const pair = { one: 'environment-manager', other: 'change-manager' };
    const una = await h.someone(['environment-manager'], { name: 'Una' });
    expect(codesOf(await askWaiver(h, una, una, pair))).toEqual(['identity.no-right']);
    expect(codesOf(await askWaiver(h, owner, { ...una, email: 'nobody@firm.example' }, pair))).toEqual(['access.no-such-person']);
    expect(codesOf(await askWaiver(h, owner, una, { one: 'sponsor', other: 'stakeholder' }))).toEqual(['access.pair-not-apart']);
    const asked = await askWaiver(h, owner, una, pair);
    expect(codesOf(await askWaiver(h, admin, una, { one: pair.other, other: pair.one }))).toEqual(['access.waiver-open']);
    expect(codesOf(await decideWaiver(h, owner, asked.body, 'grant'))).toEqual(['identity.no-right']);
    expect(codesOf(await decideWaiver(h, quality, asked.body, 'withdraw', 'not mine'))).toEqual(['access.not-proposer']);
    const local = await h.someone(['quality'], { unit: await h.unit() });
    expect(codesOf(await decideWaiver(h, local, asked.body, 'grant'))).toEqual(['access.everywhere-only']);
    expect(codesOf(await h.http(local, 'GET', '/duty-waivers'))).toEqual(['access.everywhere-only']);
    expect((await decideWaiver(h, quality, asked.body, 'reject', 'somebody else can')).body.state).toBe('rejected');
    expect(codesOf(await decideWaiver(h, quality, asked.body, 'grant'))).not.toEqual([]);
    const self = await askWaiver(h, admin, second, pair);
    expect(codesOf(await decideWaiver(h, second, self.body, 'grant'))).toEqual(['identity.not-independent']);
  });
});
