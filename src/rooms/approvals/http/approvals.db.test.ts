import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, say, termsFor, why } from '../../../../tests/support/approvals.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';
import { uuidv7 } from '../../../foundation/ids.ts';

const house = useHouse();
let cast: Cast;
let deciders: Deciders;
beforeAll(async () => {
  cast = await castOf(house());
  deciders = await decidersOf(house());
});

const h = () => house();
async function accepted(more: Readonly<Record<string, unknown>> = {}) {
  const app = await application(h(), cast);
  const made = await propose(h(), cast, { applications: [{ application: app.key, role: 'changed', version: '1.0' }], ...more });
  expect(made.status, made.text).toBe(201);
  const step = await act(h(), cast.manager, made.body.id, 'accept');
  expect(step.status, step.text).toBe(200);
  return made.body as { id: string; key: string };
}

describe('a step that waits for approvals', () => {
  test('without a requirement nothing is asked', async () => {
    const release = await accepted();
    expect((await why(h(), cast.owner, `release:${release.key}`)).body.steps).toEqual([]);
    expect((await act(h(), cast.manager, release.id, 'plan')).status).toBe(200);
  });

  test('it is refused until the approval is given, says who could give it, and is taken afterwards', async () => {
    const rq = await requirement(h(), deciders, termsFor(cast.unit));
    const release = await accepted();
    const refused = await act(h(), cast.manager, release.id, 'plan');
    expect(codesOf(refused)).toEqual(['approvals.missing']);
    expect(refused.text).toContain(cast.quality.name);
    const seen = await why(h(), cast.owner, `release:${release.key}`);
    expect(seen.body.steps).toMatchObject([
      {
        step: 'plan',
        approved: false,
        comesNext: true,
        requirements: [{ missing: 1, filled: [], requirement: { key: rq.key } }],
      },
    ]);
    const given = await say(h(), cast.quality, `release:${release.key}:plan`, 'approve');
    expect(given.status, given.text).toBe(200);
    expect(given.body.step).toMatchObject({
      approved: true,
      requirements: [{ missing: 0, filled: [{ person: { id: cast.quality.id }, signature: { standing: 'valid' } }] }],
    });
    const planned = await act(h(), cast.manager, release.id, 'plan');
    expect(planned.status, planned.text).toBe(200);
  });

  test('it is refused again when what was approved has changed', async () => {
    const release = await accepted();
    await say(h(), cast.quality, `release:${release.key}:plan`, 'approve');
    const { body } = await h().http(cast.proposer, 'GET', `/releases/${release.id}`);
    const changed = await h().http(cast.proposer, 'PATCH', `/releases/${release.id}`, {
      ifMatch: body.version,
      body: { name: 'Another name' },
    });
    expect(changed.status, changed.text).toBe(200);
    expect(codesOf(await act(h(), cast.manager, release.id, 'plan'))).toEqual(['approvals.missing']);
    const seen = await why(h(), cast.owner, `release:${release.key}`);
    expect(seen.body.steps[0].requirements[0].notCounted).toMatchObject([
      { person: { id: cast.quality.id }, why: ['content-changed'] },
    ]);
    expect((await say(h(), cast.quality, `release:${release.key}:plan`, 'approve')).status).toBe(200);
    expect((await act(h(), cast.manager, release.id, 'plan')).status).toBe(200);
  });

  test('an approval is signed: without a signature, and by who is not asked, it is refused', async () => {
    const release = await accepted();
    const named = encodeURIComponent(`release:${release.key}:plan`);
    const bare = await h().http(cast.quality, 'POST', `/approvals/${named}/acts/approve`, { body: {} });
    expect(codesOf(bare)).toEqual(['signatures.signature-required']);
    expect(codesOf(await say(h(), cast.tester, `release:${release.key}:plan`, 'approve'))).toEqual(['approvals.not-asked']);
    expect(codesOf(await say(h(), cast.quality, `release:${release.key}:plan`, 'verify'))).toEqual(['approvals.not-asked']);
  });
});

