import { expect, test } from 'vitest';
import { coversWords } from './covers-words.ts';

test('plain fields stand together, and the fields of parts with their part', () => {
  expect(
    coversWords(['key', 'gxp', 'applications/*/role', 'goLive', 'applications/*/version', 'criteria/*/result/ofVersion']),
  ).toEqual([
    { part: '', fields: ['Key', 'GxP', 'Go-live'] },
    { part: 'Applications, each', fields: ['role', 'version'] },
    { part: 'Criteria, each, result', fields: ['of version'] },
  ]);
});
