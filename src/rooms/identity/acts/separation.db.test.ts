import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { roleNames } from '../core/roles.ts';
import { separatedPairs } from '../core/separation.ts';
import { bringMatrixIn, notIndependent, waivePairIn } from '../door.ts';
import { disablePerson } from './disable-person.ts';

const house = useHouse();
const day = 86_400_000;
const reason = 'needed for the release';
type As = { readonly cookie: string };

const grant = (h: TestHouse, as: As, body: { person?: string; group?: string; role: string }) =>
  h.root().then((root) => h.http(as, 'POST', '/role-grants', { body: { ...body, unit: root.id } }));

const deputise = (h: TestHouse, as: As, body: { person?: string; deputy: string }, fromDays = 0, toDays = 7) => {
  const at = (days: number) => new Date(h.clock.now().getTime() + days * day).toISOString();
  return h.http(as, 'POST', '/deputations', { body: { ...body, startsAt: at(fromDays), endsAt: at(toDays), reason } });
};

let groups = 0;
async function groupWith(h: TestHouse, admin: As, members: readonly string[], roles: readonly string[]): Promise<string> {
  const key = `group-${++groups}`;
  const { body } = await h.http(admin, 'POST', '/groups', { body: { key, name: key } });
  for (const person of members) await h.http(admin, 'POST', `/groups/${key}/acts/add-member`, { body: { person } });
  for (const role of roles) await grant(h, admin, { group: key, role });
  return body.id;
}

const apart = 'identity.roles-kept-apart';
const codeOf = (reply: { body: { refusals?: readonly { code: string }[] } }) => reply.body.refusals?.[0]?.code ?? null;

describe('separation of duties over every route to a role', () => {
  test('a release manager is not granted the role of administrator, and the conflict is named', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager'], { name: 'Mary' });
    const reply = await grant(h, admin, { person: person.id, role: 'administrator' });
    expect(reply.status).toBe(422);
    expect(reply.body.refusals[0].message).toBe(
      'Mary would hold both “Administrator (configures)” and “Release manager”: an administrator configures and holds no business role.',
    );
    expect((await h.refreshed(person)).holdings).toHaveLength(1);
  });

  test('a grant to a group is judged for each of its members, and says through which group', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['quality']);
    const group = await groupWith(h, admin, [person.id, (await h.someone()).id], []);
    const reply = await grant(h, admin, { group, role: 'deployer' });
    expect(codeOf(reply)).toBe(apart);
    expect(reply.body.refusals[0].message).toContain('through the group group-');
    expect((await h.http(admin, 'GET', `/groups/${group}`)).body.roles).toEqual([]);
  });

  test('a person who joins a group is judged for all roles of the group', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const group = await groupWith(h, admin, [], ['deployer']);
    const person = await h.someone(['quality']);
    expect(codeOf(await h.http(admin, 'POST', `/groups/${group}/acts/add-member`, { body: { person: person.id } }))).toBe(apart);
  });

  test('a deputy is judged for the roles of whom they stand in for, also when the deputation lies ahead', async () => {
    const h = house();
    const principal = await h.someone(['quality']);
    const deputy = await h.someone(['deployer']);
    expect(codeOf(await deputise(h, principal, { deputy: deputy.id }, 30, 37))).toBe(apart);
    const free = await h.someone(['stakeholder']);
    expect((await deputise(h, principal, { deputy: free.id })).status).toBe(201);
    expect((await h.refreshed(free)).holdings).toContainEqual({ role: 'quality', reach: 'all', deputyFor: principal.id });
  });

  test('who becomes a deputy later cannot be granted the other half of a pair now, by any route', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const principal = await h.someone(['quality']);
    const deputy = await h.someone();
    expect((await deputise(h, principal, { deputy: deputy.id }, 30, 37)).status).toBe(201);
    expect(codeOf(await grant(h, admin, { person: deputy.id, role: 'deployer' }))).toBe(apart);
    const group = await groupWith(h, admin, [deputy.id], []);
    expect(codeOf(await grant(h, admin, { group, role: 'deployer' }))).toBe(apart);
  });

  test('a grant to a person is judged for those who stand in for them, too', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const principal = await h.someone(['stakeholder']);
    const deputy = await h.someone(['deployer'], { name: 'Dora' });
    await deputise(h, principal, { deputy: deputy.id });
    const reply = await grant(h, admin, { person: principal.id, role: 'quality' });
    expect(reply.body.refusals[0].message).toContain('Dora would hold both “Quality” (as deputy for');
  });

  test('enabling a person is judged like a grant of all their roles', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['quality']);
    const group = await groupWith(h, admin, [person.id], []);
    const disabled = await h.http(admin, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: 1, body: { reason } });
    expect((await grant(h, admin, { group, role: 'deployer' })).status).toBe(201);
    const enabled = await h.http(admin, 'POST', `/people/${person.id}/acts/enable`, {
      ifMatch: disabled.body.version,
      body: { reason },
    });
    expect(codeOf(enabled)).toBe(apart);
  });

  test('nobody stands in for somebody who is disabled', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const principal = await h.someone(['quality']);
    const deputy = await h.someone(['stakeholder']);
    await deputise(h, principal, { deputy: deputy.id });
    await h.http(admin, 'POST', `/people/${principal.id}/acts/disable`, { ifMatch: 2, body: { reason } });
    expect((await h.refreshed(deputy)).holdings.map((holding) => holding.role)).toEqual(['stakeholder']);
  });

  test('two grants at once never slip past each other', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    for (let round = 0; round < 8; round++) {
      const person = await h.someone();
      const principal = await h.someone(['quality']);
      const group = await groupWith(h, admin, [person.id], []);
      const replies = await Promise.all([
        grant(h, admin, { person: person.id, role: 'deployer' }),
        grant(h, admin, { group, role: 'quality' }),
        grant(h, admin, { person: person.id, role: 'auditor' }),
        deputise(h, principal, { deputy: person.id }),
      ]);
      expect(replies.every((reply) => [201, 422].includes(reply.status))).toBe(true);
      expect(await forbiddenPairs(h)).toEqual([]);
    }
  });
});

