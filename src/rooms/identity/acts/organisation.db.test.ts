import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { unitsBy } from '../door.ts';

const house = useHouse();
const reason = 'the firm was reorganised';

describe('the organisation tree', () => {
  test('units are created, renamed, moved with their whole branch, and withdrawn', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const root = await h.root();
    const make = async (key: string, parent: string) =>
      (await h.http(admin, 'POST', '/units', { body: { key, name: key, parent } })).body.id;
    const a = await make('move-a', root.key);
    const b = await make('move-b', root.id);
    const child = await make('move-child', 'move-a');
    const leaf = await make('move-leaf', 'move-child');
    const renamed = await h.http(admin, 'PATCH', `/units/${child}`, { ifMatch: 1, body: { name: 'Child' } });
    expect(renamed.body.version).toBe(2);
    const moved = await h.http(admin, 'POST', `/units/${child}/acts/move`, { ifMatch: 2, body: { parent: 'move-b', reason } });
    expect(moved.body.version).toBe(3);
    const [unit] = await unitsBy(h.app.database.db, { keys: ['move-leaf'] });
    expect(unit?.path).toEqual([root.id, b, child, leaf]);
    const shown = await h.http(admin, 'GET', `/units/${child}`);
    expect(shown.body.above.map((above: { key: string }) => above.key)).toEqual([root.key, 'move-b']);
    expect(shown.body.children).toMatchObject([{ key: 'move-leaf' }]);
    expect(shown.body.can.withdraw[0].code).toBe('identity.unit-in-use');
    expect((await h.http(admin, 'GET', '/units?under=move-a')).body.items).toMatchObject([{ key: 'move-a' }]);
    expect((await h.http(admin, 'POST', `/units/${a}/acts/withdraw`, { ifMatch: 1, body: { reason } })).status).toBe(200);
    expect((await h.http(admin, 'GET', '/units?q=move-a')).body.items).toEqual([]);
    expect((await h.http(admin, 'GET', '/units?q=move-a&state=withdrawn')).body.items).toHaveLength(1);
    const again = await h.http(admin, 'POST', '/units', { body: { key: 'move-a', name: 'A', parent: root.id } });
    expect(again.body.refusals[0].code).toBe('identity.unit-key-taken');
  });

  test('moving a unit changes what its administrators and readers reach, at once', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const from = await h.unit();
    const to = await h.unit();
    const unit = await h.unit({ parent: from });
    const local = await h.someone(['administrator'], { unit: from });
    const rename = (version: number) =>
      h.http(local, 'PATCH', `/units/${unit.id}`, { ifMatch: version, body: { name: `N${version}` } });
    expect((await rename(1)).status).toBe(200);
    await h.http(admin, 'POST', `/units/${unit.id}/acts/move`, { ifMatch: 2, body: { parent: to.id, reason } });
    expect((await rename(3)).status).toBe(403);
  });

  test('no unit is moved below itself, also not by two moves that cross', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const one = await h.unit();
    const other = await h.unit();
    const child = await h.unit({ parent: one });
    const move = (unit: { id: string }, parent: { id: string }) =>
      h.http(admin, 'POST', `/units/${unit.id}/acts/move`, { ifMatch: 1, body: { parent: parent.id, reason } });
    expect((await move(one, child)).body.refusals[0].code).toBe('identity.unit-in-circle');
    expect((await move(one, one)).body.refusals[0].code).toBe('identity.unit-in-circle');
    const statuses = (await Promise.all([move(one, other), move(other, one)])).map((reply) => reply.status);
    expect(statuses.sort()).toEqual([200, 422]);
  });

  test('the root is neither moved nor withdrawn, and a unit in use stays', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const root = await h.root();
    const unit = await h.unit();
    await h.someone(['sponsor'], { unit });
    const withdraw = (id: string) => h.http(admin, 'POST', `/units/${id}/acts/withdraw`, { ifMatch: 1, body: { reason } });
    expect((await withdraw(root.id)).body.refusals.map((refusal: { code: string }) => refusal.code)).toContain(
      'identity.root-stays',
    );
    expect((await withdraw(unit.id)).body.refusals[0].message).toContain('1 active people, 1 role grants');
    const move = await h.http(admin, 'POST', `/units/${root.id}/acts/move`, { ifMatch: 1, body: { parent: unit.id, reason } });
    expect(move.body.refusals[0].code).toBe('identity.root-stays');
  });

  test('nothing begins to depend on a unit while it is withdrawn', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    for (let round = 0; round < 5; round++) {
      const unit = await h.unit();
      const [withdrawn, made] = await Promise.all([
        h.http(admin, 'POST', `/units/${unit.id}/acts/withdraw`, { ifMatch: 1, body: { reason } }),
        h.http(admin, 'POST', '/people', { body: { email: `late${round}@firm.example`, name: 'Late', unit: unit.id } }),
      ]);
      expect([withdrawn.status, made.status].sort()).toEqual(withdrawn.status === 200 ? [200, 422] : [201, 422]);
    }
  });
});

