import { expect, test } from 'vitest';
import { readComponents } from './components-given.ts';

const answer = { id: 'k', response: { authenticatorData: 'a', clientDataJSON: 'b', signature: 'c' } };
const needs = (password: boolean, second: boolean) => ({ password, second });

test('every component that is asked for must be there, and each that lacks says so', () => {
  expect(readComponents(needs(true, true), { password: '', code: '' }, undefined)).toMatchObject({
    ok: false,
    missing: { password: expect.any(String), code: expect.any(String) },
  });
  expect(readComponents(needs(true, true), { password: 'x', code: '12345' }, undefined)).toEqual({
    ok: false,
    missing: { code: 'The code has six digits.' },
  });
});

test('a code that was pasted with a space is the code', () => {
  expect(readComponents(needs(true, true), { password: 'x', code: ' 123 456' }, undefined)).toEqual({
    ok: true,
    given: { password: 'x', code: '123456' },
  });
});

test('a passkey takes the place of the code, and what is not asked for is not sent', () => {
  expect(readComponents(needs(true, true), { password: 'x', code: '999999' }, answer)).toEqual({
    ok: true,
    given: { password: 'x', assertion: answer },
  });
  expect(readComponents(needs(false, true), { password: 'left over', code: '123456' }, undefined)).toEqual({
    ok: true,
    given: { code: '123456' },
  });
  expect(readComponents(needs(true, false), { password: ' as typed ', code: '123456' }, undefined)).toEqual({
    ok: true,
    given: { password: ' as typed ' },
  });
});
