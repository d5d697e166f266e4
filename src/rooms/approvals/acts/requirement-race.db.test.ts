import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Deciders, decidersOf, propose, termsFor } from '../../../../tests/support/approvals.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, codesOf, propose as proposeRelease } from '../../../../tests/support/releases.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { asSuperuser } from '../../ledger/testing/things.ts';
import { guardOf } from '../door.ts';

const rounds = 30;

const house = useHouse();
const h = () => house();
let cast: Cast;
let deciders: Deciders;
beforeAll(async () => {
  cast = await castOf(h());
  deciders = await decidersOf(h());
  await asSuperuser(
    h(),
    `create table public.raced (n bigserial primary key, act text, subject uuid);
     grant select on public.raced to public;
     create function public.note_raced() returns trigger language plpgsql security definer as $$
       begin insert into public.raced (act, subject) values (new.act, new.subject_id); return new; end $$;
     create trigger note_raced before insert on ledger.entry for each row execute function public.note_raced();`,
  );
  // Each round asks for one person more, as far as anybody can tell: what could not be met together is refused.
  for (let at = 0; at < rounds + 4; at++) await h().someone(['sponsor'], { unit: cast.unit });
}, 120_000);

/** A release that stands before the approval of its dates, and a proposed requirement for it alone. */
async function before() {
  const app = await application(h(), cast);
  const made = await proposeRelease(h(), cast, { applications: [{ application: app.id, role: 'changed', version: '1' }] });
  expect((await act(h(), cast.manager, made.body.id, 'accept')).status).toBe(200);
  const terms = termsFor(cast.unit, { role: 'sponsor', scope: [`application:${app.id}`] });
  const proposed = await propose(h(), deciders.proposer, { terms });
  expect(proposed.status, proposed.text).toBe(201);
  return { id: made.body.id as string, change: proposed.body.id as string };
}

/** The signature that makes the requirement effective, rehearsed beforehand: what is raced is the act alone. */
async function signing(change: string) {
  const path = `/approval-changes/${change}/acts/sign`;
  const { version } = (await h().http(deciders.quality, 'GET', `/approval-changes/${change}`)).body;
  const signed = await h().signed(deciders.quality, path, { ifMatch: version, body: { password: deciders.quality.password } });
  return () => h().http(deciders.quality, 'POST', path, signed);
}

async function planning(id: string) {
  const path = `/releases/${id}/acts/plan`;
  const { version } = (await h().http(cast.manager, 'GET', `/releases/${id}`)).body;
  const body = { password: cast.manager.password, reason: 'because it is due' };
  const signed = await h().signed(cast.manager, path, { ifMatch: version, body });
  return () => h().http(cast.manager, 'POST', path, signed);
}

/** Which of two entries was written first: each is the last that its act does before it commits. */
async function placeOf(entryAct: string, id: string): Promise<number> {
  const { rows } = await sql<{ n: string }>`select n from public.raced where act = ${entryAct} and subject = ${id}::uuid`.execute(
    h().app.database.db,
  );
  return Number(rows[0]?.n);
}

test(`a requirement that takes effect while its step is taken, ${rounds} times at random offsets: the step was taken before it, or was refused`, async () => {
  const outcomes = { before: 0, refused: 0 };
  for (let round = 0; round < rounds; round++) {
    const { id, change } = await before();
    const [sign, plan] = [await signing(change), await planning(id)];
    h().clock.moveBy(1);
    const [signed, planned] = await Promise.all([sleep(Math.random() * 60).then(sign), sleep(Math.random() * 60).then(plan)]);
    expect(signed.status, signed.text).toBe(200);
    const requirement = signed.body.requirement.id as string;
    if (planned.status === 200) {
      expect(await placeOf('releases.planned', id)).toBeLessThan(await placeOf('approvals.requirement-set', requirement));
      outcomes.before++;
    } else {
      expect(codesOf(planned)).toEqual(['approvals.missing']);
      outcomes.refused++;
    }
  }
  expect(outcomes.before).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
}, 240_000);

/** Until a transaction of this database waits for an advisory lock. */
const somebodyWaits = () =>
  expect
    .poll(
      async () =>
        (
          await sql`select from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`.execute(h().app.database.db)
        ).rows.length,
      { timeout: 20_000, interval: 5 },
    )
    .toBeGreaterThan(0);

test('a step that was let through keeps requirements from taking effect until it is taken', async () => {
  const { id, change } = await before();
  const sign = await signing(change);
  const order: string[] = [];
  const [passed, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const step = transact(h().callAs(cast.manager.actor), async (work) => {
    expect(await guardOf(work, { kind: 'release', id }, 'plan')).toEqual([]);
    order.push('let through');
    passed.resolve();
    await held.promise;
    order.push('taken');
    return done(null);
  });
  await passed.promise;
  const signed = sign().then(() => order.push('in force'));
  // Either it waits for the step, or, were there no lock, it is through.
  await Promise.race([signed, somebodyWaits()]);
  held.resolve();
  await Promise.all([step, signed]);
  expect(order).toEqual(['let through', 'taken', 'in force']);
});

test('a step that began before a requirement took effect, and comes to it afterwards, is held against it', async () => {
  const { id, change } = await before();
  const sign = await signing(change);
  const opened = Promise.withResolvers<null>();
  const inForce = Promise.withResolvers<null>();
  const step = transact(h().callAs(cast.manager.actor), async (work) => {
    opened.resolve(null);
    await inForce.promise;
    return done((await guardOf(work, { kind: 'release', id }, 'plan')).map((refusal) => refusal.code));
  });
  await opened.promise;
  h().clock.moveBy(1_000);
  expect((await sign()).status).toBe(200);
  inForce.resolve(null);
  expect(await step).toEqual({ ok: true, value: ['approvals.missing'] });
});