describe('groups', () => {
  test('a group passes its roles to its members while it stands and they belong to it', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const unit = await h.unit();
    const member = await h.someone();
    const rolesOf = async () => (await h.refreshed(member)).holdings.map((holding) => holding.role);
    const group = await h.http(admin, 'POST', '/groups', { body: { key: 'testers', name: 'Testers' } });
    const path = `/groups/${group.body.id}`;
    await h.http(admin, 'POST', '/role-grants', { body: { group: 'testers', role: 'test-manager', unit: unit.key } });
    expect((await h.http(admin, 'POST', `${path}/acts/add-member`, { body: { person: member.email } })).body.version).toBe(3);
    expect((await h.http(admin, 'POST', `${path}/acts/add-member`, { body: { person: member.email } })).body.version).toBe(3);
    expect(await rolesOf()).toEqual(['test-manager']);
    const shown = await h.http(admin, 'GET', `/people/${member.id}`);
    expect(shown.body.roles).toMatchObject([{ role: 'test-manager', through: 'group', group: { key: 'testers' } }]);
    expect((await h.http(admin, 'GET', path)).body).toMatchObject({
      members: [{ id: member.id }],
      roles: [{ role: 'test-manager' }],
    });
    await h.http(admin, 'POST', `${path}/acts/remove-member`, { body: { person: member.id, reason } });
    expect(await rolesOf()).toEqual([]);
    await h.http(admin, 'POST', `${path}/acts/add-member`, { body: { person: member.id } });
    expect((await h.http(admin, 'PATCH', path, { ifMatch: 5, body: { name: 'Test team' } })).body.version).toBe(6);
    expect((await h.http(admin, 'POST', `${path}/acts/withdraw`, { ifMatch: 5, body: { reason } })).status).toBe(412);
    expect((await h.http(admin, 'POST', `${path}/acts/withdraw`, { ifMatch: 6, body: { reason } })).status).toBe(200);
    expect(await rolesOf()).toEqual([]);
    expect((await h.http(admin, 'GET', '/groups')).body.items).toEqual([]);
    expect((await h.http(admin, 'POST', '/groups', { body: { key: 'testers', name: 'X' } })).status).toBe(409);
  });

  test('a group is administered from the root, for it reaches over units', async () => {
    const h = house();
    const unit = await h.unit();
    const local = await h.someone(['administrator'], { unit });
    expect((await h.http(local, 'POST', '/groups', { body: { key: 'local', name: 'Local' } })).status).toBe(403);
  });
});

describe('role grants', () => {
  test('a role is granted once, listed, and withdrawn with a reason', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone();
    const unit = await h.unit();
    const grant = () =>
      h.http(admin, 'POST', '/role-grants', {
        body: { person: person.id, role: 'sponsor', unit: unit.key, reason: 'asked by HR' },
      });
    const [first, again] = [await grant(), await grant()];
    expect(first.status).toBe(201);
    expect(again.body.id).toBe(first.body.id);
    expect((await h.refreshed(person)).holdings).toMatchObject([{ role: 'sponsor' }]);
    const list = await h.http(admin, 'GET', `/role-grants?person=${person.email}`);
    expect(list.body.items).toMatchObject([
      { id: first.body.id, role: 'sponsor', grantedBy: { id: admin.id }, can: { withdraw: true } },
    ]);
    const withdraw = (body: object) => h.http(admin, 'POST', `/role-grants/${first.body.id}/acts/withdraw`, { body });
    expect((await withdraw({})).status).toBe(400);
    expect((await withdraw({ reason })).body.withdrawnAt).not.toBeNull();
    expect((await withdraw({ reason })).status).toBe(200);
    expect((await h.refreshed(person)).holdings).toEqual([]);
    expect((await h.http(admin, 'GET', `/role-grants?person=${person.id}&state=withdrawn`)).body.items).toHaveLength(1);
    expect((await grant()).body.id).not.toBe(first.body.id);
  });

  test('an unknown role, unit or person is named, and nobody grants outside of what they administer', async () => {
    const h = house();
    const unit = await h.unit();
    const local = await h.someone(['administrator'], { unit });
    const person = await h.someone();
    const root = await h.root();
    const grant = (body: object) =>
      h.http(local, 'POST', '/role-grants', { body: { person: person.id, role: 'sponsor', unit: unit.id, ...body } });
    expect((await grant({ role: 'king' })).body.refusals[0]).toMatchObject({ code: 'identity.names-nothing', field: '/role' });
    expect((await grant({ unit: 'nowhere' })).body.refusals[0].field).toBe('/unit');
    expect((await grant({ person: 'nobody@firm.example' })).body.refusals[0].field).toBe('/person');
    expect((await grant({ unit: root.id })).status).toBe(403);
    expect((await grant({ group: 'both' })).status).toBe(400);
    expect((await grant({})).status).toBe(201);
    const person2 = await h.someone();
    expect(
      (await h.http(person2, 'POST', '/role-grants', { body: { person: person.id, role: 'king', unit: 'nowhere' } })).status,
    ).toBe(403);
  });
});
