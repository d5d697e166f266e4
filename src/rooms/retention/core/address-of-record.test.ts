import { expect, test } from 'vitest';
import { recordAt } from './address-of-record.ts';

const kinds = ['release', 'person', 'policy', 'gate-template'];

test.each([
  ['/releases/REL-1', { kind: 'release', named: 'REL-1' }],
  ['/releases/REL-1?force=true', { kind: 'release', named: 'REL-1' }],
  ['/people/x@y.example', { kind: 'person', named: 'x@y.example' }],
  ['/policies/POL-1', { kind: 'policy', named: 'POL-1' }],
  ['/gate-templates/TPL-1', { kind: 'gate-template', named: 'TPL-1' }],
  ['/records/release/REL-1', { kind: 'release', named: 'REL-1' }],
  ['/releases', null],
  ['/releases/REL-1/phases', null],
  ['/records/release', null],
  ['/nothing/REL-1', null],
])('%s', (path, record) => {
  expect(recordAt(path, kinds)).toEqual(record);
});
