import { expect, test } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { troubleOf } from './trouble.ts';

const failed = (code: string, more: object = {}): Error => Object.assign(new Error(`${code}: it failed`), { code, ...more });

test('a file that cannot be opened is named, with a code that says why', () => {
  const ofFile = (code: string) => troubleOf(failed(code, { path: '/a/b.yaml' }));
  expect(ofFile('ENOENT')).toMatchObject({ says: 'There is no file or folder “/a/b.yaml”.', exit: exitCodes.notFound });
  expect(ofFile('EACCES')).toMatchObject({ exit: exitCodes.forbidden });
  expect(ofFile('EISDIR')).toMatchObject({ exit: exitCodes.usage });
});

test('of several addresses that all failed the first says how; what is nobody’s mistake stays a fault', () => {
  expect(troubleOf(new AggregateError([failed('ECONNREFUSED'), failed('ECONNREFUSED')]))).toMatchObject({
    exit: exitCodes.unavailable,
  });
  expect(troubleOf(failed('28P01'))).toMatchObject({ exit: exitCodes.forbidden });
  expect(troubleOf(failed('23505'))).toBeNull();
  expect(troubleOf(new Error('oops'))).toBeNull();
  expect(troubleOf('text')).toBeNull();
});
