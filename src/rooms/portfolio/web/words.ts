import type { z } from 'zod';
import type { Tone } from '../../../design/tokens.ts';
import type { criticality, dependencyType, lifecycleStage, relevance, validatedState, validatedVerb } from '../contract.ts';

type Word = { readonly text: string; readonly tone: Tone };

/** How the room's words are shown. The keys are the contract's; the compiler asks for each. Unknown is grey and never green. */
export const criticalityWords: Readonly<Record<z.output<typeof criticality>, Word>> = {
  low: { text: 'Low', tone: 'gray' },
  medium: { text: 'Medium', tone: 'blue' },
  high: { text: 'High', tone: 'orange' },
  critical: { text: 'Critical', tone: 'red' },
  unknown: { text: 'Unknown', tone: 'gray' },
};
export const relevanceWords: Readonly<Record<z.output<typeof relevance>, string>> = { yes: 'Yes', no: 'No', unknown: 'Unknown' };
export const stageWords: Readonly<Record<z.output<typeof lifecycleStage>, string>> = {
  planned: 'Planned',
  live: 'Live',
  sunset: 'Sunset',
  retired: 'Retired',
  unknown: 'Unknown',
};
export const validatedWords: Readonly<Record<z.output<typeof validatedState>, Word>> = {
  'not-applicable': { text: 'Not applicable', tone: 'gray' },
  validated: { text: 'Validated', tone: 'teal' },
  'under-change': { text: 'Under change', tone: 'yellow' },
  're-validation-due': { text: 'Re-validation due', tone: 'orange' },
  unknown: { text: 'Unknown', tone: 'gray' },
};
export const typeWords: Readonly<Record<z.output<typeof dependencyType>, string>> = {
  calls: 'calls',
  data: 'takes data from',
  infrastructure: 'runs on',
  'shared-library': 'shares a library with',
  'deploys-with': 'deploys with',
};
export const verbWords: Readonly<Record<z.output<typeof validatedVerb>, { readonly label: string; readonly text: string }>> = {
  'mark-validated': { label: 'Mark as validated', text: 'You decide that the application is in its validated state.' },
  'mark-not-applicable': { label: 'Mark as not applicable', text: 'You decide that validation does not apply to it.' },
  'mark-under-change': { label: 'Mark as under change', text: 'The validated application is being changed.' },
  'require-re-validation': { label: 'Require re-validation', text: 'Validation must be repeated before it counts as validated.' },
  reassess: { label: 'Reassess', text: 'Takes back that validation does not apply: whether it does is unknown again.' },
};

export const choicesOf = (words: Readonly<Record<string, string | Word>>) =>
  Object.entries(words).map(([value, word]) => ({ value, label: typeof word === 'string' ? word : word.text }));