test('[P11-10g-2] who may sign as verified and not as approved learns so before any password; sent directly it is refused with 403, and nothing is signed', async () => {
  const unit = await h().unit();
  const tester = await h().someone(['test-manager'], { unit });
  const quality = await h().someone(['quality'], { unit });
  const [proposer, owner] = [await h().someone(['project-manager'], { unit }), await h().someone(['release-manager'], { unit })];
  await requirement(h(), deciders, termsFor(unit));
  await requirement(h(), deciders, termsFor(unit, { name: 'Tests are verified', role: 'test-manager', meaning: 'verified' }));
  const made = await propose(h(), { ...cast, unit, proposer, owner });
  const at = `release:${made.body.key}:plan`;
  const dialog = await h().http(tester, 'POST', '/signatures/ceremonies', {
    body: { subject: { kind: 'approval', id: at }, verb: 'approve', input: {} },
  });
  expect([dialog.status, ...codesOf(dialog)]).toEqual([403, 'approvals.not-asked']);
  expect(dialog.text).toContain('Quality (approved');
  const direct = await h().http(tester, 'POST', `/approvals/${encodeURIComponent(at)}/acts/approve`, {
    body: { signature: { ceremony: uuidv7(), password: tester.password } },
  });
  expect([direct.status, ...codesOf(direct)]).toEqual([403, 'approvals.not-asked']);
  const signed = sql<{ count: number }>`select count(*)::int as count from signatures.signature where signer_id = ${tester.id}`;
  expect((await signed.execute(h().app.database.db)).rows).toEqual([{ count: 0 }]);
  expect((await say(h(), tester, at, 'verify')).status).toBe(200);
  expect((await signed.execute(h().app.database.db)).rows).toEqual([{ count: 1 }]);
  expect((await say(h(), quality, at, 'approve')).body.step).toMatchObject({ approved: true });
});

