import { expect, test } from 'vitest';
import { counted, inSentence } from './in-sentence.ts';

test('a label loses its capital in a sentence, an abbreviation keeps its own', () => {
  expect(['Accept the UAT', 'Confirm for IT', 'UAT'].map(inSentence)).toEqual(['accept the UAT', 'confirm for IT', 'UAT']);
});

test('one is one, and none are many', () => {
  expect([counted(1, 'day'), counted(0, 'day'), counted(2, 'entry', 'entries')]).toEqual(['1 day', '0 days', '2 entries']);
});
