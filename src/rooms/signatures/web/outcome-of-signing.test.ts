import { expect, test } from 'vitest';
import type { Answered } from '../../../foundation/client/client.ts';
import { outcomeOf } from './outcome-of-signing.ts';

type Refusal = Extract<Answered<unknown>, { ok: false }>['problem']['refusals'][number];
const answered = (status: number, ...refusals: readonly Refusal[]): Answered<unknown> => ({
  ok: false,
  status,
  problem: { type: 'about:blank', title: 'No', status, detail: 'No', instance: 'i', refusals: [...refusals] },
});
const refusal = (code: string, more: Partial<Refusal> = {}): Refusal => ({ code, message: 'No', remedy: 'Do', ...more });

test('a signed step is over', () => {
  expect(outcomeOf({ ok: true, value: {}, version: 2, setCookies: [] })).toEqual({ kind: 'signed' });
});

test('a wrong component keeps the form and says which field it was', () => {
  const wrong = refusal('identity.password-wrong', { field: '/signature/password' });
  expect(outcomeOf(answered(403, wrong))).toMatchObject({ kind: 'again', field: 'password' });
  expect(outcomeOf(answered(429, refusal('identity.account-locked')))).toMatchObject({ kind: 'again', field: null });
});

test('a network that is away keeps the form and says so', () => {
  expect(outcomeOf(answered(0))).toMatchObject({ kind: 'again', refusals: [{ code: 'web.unreachable' }] });
});

test('changed content is told field by field, whichever rule found it, without the number of the version', () => {
  const fields = [
    { field: '/content/name', old: 'LIMS 8.4', new: 'LIMS 8.5' },
    { field: '/version', old: 3, new: 4 },
    { field: '/content/summary', new: 'More' },
  ];
  for (const code of ['signatures.content-changed', 'foundation.stale'])
    expect(outcomeOf(answered(412, refusal(code, { facts: { fields, current: 4 } })))).toMatchObject({
      kind: 'changed',
      version: 4,
      fields: [
        { field: '/content/name', old: 'LIMS 8.4', new: 'LIMS 8.5' },
        { field: '/content/summary', old: null, new: 'More' },
      ],
    });
});

test('a passkey that was refused keeps the form too', () => {
  const wrong = refusal('identity.passkey-refused', { field: '/signature/passkey' });
  expect(outcomeOf(answered(403, wrong))).toMatchObject({ kind: 'again', field: 'assertion' });
});

test('a ceremony whose time is up, of another session, or ended by another rule, is begun again', () => {
  const other = refusal('signatures.no-such-ceremony', { field: '/signature/ceremony' });
  for (const no of [refusal('signatures.ceremony-over'), other, refusal('identity.no-right'), refusal('gates.not-passed')])
    expect(outcomeOf(answered(422, no))).toMatchObject({ kind: 'over' });
});
