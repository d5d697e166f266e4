import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, say, termsFor } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  passTimeTo,
  planFor,
  propose,
} from '../../../../tests/support/releases.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { guardOf } from '../door.ts';

const house = useHouse();
const h = () => house();
let cast: Cast;
let other: Cast;
let deciders: Deciders;
beforeAll(async () => {
  cast = await castOf(h());
  other = await castOf(h());
  deciders = await decidersOf(h());
  await requirement(h(), deciders, termsFor(cast.unit));
});

async function release(of: Cast, kind: string, applicationId: string) {
  const applications = [{ application: applicationId, role: 'changed', version: '1' }];
  const made = await propose(h(), of, { ...planFor(h(), 40), kind, applications });
  expect(made.status, made.text).toBe(201);
  expect((await act(h(), of.manager, made.body.id, 'accept')).status).toBe(200);
  return made.body as { id: string; key: string };
}
const word = (key: string) =>
  h().http(cast.manager, 'POST', `/approvals/${encodeURIComponent(`release:${key}:plan`)}/verbal-authorisations`, {
    body: {
      by: cast.quality.email,
      at: h().clock.now().toISOString(),
      reason: 'the line stands still',
      password: cast.manager.password,
    },
  });
const idsIn = async (as: Someone, path: string): Promise<readonly string[]> =>
  (await h().http(as, 'GET', path)).body.items.map((one: { id: string }) => one.id);

test('lists of what was said follow the record to the unit where it stands now: its readers see it, those of before do not', async () => {
  const one = await release(cast, 'emergency', (await application(h(), cast)).id);
  const verbal = (await word(one.key)).body.id;
  const given = (await say(h(), cast.quality, `release:${one.key}:plan`, 'approve')).body.id;
  const lists = [
    ['/given-approvals', given],
    ['/verbal-authorisations', verbal],
  ] as const;
  for (const [path, id] of lists) {
    expect(await idsIn(cast.owner, path), path).toContain(id);
    expect(await idsIn(other.owner, path), path).not.toContain(id);
  }
  await sql`update releases.release set unit_id = ${other.unit.id} where id = ${one.id}`.execute(h().app.database.db);
  for (const [path, id] of lists) {
    expect(await idsIn(cast.owner, path), path).not.toContain(id);
    expect(await idsIn(other.owner, path), path).toContain(id);
  }
});

test('an overdue emergency of another unit holds back and is not named to who may not read it', async () => {
  const app = await application(h(), cast);
  const one = await release(cast, 'emergency', app.id);
  expect((await word(one.key)).status).toBe(201);
  const everywhere = await h().someone(['project-manager']);
  const held = await release({ ...other, proposer: everywhere }, 'independent', app.id);
  await passTimeTo(h(), new Date(h().clock.now().getTime() + 73 * 3_600_000));
  const stranger = await act(h(), other.manager, held.id, 'plan');
  expect(codesOf(stranger)).toContain('approvals.emergency-overdue');
  expect(stranger.text).toContain('a record that you may not read');
  expect(stranger.text).not.toContain(one.key);
  const both = await h().someone(['release-manager']);
  expect((await act(h(), both, held.id, 'plan')).text).toContain(one.key);
});

test('people are named to who may see people; to others how many could give it, and who is asked', async () => {
  const one = await release(cast, 'independent', (await application(h(), cast)).id);
  const asked = { ...cast.manager.actor, holdings: [] };
  const told = await missing(asked, one.id);
  expect(told?.facts).toMatchObject({ who: [], more: 2 });
  expect(`${told?.message} ${told?.remedy}`).not.toContain(cast.quality.name);
  expect(told?.remedy).toContain('2 people could give it');
  expect((await missing(cast.manager.actor, one.id))?.remedy).toContain(cast.quality.name);
});

async function missing(actor: Someone['actor'], id: string) {
  const outcome = await transact(h().callAs(actor), async (work) => {
    const [refusal] = await guardOf(work, { kind: 'release', id }, 'plan');
    return done({ facts: refusal?.facts ?? null, message: refusal?.message ?? '', remedy: refusal?.remedy ?? '' });
  });
  return outcome.ok ? outcome.value : null;
}