describe('nobody is above the rules', () => {
  test('an administrator grants nothing to themselves, by no route', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const other = await h.someone(['administrator']);
    const group = await groupWith(h, other, [admin.id], []);
    const principal = await h.someone(['sponsor']);
    expect(codeOf(await grant(h, admin, { person: admin.id, role: 'auditor' }))).toBe('identity.own-access');
    expect(codeOf(await grant(h, admin, { group, role: 'sponsor' }))).toBe('identity.own-access');
    const another = await groupWith(h, other, [], []);
    const joined = await h.http(admin, 'POST', `/groups/${another}/acts/add-member`, { body: { person: admin.id } });
    expect(codeOf(joined)).toBe('identity.own-access');
    expect(codeOf(await deputise(h, admin, { person: principal.id, deputy: admin.id }))).toBe(
      'identity.administrator-names-self',
    );
  });

  test('the last administrator of the whole organisation stays, also when two act at once', async () => {
    const h = house();
    await sql`update identity.person set state = 'disabled' where id in (select person_id from identity.role_grant where role = 'administrator')`.execute(
      h.app.database.db,
    );
    const one = await h.someone(['administrator']);
    const two = await h.someone(['administrator']);
    const outcomes = await Promise.all([
      disablePerson(h.callAs(one.actor, { ifVersion: 1 }), two.id, reason),
      disablePerson(h.callAs(two.actor, { ifVersion: 1 }), one.id, reason),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.code)))).toEqual([
      'identity.last-administrator',
    ]);
    const left = outcomes[0]?.ok === true ? one : two;
    const own = await h.http(left, 'GET', `/role-grants?person=${left.id}`);
    const withdrawn = await h.http(left, 'POST', `/role-grants/${own.body.items[0].id}/acts/withdraw`, { body: { reason } });
    expect(codeOf(withdrawn)).toBe('identity.last-administrator');
  });
});