describe('what was said', () => {
  const named = (release: { readonly key: string }, step = 'plan'): string => `release:${release.key}:${step}`;

  test('a no blocks although everybody else said yes, until it is taken back, signed', async () => {
    const release = await accepted();
    const no = await say(h(), deciders.quality, named(release), 'reject');
    expect(codesOf(no)).toEqual(['approvals.reason-missing']);
    const given = await say(h(), deciders.quality, named(release), 'reject', { reason: 'the night is taken' });
    expect(given.status, given.text).toBe(200);
    expect((await say(h(), cast.quality, named(release), 'approve')).status).toBe(200);
    expect(codesOf(await act(h(), cast.manager, release.id, 'plan'))).toEqual(['approvals.rejected-by']);
    const path = `/given-approvals/${given.body.id}/acts/withdraw`;
    expect(codesOf(await h().http(cast.quality, 'POST', path, { body: { reason: 'not mine' } }))).toEqual([
      'approvals.not-yours',
    ]);
    const bare = await h().http(deciders.quality, 'POST', path, { body: { reason: 'it is free now' } });
    expect(codesOf(bare)).toEqual(['signatures.signature-required']);
    const back = await h().http(deciders.quality, 'POST', path, {
      body: { reason: 'it is free now', password: deciders.quality.password },
    });
    expect(back.status, back.text).toBe(200);
    expect((await act(h(), cast.manager, release.id, 'plan')).status).toBe(200);
  });

  test('a yes is withdrawn with its reason before its step, and not after it', async () => {
    const release = await accepted();
    const first = await say(h(), cast.quality, named(release), 'approve');
    expect(codesOf(await say(h(), cast.quality, named(release), 'approve'))).toEqual(['approvals.said-already']);
    const withdraw = (id: string) =>
      h().http(cast.quality, 'POST', `/given-approvals/${id}/acts/withdraw`, { body: { reason: 'read it again' } });
    const gone = await withdraw(first.body.id);
    expect(gone.body.step).toMatchObject({ approved: false });
    expect(codesOf(await withdraw(first.body.id))).toEqual(['approvals.withdrawn-already']);
    expect(codesOf(await act(h(), cast.manager, release.id, 'plan'))).toEqual(['approvals.missing']);
    const second = await say(h(), cast.quality, named(release), 'approve');
    expect((await act(h(), cast.manager, release.id, 'plan')).status).toBe(200);
    expect(codesOf(await withdraw(second.body.id))).toEqual(['approvals.step-taken']);
  });

  test('a change by SQL shows as well: the approval counts no more', async () => {
    const release = await accepted();
    await say(h(), cast.quality, named(release), 'approve');
    await sql`update releases.release set name = 'Changed by hand' where id = ${release.id}`.execute(h().app.database.db);
    expect(codesOf(await act(h(), cast.manager, release.id, 'plan'))).toEqual(['approvals.missing']);
    await sql`update approvals.approval set meaning = 'verified' where subject_id = ${release.id}`.execute(h().app.database.db);
    const seen = await why(h(), cast.owner, named(release));
    expect(seen.body.steps[0].requirements[0].missing).toBe(1);
  });

  test('counts no more when its giver loses the role', async () => {
    const release = await accepted();
    const other = await h().someone(['quality'], { unit: cast.unit });
    expect((await say(h(), other, named(release), 'approve')).status).toBe(200);
    await sql`update identity.role_grant set withdrawn_at = now() where person_id = ${other.id}`.execute(h().app.database.db);
    expect(codesOf(await act(h(), cast.manager, release.id, 'plan'))).toEqual(['approvals.missing']);
    const seen = await why(h(), cast.owner, named(release));
    expect(seen.body.steps[0].requirements[0].notCounted).toMatchObject([{ person: { id: other.id }, why: ['role-lost'] }]);
  });

  test('waits for whoever could give it, and for nobody else; a stranger learns nothing', async () => {
    const release = await accepted();
    const waiting = async (as: typeof cast.quality) =>
      (await h().http(as, 'GET', '/approvals/waiting')).body.items.map((item: { subject: { key: string } }) => item.subject.key);
    expect(await waiting(cast.quality)).toContain(release.key);
    expect(await waiting(cast.tester)).toEqual([]);
    await say(h(), cast.quality, named(release), 'approve');
    expect(await waiting(cast.quality)).not.toContain(release.key);
    const elsewhere = await h().someone(['quality'], { unit: await h().unit() });
    expect(codesOf(await why(h(), elsewhere, named(release)))).toEqual(['approvals.no-such-matter']);
    expect(codesOf(await say(h(), elsewhere, named(release), 'approve'))).toEqual(['approvals.no-such-matter']);
    const admin = await h().someone(['administrator']);
    expect((await say(h(), admin, named(release), 'approve')).status).toBe(403);
  });

  test('a token gives no approval, whatever its scopes', async () => {
    const release = await accepted();
    const token = await h().apiToken(cast.quality, ['read', 'plan', 'act', 'administer']);
    const reply = await h().http(token, 'POST', `/approvals/${encodeURIComponent(named(release))}/acts/approve`, { body: {} });
    expect(codesOf(reply)).toEqual(['identity.people-only']);
  });

  test('two requirements need two people; a deputy and who they stand in for are one', async () => {
    const unit = await h().unit();
    const people = { ...cast, unit };
    const principal = await h().someone(['quality'], { unit });
    const deputy = await h().someone([], { unit });
    const [from, until] = ['2026-11-20', '2027-11-20'].map((day) => new Date(`${day}T00:00:00Z`));
    await sql`insert into identity.deputation (id, person_id, deputy_id, starts_at, ends_at, reason)
      values (${uuidv7()}, ${principal.id}, ${deputy.id}, ${from}, ${until}, 'holidays')`.execute(h().app.database.db);
    const roles = ['project-manager', 'release-manager'] as const;
    const [proposer, owner] = [await h().someone([roles[0]], { unit }), await h().someone([roles[1]], { unit })];
    const one = await requirement(h(), deciders, termsFor(unit));
    const two = await requirement(h(), deciders, termsFor(unit, { name: 'Once more' }));
    const made = await propose(h(), { ...people, proposer, owner });
    const at = named(made.body);
    expect((await say(h(), deputy, at, 'approve')).status).toBe(200);
    expect((await say(h(), principal, at, 'approve')).body.step.approved).toBe(false);
    const last = await say(h(), deciders.quality, at, 'approve');
    expect(last.body.step).toMatchObject({ approved: true });
    const filled = last.body.step.requirements.map(
      (each: { requirement: { key: string }; filled: { person: { id: string } }[] }) => [
        each.requirement.key,
        each.filled[0]?.person.id,
      ],
    );
    expect(new Map(filled).keys().toArray()).toEqual([one.key, two.key]);
    expect(new Set(filled.map(([, id]: [string, string]) => id))).toEqual(new Set([principal.id, deciders.quality.id]));
  });

  test('who approved under an exclusion does not take the part, and who has it does not approve', async () => {
    const unit = await h().unit();
    const both = await h().someone(['release-manager'], { unit });
    const other = await h().someone(['release-manager'], { unit });
    const [proposer, quality] = [await h().someone(['project-manager'], { unit }), await h().someone(['quality'], { unit })];
    await requirement(h(), deciders, termsFor(unit, { step: 'accept', role: 'release-manager', excludes: ['accepted', 'owns'] }));
    const made = await propose(h(), { ...cast, unit, proposer, owner: both }, { owner: null });
    const at = named(made.body, 'accept');
    expect((await say(h(), both, at, 'approve')).body.step).toMatchObject({ approved: true });
    const seen = await h().http(both, 'GET', `/releases/${made.body.id}`);
    expect(seen.text).toContain('approvals.fills-both');
    expect(codesOf(await act(h(), both, made.body.id, 'accept'))).toContain('approvals.fills-both');
    const owning = await h().http(proposer, 'PATCH', `/releases/${made.body.id}`, {
      ifMatch: seen.body.version,
      body: { owner: both.id },
    });
    expect(codesOf(owning)).toEqual(['approvals.fills-both']);
    const owned = await h().http(proposer, 'PATCH', `/releases/${made.body.id}`, {
      ifMatch: seen.body.version,
      body: { owner: other.id },
    });
    expect(owned.status, owned.text).toBe(200);
    // The owner is covered by the acceptance: the yes is about another content now, and its giver is bound all the same.
    expect(codesOf(await say(h(), other, at, 'approve'))).toEqual(['approvals.excluded']);
    expect(quality.id).not.toBe(both.id);
  });

  test('two at once: what one rejects the other does not take', async () => {
    const release = await accepted();
    await say(h(), cast.quality, named(release), 'approve');
    const seen = (await h().http(cast.manager, 'GET', `/releases/${release.id}`)).body;
    const step = await h().signed(cast.manager, `/releases/${release.id}/acts/plan`, {
      ifMatch: seen.version,
      body: { password: cast.manager.password },
    });
    const path = `/approvals/${encodeURIComponent(named(release))}/acts/reject`;
    const no = await h().signed(deciders.quality, path, {
      body: { reason: 'stop', password: deciders.quality.password },
    });
    const [planned, rejected] = await Promise.all([
      h().http(cast.manager, 'POST', `/releases/${release.id}/acts/plan`, step),
      h().http(deciders.quality, 'POST', path, no),
    ]);
    expect(rejected.status, rejected.text).toBe(200);
    const { rows } = await sql<{ act: string }>`
      select e.act from ledger.entry e where e.act in ('releases.planned', 'releases.dates-approved', 'approvals.rejected')
        and (e.subject_id = ${release.id} or e.subject_id = ${rejected.body.id}) order by e.at, e.id`.execute(
      h().app.database.db,
    );
    if (planned.status === 200) expect(rows.at(-1)?.act).toBe('approvals.rejected');
    else expect(codesOf(planned)).toEqual(['approvals.rejected-by']);
  });

  test('the record of a release prints every yes and no, withdrawn ones too, each with its signature and its entries', async () => {
    const release = await accepted();
    const no = await say(h(), deciders.quality, named(release), 'reject', { reason: 'not this night' });
    const back = await h().http(deciders.quality, 'POST', `/given-approvals/${no.body.id}/acts/withdraw`, {
      body: { reason: 'another night', password: deciders.quality.password },
    });
    expect(back.status, back.text).toBe(200);
    const yes = await say(h(), cast.quality, named(release), 'approve');
    const { body } = await h().http(cast.quality, 'GET', `/releases/${release.key}/dossier`);
    const printed = (id: string) => body.sections.approvals.content.find((one: { id: string }) => one.id === id);
    expect(body.sections.approvals.rows).toBe(2);
    expect(printed(no.body.id)).toMatchObject({
      verdict: 'rejected',
      by: { id: deciders.quality.id },
      withdrawn: { reason: 'another night' },
    });
    expect(printed(yes.body.id)).toMatchObject({ by: { id: cast.quality.id }, withdrawn: null, meaning: 'Approved' });
    const signed = body.sections.signatures.content.signatures.map((one: { subject: { id: string } }) => one.subject.id);
    expect(signed.filter((id: string) => id === no.body.id)).toHaveLength(2);
    expect(signed).toContain(yes.body.id);
    const told = body.sections.trail.content.map((one: { act: string }) => one.act);
    expect(told).toEqual(expect.arrayContaining(['approvals.rejected', 'approvals.withdrawn', 'approvals.given']));
  });
});
