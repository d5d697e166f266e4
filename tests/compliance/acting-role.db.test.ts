import { beforeAll, describe, expect, test } from 'vitest';
import { aRelease, must, openWorld, type World } from '../house/recipes/world.ts';
import type { Someone } from '../support/builders.ts';
import { useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

const choose = (as: Someone, role: string | null) => w.h.http(as, 'PUT', '/sessions/current/role', { body: { role } });
const session = async (as: Someone) => must(w.h.http(as, 'GET', '/sessions/current'));

describe('who holds several roles and acts in one of them', () => {
  test('has the rights of that role alone, on the server, until they choose otherwise', async () => {
    const both = await w.h.someone(['release-manager', 'quality']);
    const { id } = await aRelease(w);
    const rename = (ifMatch: number, name: string) =>
      w.h.http(both, 'PATCH', `/releases/${id}`, { ifMatch, body: { name, reason: 'as it was agreed' } });
    const chosen = await must(choose(both, 'quality'));
    expect(chosen.roles.map(({ role }: { role: string }) => role)).toEqual(['quality']);
    expect(chosen.session.actingRole).toBe('quality');
    expect((await rename(1, 'Not as quality')).status).toBe(403);
    expect((await w.h.http(both, 'GET', `/releases/${id}`)).status).toBe(200);
    await must(choose(both, 'release-manager'));
    expect((await rename(1, 'As a release manager')).status).toBe(200);
    await must(choose(both, null));
    expect((await session(both)).roles).toHaveLength(2);
  });

  test('is told which ones they can choose, and chooses none that they do not hold', async () => {
    const both = await w.h.someone(['quality', 'deployer']);
    const offered = await must(w.h.http(both, 'GET', '/sessions/current/roles'));
    expect(offered).toEqual({
      items: [
        { role: 'deployer', says: 'Deployer' },
        { role: 'quality', says: 'Quality' },
      ],
      acting: null,
    });
    const refused = await choose(both, 'administrator');
    expect([refused.status, codesOf(refused)]).toEqual([422, ['identity.role-not-held']]);
  });

  test('each choice is an entry of their account, a repeat is none; another session of the same person acts in all', async () => {
    const both = await w.h.someone(['quality', 'deployer']);
    for (let at = 0; at < 2; at++) await must(choose(both, 'quality'));
    const entries = (await must(w.h.http(w.auditor, 'GET', `/ledger/entries?actor=${both.id}&act=identity.acting-role-chosen`)))
      .items;
    expect(entries).toHaveLength(1);
    expect(entries[0].changes.map(({ field, new: now }: { field: string; new: unknown }) => [field, now])).toContainEqual([
      '/acting/to',
      'quality',
    ]);
    const { body } = await w.h.http(null, 'POST', '/sessions', { body: { email: both.email, password: both.password } });
    expect(body.roles).toHaveLength(2);
  });

  test('is bound by no role that was taken from them meanwhile', async () => {
    const both = await w.h.someone(['quality', 'deployer']);
    await must(choose(both, 'quality'));
    const { items } = await must(w.h.http(w.admin, 'GET', `/role-grants?person=${both.id}`));
    const held = items.find(({ role }: { role: string }) => role === 'quality');
    const body = { reason: 'moved to another department' };
    await must(w.h.http(w.admin, 'POST', `/role-grants/${held.id}/acts/withdraw`, { body }));
    expect((await session(both)).roles.map(({ role }: { role: string }) => role)).toEqual(['deployer']);
  });

  test('an inspector stays one: what they are shown is written down', async () => {
    const until = new Date(w.h.clock.now().getTime() + 86_400_000).toISOString();
    const person = await w.h.someone(['stakeholder']);
    const grant = { person: person.id, role: 'inspector', unit: w.cast.unit.key, until };
    await must(w.h.http(w.admin, 'POST', '/role-grants', { body: grant }));
    expect(codesOf(await choose(person, 'stakeholder'))).toEqual(['identity.inspects-as-inspector']);
    expect((await choose(person, 'inspector')).status).toBe(200);
  });

  test('no choice keeps a view out of the access log: neither of an auditor, nor one that was made before the role came', async () => {
    const both = await w.h.someone(['release-manager', 'auditor']);
    const refused = await choose(both, 'release-manager');
    expect([refused.status, codesOf(refused)]).toEqual([422, ['identity.audits-as-auditor']]);
    expect((await choose(both, 'auditor')).status).toBe(200);

    const kept = async (person: Someone) =>
      (await must(w.h.http(w.auditor, 'GET', `/access-log?person=${person.id}`))).items.map(
        ({ operation, roles }: { operation: string; roles: readonly string[] }) => [operation, roles],
      );
    const { id, key } = await aRelease(w);
    const person = await w.h.someone(['stakeholder']);
    await must(choose(person, 'stakeholder'));
    await must(w.h.http(person, 'GET', `/releases/${id}`));
    expect(await kept(person)).toEqual([]);
    await must(
      w.h.http(w.admin, 'POST', '/role-grants', { body: { person: person.id, role: 'auditor', unit: w.cast.unit.key } }),
    );
    const file = await w.h.http(person, 'GET', `/ledger/entries/export?key=${key}`);
    expect(file.status, file.text).toBe(200);
    expect(await kept(person)).toEqual([['ledger.export-entries', ['auditor', 'stakeholder']]]);
    expect((await session(person)).session.actingRole).toBeNull();
    expect((await must(w.h.http(person, 'GET', '/sessions/current/roles'))).acting).toBeNull();
  });

  test('an inspector’s role that begins after the choice counts at once', async () => {
    const until = new Date(w.h.clock.now().getTime() + 86_400_000).toISOString();
    const person = await w.h.someone(['stakeholder']);
    await must(choose(person, 'stakeholder'));
    const body = { person: person.id, role: 'inspector', unit: w.cast.unit.key, until };
    await must(w.h.http(w.admin, 'POST', '/role-grants', { body }));
    const { key } = await aRelease(w);
    await must(w.h.http(person, 'GET', `/releases/${key}`));
    const { items } = await must(w.h.http(w.auditor, 'GET', `/access-log?person=${person.id}`));
    expect(items).toMatchObject([{ operation: 'releases.get', record: key, roles: ['inspector', 'stakeholder'] }]);
  });
});
