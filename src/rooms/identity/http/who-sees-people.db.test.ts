import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();
let here: Unit;
let below: Unit;
let there: Unit;
let people: Readonly<Record<'reader' | 'colleague' | 'under' | 'stranger' | 'everywhere' | 'sharesRole', Someone>>;
let admin: Someone;
let local: Someone;

const get = async (as: Someone, path: string) => house().http(as, 'GET', path);
const namesIn = async (as: Someone, path: string): Promise<readonly string[]> =>
  (await get(as, path)).body.items.map((item: { name: string }) => item.name);

beforeAll(async () => {
  const h = house();
  here = await h.unit();
  below = await h.unit({ parent: here });
  there = await h.unit();
  admin = await h.someone(['administrator'], { name: 'Admin of all' });
  local = await h.someone(['administrator'], { unit: here, name: 'Admin here' });
  people = {
    reader: await h.someone(['release-manager'], { unit: here, name: 'Reader' }),
    colleague: await h.someone(['quality'], { unit: here, name: 'Colleague' }),
    under: await h.someone(['deployer'], { unit: below, name: 'Under' }),
    stranger: await h.someone(['release-manager'], { unit: there, name: 'Stranger' }),
    everywhere: await h.someone(['system-owner'], { name: 'Everywhere' }),
    sharesRole: await h.someone(['sponsor'], { unit: there, name: 'Shares a role' }),
  };
  const grant = { person: people.sharesRole.id, role: 'project-manager', unit: here.key, reason: 'works on both' };
  expect((await h.http(admin, 'POST', '/role-grants', { body: grant })).status).toBe(201);
});

describe('who sees whom', () => {
  test('people of one’s units, of units below, and whoever holds a role that counts there; nobody else', async () => {
    expect(await namesIn(people.reader, '/people?limit=200')).toEqual([
      'Admin here',
      'Admin of all',
      'Colleague',
      'Everywhere',
      'Reader',
      'Shares a role',
      'Under',
    ]);
    expect(await namesIn(people.reader, '/people?q=Stranger')).toEqual([]);
    expect(await namesIn(admin, '/people?q=Stranger')).toEqual(['Stranger']);
  });

  test('a person of another unit is answered as one who does not exist', async () => {
    const none = '00000000-0000-7000-8000-00000000dead';
    const [hidden, absent] = [
      await get(people.reader, `/people/${people.stranger.id}`),
      await get(people.reader, `/people/${none}`),
    ];
    expect([hidden.status, hidden.body.refusals[0].code]).toEqual([404, absent.body.refusals[0].code]);
    expect((await get(people.reader, `/people/${people.stranger.email}`)).status).toBe(404);
    expect((await get(people.stranger, `/people/${people.stranger.id}`)).status).toBe(200);
  });

  test('of somebody who works here too, only the roles that count here are told', async () => {
    const shown = (await get(people.reader, `/people/${people.sharesRole.id}`)).body;
    expect(shown.roles.map((role: { role: string }) => role.role)).toEqual(['project-manager']);
    const listed = (await get(people.reader, '/people?q=Shares')).body.items[0];
    expect(listed.roles).toEqual(['project-manager']);
    expect(await namesIn(people.reader, '/people?role=sponsor')).toEqual([]);
    const own = (await get(people.sharesRole, `/people/${people.sharesRole.id}`)).body;
    expect(own.roles.map((role: { role: string }) => role.role).toSorted()).toEqual(['project-manager', 'sponsor']);
  });

  test('deputies are listed to who sees one of the two', async () => {
    const now = house().clock.now().getTime();
    const body = {
      deputy: people.stranger.id,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
      reason: 'on holiday',
    };
    const other = await house().someone(['change-manager'], { unit: there });
    expect((await house().http(other, 'POST', '/deputations', { body })).status).toBe(201);
    const count = async (as: Someone) => (await get(as, `/deputations?person=${other.id}`)).body.items.length;
    expect([await count(people.reader), await count(people.stranger), await count(admin)]).toEqual([0, 1, 1]);
  });
});

describe('who sees access', () => {
  const grantsOf = async (as: Someone): Promise<readonly string[]> =>
    (await get(as, '/role-grants?limit=200')).body.items.map((item: { person: { name: string } }) => item.person.name).toSorted();

  test('grants of a unit are for who may see access there, and everybody sees their own', async () => {
    expect(await grantsOf(people.reader)).toEqual(['Reader']);
    expect(await grantsOf(people.colleague)).toEqual(['Admin here', 'Colleague', 'Reader', 'Shares a role', 'Under']);
    expect(await grantsOf(local)).toEqual(['Admin here', 'Colleague', 'Reader', 'Shares a role', 'Under']);
    expect(await grantsOf(admin)).toEqual(expect.arrayContaining(['Stranger', 'Everywhere']));
  });

  test('members and roles of a group are told as far as the reader sees them', async () => {
    const made = (await house().http(admin, 'POST', '/groups', { body: { key: 'mixed', name: 'Mixed' } })).body;
    for (const person of [people.under, people.stranger])
      expect(
        (await house().http(admin, 'POST', `/groups/${made.id}/acts/add-member`, { body: { person: person.id } })).status,
      ).toBe(200);
    const members = async (as: Someone) =>
      (await get(as, `/groups/${made.id}`)).body.members.map((member: { name: string }) => member.name);
    expect(await members(people.reader)).toEqual(['Under']);
    expect(await members(admin)).toEqual(['Stranger', 'Under']);
    expect((await get(people.reader, `/people/${people.under.id}`)).body.groups).toEqual([]);
    expect((await get(people.colleague, `/people/${people.under.id}`)).body.groups).toHaveLength(1);
  });
});
