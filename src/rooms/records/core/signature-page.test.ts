import { expect, test } from 'vitest';
import type { Json } from '../../../foundation/canonical-json.ts';
import { signaturesOnPaper } from './signature-page.ts';

const signature = {
  signer: { name: 'Ada Meier', userName: 'ada@firm.example', roles: ['quality'] },
  meaning: { text: 'Approved' },
  at: '2026-10-25T00:30:00.000Z',
  zone: 'Europe/Berlin',
  says: 'approved the dates',
  version: 3,
  standing: 'valid',
  subject: { kind: 'release', key: 'REL-1', label: 'One' },
};
const sections = (content: Json) => [{ key: 'signatures', title: 'Signatures', says: '', rows: 1, content }] as const;

test('a signature on paper is its block, with what it is on; the hour that the clocks show twice has its offset', () => {
  const twice = [signature, { ...signature, at: '2026-10-25T01:30:00.000Z' }];
  const [first, second] = signaturesOnPaper(sections({ signatures: twice, attempts: [] }));
  expect(first).toEqual({
    title: 'Release REL-1, version 3: approved the dates',
    fields: [
      ['Meaning', 'Approved'],
      ['Printed name', 'Ada Meier'],
      ['User name', 'ada@firm.example'],
      ['Roles at the time', 'quality'],
      ['Date and time', '2026-10-25 02:30:00 Europe/Berlin (GMT+02:00; 2026-10-25 00:30:00 UTC)'],
      ['Standing when printed', 'valid'],
    ],
  });
  expect(second?.fields[4]?.[1]).toBe('2026-10-25 02:30:00 Europe/Berlin (GMT+01:00; 2026-10-25 01:30:00 UTC)');
});

test('where nothing was signed there is no signature page', () => {
  expect(signaturesOnPaper(sections({ signatures: [], attempts: [] }))).toEqual([]);
  expect(signaturesOnPaper([])).toEqual([]);
});