describe('deputies', () => {
  test('a person names their own deputy, an administrator one for somebody else, and nobody else does', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['sponsor']);
    const deputy = await h.someone(['stakeholder']);
    const third = await h.someone(['sponsor']);
    expect((await deputise(h, person, { deputy: deputy.email })).status).toBe(201);
    expect((await deputise(h, admin, { person: person.id, deputy: deputy.id })).status).toBe(201);
    expect((await deputise(h, third, { person: person.id, deputy: third.id })).status).toBe(403);
    expect(codeOf(await deputise(h, person, { deputy: person.id }))).toBe('identity.own-deputy');
    expect(codeOf(await deputise(h, person, { deputy: deputy.id }, 5, 5))).toBe('identity.deputation-backwards');
    expect(codeOf(await deputise(h, person, { deputy: deputy.id }, -5, -1))).toBe('identity.deputation-over');
    expect(codeOf(await deputise(h, person, { deputy: deputy.id }, 0, 367))).toBe('identity.deputation-too-long');
  });

  test('a deputation begins and ends by the clock, half-open, and is withdrawn by either party', async () => {
    const h = house();
    const person = await h.someone(['sponsor']);
    const deputy = await h.someone(['stakeholder']);
    const third = await h.someone(['stakeholder']);
    const made = await deputise(h, person, { deputy: deputy.id }, 1, 2);
    expect(made.body.state).toBe('future');
    const holds = async () => (await h.refreshed(deputy)).holdings.some((holding) => holding.role === 'sponsor');
    const later = async (ms: number) => {
      h.clock.moveBy(ms);
      await sql`update identity.session set seen_at = ${h.clock.now()}, rotated_at = ${h.clock.now()}, created_at = ${h.clock.now()}, ends_at = ${new Date(h.clock.now().getTime() + day)}`.execute(
        h.app.database.db,
      );
    };
    expect(await holds()).toBe(false);
    await later(day);
    expect(await holds()).toBe(true);
    await later(day);
    expect(await holds()).toBe(false);
    const second = await deputise(h, person, { deputy: deputy.id });
    const withdraw = (as: As) => h.http(as, 'POST', `/deputations/${second.body.id}/acts/withdraw`, { body: { reason } });
    expect((await withdraw(third)).status).toBe(403);
    expect((await withdraw(deputy)).body.state).toBe('withdrawn');
    expect(await holds()).toBe(false);
    const list = await h.http(person, 'GET', '/deputations?person=me');
    expect(list.body.items.map((item: { state: string }) => item.state)).toEqual(['withdrawn', 'past']);
    expect((await h.http(person, 'GET', '/deputations?deputy=me&state=current')).body.items).toEqual([]);
  });

  test('who requested a change, and their deputy, are not independent of it; a third person is', async () => {
    const h = house();
    const { db } = h.app.database;
    const ana = await h.someone(['change-manager']);
    const ben = await h.someone(['stakeholder']);
    const cy = await h.someone(['change-manager']);
    await deputise(h, ana, { deputy: ben.id });
    const judge = (actor: typeof ana) => notIndependent(db, actor.actor, [{ personId: ana.id, as: 'requester' }], h.clock.now());
    expect((await judge(ana)).map((refusal) => refusal.code)).toEqual(['identity.not-independent']);
    expect((await judge(ben))[0]?.facts).toMatchObject({ personId: ana.id, as: 'requester', tie: 'deputy' });
    expect(await judge(cy)).toEqual([]);
  });
});

/** Every pair that is kept apart and that somebody active holds, deputations that lie ahead included, by the newest matrix; without what a waiver lets them. */
async function forbiddenPairs(h: TestHouse): Promise<readonly string[]> {
  const { db } = h.app.database;
  const { rows } = await sql<{ id: string; roles: string[] }>`
    select p.id, array_agg(distinct g.role) as roles from identity.person p join identity.effective_grant g on g.person_id = p.id
    where p.state = 'active' and (g.ends_at is null or g.ends_at > ${h.clock.now()}) group by p.id`.execute(db);
  const { rows: matrix } = await sql<{
    pairs: { one: string; other: string }[];
  }>`select pairs from identity.duty_matrix order by version desc limit 1`.execute(db);
  const { rows: waived } = await sql<{ id: string; one: string; other: string }>`
    select person_id as id, one, other from identity.pair_waiver where ended_at is null and ends_at > ${h.clock.now()}`.execute(
    db,
  );
  const excepted = new Set(waived.map(({ id, one, other }) => `${id}: ${one} and ${other}`));
  return rows
    .flatMap((row) =>
      [...separatedPairs, ...(matrix[0]?.pairs ?? [])]
        .filter((pair) => row.roles.includes(pair.one) && row.roles.includes(pair.other))
        .map((pair) => `${row.id}: ${pair.one} and ${pair.other}`),
    )
    .filter((pair) => !excepted.has(pair));
}

