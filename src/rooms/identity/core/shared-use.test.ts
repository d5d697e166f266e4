import { expect, test } from 'vitest';
import { areDistant } from './shared-use.ts';

test.each([
  ['81.2.69.142', '175.16.199.1', true],
  ['81.2.69.142', '81.2.70.9', false],
  ['10.1.2.3', '192.168.4.5', false],
  ['10.1.2.3', '81.2.69.142', true],
  ['172.31.0.1', '172.32.0.1', true],
  ['100.64.0.9', '127.0.0.1', false],
  ['::ffff:81.2.69.142', '81.2.1.1', false],
  ['2a02:6ea0:1::5', '2001:db8:1::5', true],
  ['2001:db8:1::5', '2001:DB8:ffff::1', false],
  ['::1', 'fd00::9', false],
  ['2001:db8::1', '81.2.69.142', false],
  ['', '81.2.69.142', false],
  ['unknown', '81.2.69.142', false],
])('%s and %s: too far apart for one person, %s', (one, other, distant) => {
  expect([areDistant(one, other), areDistant(other, one)]).toEqual([distant, distant]);
});
