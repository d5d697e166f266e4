import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, propose, requirement, signChange, termsFor } from '../../../../tests/support/approvals.ts';
import type { Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';

const house = useHouse();
const h = () => house();
let deciders: Deciders;
beforeAll(async () => {
  deciders = await decidersOf(h());
});

/** A unit with somebody in it for each role that is asked. */
async function staffed(...roles: readonly Parameters<ReturnType<typeof h>['someone']>[0][]): Promise<Unit> {
  const unit = await h().unit();
  for (const held of roles) await h().someone(held ?? [], { unit });
  return unit;
}

describe('what is written of a requirement', () => {
  test('names what is there: each that is not is refused with its field', async () => {
    const unit = await h().unit();
    const refused = async (more: Readonly<Record<string, unknown>>) => {
      const reply = await propose(h(), deciders.proposer, { terms: termsFor(unit, more) });
      expect(reply.status, reply.text).toBe(422);
      return reply.body.refusals.map((one: { code: string; field?: string }) => [one.code, one.field]);
    };
    expect(await refused({ step: 'deploy' })).toEqual([['approvals.step-unknown', '/terms/step']]);
    expect(await refused({ subjectKind: 'gadget' })).toEqual([['approvals.step-unknown', '/terms/step']]);
    expect(await refused({ role: 'wizard' })).toEqual([['approvals.who-unknown', '/terms/role']]);
    expect(await refused({ role: 'administrator' })).toEqual([['approvals.who-unknown', '/terms/role']]);
    expect(await refused({ role: 'auditor' })).toEqual([['approvals.who-unknown', '/terms/role']]);
    expect(await refused({ role: null, group: 'nobody' })).toEqual([['approvals.who-unknown', '/terms/group']]);
    expect(await refused({ meaning: 'executed' })).toEqual([['approvals.meaning-misfit', '/terms/meaning']]);
    expect(await refused({ scope: ['gxp:yes', 'colour:red'] })).toEqual([['approvals.facet-unknown', '/terms/scope/1']]);
    expect(await refused({ scope: ['gxp:perhaps'] })).toEqual([['approvals.facet-unknown', '/terms/scope/0']]);
    expect(await refused({ excludes: ['slept'] })).toEqual([['approvals.part-unknown', '/terms/excludes/0']]);
    expect(await refused({ excludes: ['approved:plan'] })).toEqual([['approvals.part-unknown', '/terms/excludes/0']]);
    expect(await refused({ covers: ['shoeSize'] })).toEqual([['approvals.field-unknown', '/terms/covers/0']]);
    expect(await refused({ unit: 'nowhere' })).toEqual([['approvals.unit-unknown', '/terms/unit']]);
  });

  test('could be met: fewer people than seats is refused with the numbers', async () => {
    const unit = await staffed(['system-owner']);
    const two = await propose(h(), deciders.proposer, { terms: termsFor(unit, { role: 'system-owner', seats: 2 }) });
    expect(codesOf(two)).toEqual(['approvals.unsatisfiable']);
    expect(two.body.refusals[0].facts).toMatchObject({ seats: 2, people: 1 });
    await requirement(h(), deciders, termsFor(unit, { role: 'system-owner' }));
    // Together with what is asked already: two yeses of one person are one.
    const more = await propose(h(), deciders.proposer, { terms: termsFor(unit, { role: 'system-owner', meaning: 'reviewed' }) });
    expect(codesOf(more)).toEqual(['approvals.unsatisfiable']);
    // Of another class of releases it is never asked together, if both say so.
    const apart = await propose(h(), deciders.proposer, {
      terms: termsFor(unit, { role: 'system-owner', step: 'close', excludes: ['approved:plan'] }),
    });
    expect(codesOf(apart)).toEqual(['approvals.unsatisfiable']);
    const fine = await propose(h(), deciders.proposer, { terms: termsFor(unit, { role: 'system-owner', step: 'close' }) });
    expect(fine.status, fine.text).toBe(201);
  });

  test('is asked again when it would take effect: who was there may have gone', async () => {
    const unit = await h().unit();
    const only = await h().someone(['sponsor'], { unit });
    const proposed = await propose(h(), deciders.proposer, { terms: termsFor(unit, { role: 'sponsor' }) });
    const admin = await h().someone(['administrator']);
    const person = (await h().http(admin, 'GET', `/people/${only.id}`)).body;
    const gone = await h().http(admin, 'POST', `/people/${only.id}/acts/disable`, {
      ifMatch: person.version,
      body: { reason: 'has left' },
    });
    expect(gone.status, gone.text).toBe(200);
    expect(codesOf(await signChange(h(), deciders.quality, proposed.body.id))).toEqual(['approvals.unsatisfiable']);
  });

  test('says so once nobody can meet it any more, because people left after it took effect, and no more when somebody came', async () => {
    const unit = await h().unit();
    const only = await h().someone(['sponsor'], { unit });
    const { id } = await requirement(h(), deciders, termsFor(unit, { role: 'sponsor', step: 'close' }));
    const unmet = async () => (await h().http(deciders.quality, 'GET', `/approval-requirements/${id}`)).body.unmet;
    expect(await unmet()).toEqual([]);
    const admin = await h().someone(['administrator']);
    const person = (await h().http(admin, 'GET', `/people/${only.id}`)).body;
    const body = { reason: 'has left' };
    expect((await h().http(admin, 'POST', `/people/${only.id}/acts/disable`, { ifMatch: person.version, body })).status).toBe(
      200,
    );
    expect(await unmet()).toMatchObject([{ code: 'approvals.unsatisfiable', facts: { seats: 1, people: 0 } }]);
    await h().someone(['sponsor'], { unit });
    expect(await unmet()).toEqual([]);
  });

  test('holds from a day that is still to come', async () => {
    const unit = await h().unit();
    const past = await propose(h(), deciders.proposer, { terms: termsFor(unit), effectiveFrom: '2020-01-01T00:00:00Z' });
    expect(codesOf(past)).toEqual(['approvals.day-past']);
    const proposed = await propose(h(), deciders.proposer, { terms: termsFor(unit), effectiveFrom: '2027-01-01T00:00:00Z' });
    const signed = await signChange(h(), deciders.quality, proposed.body.id);
    const made = await h().http(deciders.quality, 'GET', `/approval-requirements/${signed.body.requirement.id}`);
    expect(made.body).toMatchObject({ state: 'to-come', effectiveFrom: '2027-01-01T00:00:00.000Z', version: 1 });
  });
});

describe('a change of a requirement', () => {
  test('a new one needs quality, and somebody else than who proposed it', async () => {
    const unit = await h().unit();
    const proposed = await propose(h(), deciders.quality, { terms: termsFor(unit) });
    expect(proposed.body).toMatchObject({ state: 'proposed', missing: ['Quality'] });
    expect(codesOf(await signChange(h(), deciders.quality, proposed.body.id))).toEqual(['approvals.own-proposal']);
    const other = await h().someone(['system-owner']);
    expect(codesOf(await signChange(h(), other, proposed.body.id))).toEqual(['approvals.not-asked-to-sign']);
    const second = await h().someone(['quality']);
    const signed = await signChange(h(), second, proposed.body.id);
    expect(signed.body).toMatchObject({
      state: 'effective',
      missing: [],
      signatures: [{ person: { id: second.id }, signature: { standing: 'valid' } }],
    });
    expect(codesOf(await signChange(h(), deciders.proposer, proposed.body.id))).toContain('approvals.change-over');
  });

  test('loosening one needs whom it asks today as well; the last signature makes it effective', async () => {
    const unit = await h().unit();
    const owner = await h().someone(['system-owner'], { unit });
    const second = await h().someone(['system-owner'], { unit });
    const rq = await requirement(h(), deciders, termsFor(unit, { role: 'system-owner', seats: 2 }));
    const proposed = await propose(h(), deciders.proposer, {
      kind: 'change',
      requirement: rq.key,
      base: rq.version,
      terms: termsFor(unit, { role: 'system-owner' }),
    });
    expect(proposed.body).toMatchObject({ diff: [{ field: '/seats', old: 2, new: 1 }] });
    expect(proposed.body.missing).toEqual(['Quality', 'System owner, as it asks today', 'System owner, as it asks today']);
    expect((await signChange(h(), deciders.quality, proposed.body.id)).body.state).toBe('proposed');
    expect(codesOf(await signChange(h(), deciders.quality, proposed.body.id))).toEqual(['approvals.signed-already']);
    expect((await signChange(h(), owner, proposed.body.id)).body.missing).toEqual(['System owner, as it asks today']);
    expect(await h().http(owner, 'GET', `/approval-requirements/${rq.key}`)).toMatchObject({
      body: { version: 1, terms: { seats: 2 } },
    });
    const last = await signChange(h(), second, proposed.body.id);
    expect(last.body).toMatchObject({ state: 'effective' });
    expect(last.body.signatures.map((one: { signature: { standing: string } }) => one.signature.standing)).toEqual([
      'valid',
      'valid',
      'valid',
    ]);
    const made = await h().http(owner, 'GET', `/approval-requirements/${rq.key}`);
    expect(made.body).toMatchObject({ version: 2, terms: { seats: 1 } });
    expect(
      made.body.versions.map((one: { version: number; terms: { seats: number } }) => [one.version, one.terms.seats]),
    ).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });

  test('who is asked by both fills one of the two: quality that asks quality needs two of them', async () => {
    const unit = await h().unit();
    const rq = await requirement(h(), deciders, termsFor(unit));
    const proposed = await propose(h(), deciders.proposer, { kind: 'withdraw', requirement: rq.key, base: rq.version });
    expect((await signChange(h(), deciders.quality, proposed.body.id)).body).toMatchObject({ state: 'proposed' });
    const second = await h().someone(['quality']);
    expect((await signChange(h(), second, proposed.body.id)).body).toMatchObject({ state: 'effective' });
    const made = await h().http(second, 'GET', `/approval-requirements/${rq.key}`);
    expect(made.body).toMatchObject({ state: 'withdrawn', version: 2 });
    expect(codesOf(await propose(h(), deciders.proposer, { kind: 'withdraw', requirement: rq.key, base: 2 }))).toEqual([
      'approvals.requirement-withdrawn',
    ]);
  });

  test('one whose requirement moved is stale and can only be dropped', async () => {
    const unit = await h().unit();
    const second = await h().someone(['quality']);
    const rq = await requirement(h(), deciders, termsFor(unit));
    const change = (more: Readonly<Record<string, unknown>>) =>
      propose(h(), deciders.proposer, {
        kind: 'change',
        requirement: rq.key,
        base: 1,
        terms: termsFor(unit, more),
      });
    const [one, other] = [await change({ validityDays: 30 }), await change({ validityDays: 60 })];
    for (const by of [deciders.quality, second]) expect((await signChange(h(), by, one.body.id)).status).toBe(200);
    expect(codesOf(await signChange(h(), deciders.quality, other.body.id))).toEqual(['approvals.base-moved']);
    expect((await h().http(second, 'GET', `/approval-changes/${other.body.key}`)).body).toMatchObject({ stale: true });
    expect(codesOf(await change({ validityDays: 90 }))).toContain('approvals.base-moved');
    const stranger = await h().someone(['change-manager']);
    const drop = (as: typeof stranger) =>
      h().http(as, 'POST', `/approval-changes/${other.body.id}/acts/drop`, { ifMatch: 1, body: { reason: 'overtaken' } });
    expect(codesOf(await drop(stranger))).toEqual(['approvals.not-your-change']);
    expect((await drop(deciders.proposer)).body).toMatchObject({ state: 'dropped' });
  });

  test('what changes nothing is refused', async () => {
    const unit = await h().unit();
    const rq = await requirement(h(), deciders, termsFor(unit));
    const same = await propose(h(), deciders.proposer, { kind: 'change', requirement: rq.key, base: 1, terms: termsFor(unit) });
    expect(codesOf(same)).toEqual(['approvals.nothing-changes']);
  });
});