const who = fc.nat({ max: 3 });
const role = fc.constantFrom(
  ...roleNames.filter((name) => ['quality', 'deployer', 'administrator', 'auditor', 'sponsor', 'stakeholder'].includes(name)),
);
/** Pairs that a firm may keep apart beyond the floor. */
const ofTheFirm = [
  { one: 'sponsor', other: 'deployer', why: 'who pays does not deploy' },
  { one: 'quality', other: 'sponsor', why: 'who pays does not judge' },
  { one: 'deployer', other: 'stakeholder', why: 'who waits for it does not deploy' },
];
const step = fc.oneof(
  fc.record({ kind: fc.constant('grant' as const), who, role }),
  fc.record({ kind: fc.constant('group-grant' as const), group: fc.nat({ max: 1 }), role }),
  fc.record({ kind: fc.constant('join' as const), group: fc.nat({ max: 1 }), who }),
  fc.record({ kind: fc.constant('leave' as const), group: fc.nat({ max: 1 }), who }),
  fc.record({
    kind: fc.constant('deputise' as const),
    who,
    deputy: who,
    from: fc.nat({ max: 5 }),
    days: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant('disable' as const), who }),
  fc.record({ kind: fc.constant('enable' as const), who }),
  fc.record({ kind: fc.constant('withdraw' as const), who }),
  fc.record({ kind: fc.constant('matrix' as const), chosen: fc.subarray(ofTheFirm, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('waive' as const), who, pair: fc.constantFrom(...ofTheFirm) }),
);

test('no sequence of grants, groups, deputies, disabling, waivers and changes of the matrix gives anybody a forbidden pair', {
  timeout: 120_000,
}, async () => {
  const h = house();
  let accepted = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
      const admin = await h.someone(['administrator']);
      const people = await Promise.all([h.someone(), h.someone(), h.someone(), h.someone()]);
      const teams = [await groupWith(h, admin, [], []), await groupWith(h, admin, [], [])];
      const idOf = (number: number) => people[number]?.id ?? '';
      const versionOf = async (number: number) => (await h.http(admin, 'GET', `/people/${idOf(number)}`)).body.version;
      for (const one of steps) {
        const before = await forbiddenPairs(h);
        if (one.kind === 'matrix' || one.kind === 'waive') {
          await transact(h.callAs(admin.actor), async (work) => {
            if (one.kind === 'matrix') await bringMatrixIn(work, one.chosen, 'DMC-1');
            else {
              const waiver = { key: uuidv7(), personId: idOf(one.who), one: one.pair.one, other: one.pair.other };
              await waivePairIn(work, uuidv7(), { ...waiver, endsAt: new Date(h.clock.now().getTime() + day) });
            }
            return done(null);
          });
          continue;
        }
        const reply = await (async () => {
          switch (one.kind) {
            case 'grant':
              return grant(h, admin, { person: idOf(one.who), role: one.role });
            case 'group-grant':
              return grant(h, admin, { group: teams[one.group] ?? '', role: one.role });
            case 'join':
              return h.http(admin, 'POST', `/groups/${teams[one.group]}/acts/add-member`, { body: { person: idOf(one.who) } });
            case 'leave':
              return h.http(admin, 'POST', `/groups/${teams[one.group]}/acts/remove-member`, {
                body: { person: idOf(one.who), reason },
              });
            case 'deputise':
              return deputise(h, admin, { person: idOf(one.who), deputy: idOf(one.deputy) }, one.from, one.from + one.days);
            case 'disable':
            case 'enable':
              return h.http(admin, 'POST', `/people/${idOf(one.who)}/acts/${one.kind}`, {
                ifMatch: await versionOf(one.who),
                body: { reason },
              });
            case 'withdraw': {
              const grants = await h.http(admin, 'GET', `/role-grants?person=${idOf(one.who)}`);
              const id = grants.body.items[0]?.id;
              return id === undefined ? grants : h.http(admin, 'POST', `/role-grants/${id}/acts/withdraw`, { body: { reason } });
            }
          }
        })();
        expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500);
        if (reply.status < 300) accepted += 1;
        if (reply.status === 422 && codeOf(reply) === apart) refused += 1;
        // What a new version of the matrix found already held stays until somebody takes it away; no act adds to it.
        const held = new Set(before);
        expect((await forbiddenPairs(h)).filter((pair) => !held.has(pair))).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
  expect(accepted).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(0);
});
