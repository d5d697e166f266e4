import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { codes, usePortfolio } from '../../../../tests/support/portfolio.ts';
import { transact } from '../../../foundation/transact.ts';
import { validatedState } from '../core/validated-state.ts';
import * as door from '../door.ts';

const { house, cast, register, act } = usePortfolio();

describe('the validated state', () => {
  test('the database allows exactly the states of the rows', async () => {
    const { rows } = await sql<{ rule: string }>`
      select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'application_validated_state_check'`.execute(
      house().app.database.db,
    );
    const allowed = [...(rows[0]?.rule ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1]);
    expect(allowed.toSorted()).toEqual(validatedState.states.toSorted());
  });

  test('quality decides that an application is validated, with reason and password; nobody else can', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    const one = await register({ gxp: 'yes' });
    expect(codes(await act(cast().keeper, one, 'mark-validated', { password: cast().keeper.password }))).toEqual([
      403,
      'identity.no-right',
    ]);
    expect(codes(await act(quality, one, 'mark-validated'))).toEqual([422, 'signatures.signature-required']);
    expect((await act(quality, one, 'mark-validated', { password: 'wrong' })).status).toBe(403);
    const decided = await act(quality, one, 'mark-validated', { password: quality.password });
    expect(decided.body).toMatchObject({ validatedState: 'validated', version: 2 });
    expect(decided.body.can['mark-validated'][0].code).toBe('portfolio.verb-not-open');
    expect(codes(await act(quality, decided.body, 'mark-validated', { password: quality.password }))).toEqual([
      409,
      'portfolio.verb-not-open',
    ]);
    expect((await act(quality, decided.body, 'require-re-validation')).body.validatedState).toBe('re-validation-due');
  });

  test('a token never decides on validation', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    const one = await register();
    const { token } = await h.apiToken(quality, ['read', 'plan', 'act', 'administer']);
    const reply = await h.http({ token }, 'POST', `/applications/${one.id}/acts/mark-validated`, {
      body: { reason: 'because', password: quality.password },
      ifMatch: 1,
    });
    expect(codes(reply)).toEqual([403, 'identity.people-only']);
  });

  test('the owner of an application does not decide on its validation', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    const one = await register({ owner: quality.email });
    const reply = await act(quality, one, 'mark-validated', { password: quality.password });
    expect(codes(reply)).toEqual([422, 'identity.not-independent']);
    expect((await h.http(quality, 'GET', `/applications/${one.id}`)).body.can['mark-validated']).not.toBe(true);
  });

  test('validation does not apply only where GxP is no, and applies again as soon as it is not', async () => {
    const h = house();
    const lead = await h.someone(['validation-lead']);
    const one = await register({ gxp: 'unknown' });
    expect(codes(await act(lead, one, 'mark-not-applicable', { password: lead.password }))).toEqual([
      422,
      'portfolio.gxp-needs-validation',
    ]);
    const no = await h.http(cast().keeper, 'PATCH', `/applications/${one.id}`, {
      body: { gxp: 'no', reason: 'assessed anew' },
      ifMatch: 1,
    });
    const decided = await act(lead, no.body, 'mark-not-applicable', { password: lead.password });
    expect(decided.body.validatedState).toBe('not-applicable');
    const yes = await h.http(cast().keeper, 'PATCH', `/applications/${one.id}`, {
      body: { gxp: 'yes', reason: 'assessed anew' },
      ifMatch: 3,
    });
    expect(yes.body.validatedState).toBe('unknown');
  });

  test('a deployment puts validated applications under change and leaves the others alone', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    const [a, b] = [await register(), await register()];
    await act(quality, a, 'mark-validated', { password: quality.password });
    const outcome = await transact(h.callAs(cast().keeper.actor), async (work) => ({
      ok: true,
      value: await door.markUnderChangeIn(work, [a.id, b.id], 'REL-1 is deployed'),
    }));
    expect(outcome.ok && outcome.value.map((one) => [one.key, one.validatedState])).toEqual([[a.key, 'under-change']]);
    expect((await h.http(cast().keeper, 'GET', `/applications/${b.id}`)).body.validatedState).toBe('unknown');
  });
});
