import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import { roles } from '../../src/rooms/identity/core/roles.ts';
import { calendarRecipes } from '../house/recipes/calendar.ts';
import { portfolioRecipes } from '../house/recipes/portfolio.ts';
import { releaseQuestions, releaseRecipes } from '../house/recipes/releases.ts';
import { openWorld, type World } from '../house/recipes/world.ts';
import type { Someone } from '../support/builders.ts';
import { useHouse } from '../support/house.ts';
import { act, application, codesOf, propose } from '../support/releases.ts';

const house = useHouse();
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

describe('accounts', () => {
  test('[P11-300-1] of an address that somebody has, its capitals, a look-alike in mixed scripts and two requests at once, one account exists', async () => {
    const make = (email: string) => w.h.http(w.admin, 'POST', '/people', { body: { email, name: 'Maria K.' } });
    expect((await make('maria.k@firm.example')).status).toBe(201);
    const capital = await make('MARIA.K@firm.example');
    expect([capital.status, ...codesOf(capital)]).toEqual([409, 'identity.email-taken']);
    // The first letter after the m is Cyrillic; an address is ASCII, so no script can be mixed into it.
    const mixed = await make('m\u0430ria.k@firm.example');
    expect([mixed.status, mixed.body.refusals[0].field]).toEqual([400, '/email']);
    const atOnce = await Promise.all([make('maria.k@firm.example'), make('Maria.K@firm.example')]);
    expect(atOnce.map((reply) => reply.status)).toEqual([409, 409]);
    const fresh = await Promise.all([make('maria.z@firm.example'), make('MARIA.Z@firm.example')]);
    expect(fresh.map((reply) => reply.status).toSorted()).toEqual([201, 409]);
    const { rows } = await sql<{
      email: string;
    }>`select email from identity.person where lower(email) like 'maria.%' order by 1`.execute(w.h.app.database.db);
    expect(rows.map((row) => row.email)).toEqual(['maria.k@firm.example', 'maria.z@firm.example']);
    const direct = sql`insert into identity.person (id, email, name, unit_id, state, version, created_at)
      select gen_random_uuid(), upper(email), name, unit_id, state, 1, now() from identity.person where email = 'maria.k@firm.example'`;
    await expect(direct.execute(w.h.app.database.db)).rejects.toThrow(/unique|check constraint/);
  });
});

describe('who asked does not approve', () => {
  test('[SOX-SOD-2] what Ana asked for is approved by Cy, not by Ana and not by Ben who stands in for her', async () => {
    const { unit } = w.cast;
    const ana = await w.h.someone(['release-manager', 'project-manager'], { unit, name: 'Ana' });
    const ben = await w.h.someone(['stakeholder'], { unit, name: 'Ben' });
    const cy = await w.h.someone(['release-manager'], { unit, name: 'Cy' });
    const asked = await propose(
      w.h,
      { ...w.cast, proposer: ana },
      { applications: [{ application: (await application(w.h, w.cast)).id }] },
    );
    const now = w.h.clock.now().getTime();
    const deputation = {
      deputy: ben.id,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
    };
    expect((await w.h.http(ana, 'POST', '/deputations', { body: { ...deputation, reason: 'on holiday' } })).status).toBe(201);
    for (const person of [ana, ben]) {
      const refused = await act(w.h, person, asked.body.id, 'accept');
      expect([person.name, refused.status, ...new Set(codesOf(refused))]).toEqual([person.name, 422, 'identity.not-independent']);
    }
    const approved = await act(w.h, cy, asked.body.id, 'accept');
    expect([approved.status, approved.body.state, approved.body.decisions[0].by.id]).toEqual([200, 'accepted', cy.id]);
  });
});

describe('records of another unit', () => {
  const operations = rooms.flatMap((room) => room.routes.map((route) => route.operation));
  const recipes = { ...portfolioRecipes, ...releaseRecipes, ...releaseQuestions, ...calendarRecipes };
  /** Working calendars belong to the whole organisation: everybody may see them. */
  const ofAll = /^\/working-calendars/;
  const about = operations.filter(
    (operation) => recipes[operation.id] !== undefined && /\{id\}/.test(operation.path) && !ofAll.test(operation.path),
  );
  let outsider: Someone;
  beforeAll(async () => {
    const business = roles.filter((role) => role.business).map((role) => role.role);
    outsider = await w.h.someone(business, { unit: await w.h.unit() });
  });

  test('the walk sees operations of all rooms that own records', () => {
    expect(about.length).toBeGreaterThan(30);
    expect(new Set(about.map((operation) => operation.id.split('.')[0]))).toEqual(
      new Set(['portfolio', 'gates', 'releases', 'calendar']),
    );
  });

  test.each(about.map((operation) => [operation.id, operation] as const))(
    '%s: who holds every role elsewhere is answered as if there were no such record',
    async (id, operation) => {
      const recipe = recipes[id];
      if (recipe === undefined) throw new Error(`${id} has no recipe`);
      const asked = await recipe(w);
      const pathOf = (params: Readonly<Record<string, string>>) =>
        operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => params[name] ?? '');
      const send = (params: Readonly<Record<string, string>>) =>
        w.h.http(outsider, operation.method, pathOf(params), {
          ...(asked.body === undefined ? {} : { body: asked.body }),
          ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
        });
      const none = '00000000-0000-7000-8000-00000000dead';
      const [hidden, absent] = [await send(asked.params ?? {}), await send({ ...asked.params, id: none })];
      const real = asked.params?.id ?? '';
      expect([hidden.status, codesOf(hidden)]).toEqual([404, codesOf(absent)]);
      expect(hidden.body.detail.replaceAll(real, none)).toBe(absent.body.detail);
      const [looked, lookedAtNothing] = [
        `/${pathOf(asked.params ?? {}).split('/')[1]}/${real}`,
        `/${operation.path.split('/')[1]}/${none}`,
      ];
      const seen = await w.h.http(outsider, 'GET', looked);
      expect([seen.status, codesOf(seen)]).toEqual([404, codesOf(await w.h.http(outsider, 'GET', lookedAtNothing))]);
    },
  );
});
