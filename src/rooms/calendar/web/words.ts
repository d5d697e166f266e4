import type { Tone } from '../../../design/tokens.ts';
import type {
  criticalities,
  environmentClasses,
  freezeSeverities,
  freezeStates,
  weekdayNames,
  windowStates,
} from '../contract.ts';

type Word = { readonly text: string; readonly tone: Tone };

export const windowStateWords: Readonly<Record<(typeof windowStates)[number], Word>> = {
  draft: { text: 'Draft', tone: 'gray' },
  proposed: { text: 'Proposed', tone: 'blue' },
  locked: { text: 'Locked', tone: 'teal' },
  used: { text: 'Used', tone: 'grape' },
  lapsed: { text: 'Lapsed', tone: 'yellow' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
};
export const freezeStateWords: Readonly<Record<(typeof freezeStates)[number], Word>> = {
  active: { text: 'Active', tone: 'teal' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
};
export const severityWords: Readonly<Record<(typeof freezeSeverities)[number], Word>> = {
  blocks: { text: 'Blocks', tone: 'red' },
  'needs-exception': { text: 'Needs an exception', tone: 'orange' },
  warns: { text: 'Warns', tone: 'yellow' },
};
export const criticalityWords: Readonly<Record<(typeof criticalities)[number], string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
  unknown: 'Unknown',
};
export const classWords: Readonly<Record<(typeof environmentClasses)[number], string>> = {
  development: 'Development',
  'system-test': 'System test',
  integration: 'Integration',
  performance: 'Performance',
  uat: 'UAT',
  validation: 'Validation',
  staging: 'Staging',
  production: 'Production',
  'production-support': 'Production support',
};
export const dayWords: Readonly<Record<(typeof weekdayNames)[number], string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

export const optionsOf = (words: Readonly<Record<string, string | Word>>) =>
  Object.entries(words).map(([value, word]) => ({ value, label: typeof word === 'string' ? word : word.text }));

type Scope = {
  readonly units: readonly { readonly name: string }[];
  readonly applications: readonly { readonly name: string }[];
  readonly criticalities: readonly (keyof typeof criticalityWords)[];
  readonly gxpOnly: boolean;
  readonly environmentClasses?: readonly (keyof typeof classWords)[];
};

/** What a window or freeze holds, in words. */
export function scopeText(scope: Scope): string {
  const parts = [
    scope.units.map(({ name }) => name).join(', '),
    scope.applications.map(({ name }) => name).join(', '),
    scope.criticalities.map((word) => criticalityWords[word]).join(', '),
    scope.gxpOnly ? 'GxP only' : '',
    (scope.environmentClasses ?? []).map((word) => classWords[word]).join(', '),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Whole enterprise' : parts.join(' · ');
}

/** "2026-03-29T22:00" as people read it; the zone stands beside it. */
export const localText = (local: string): string => local.replace('T', ', ').slice(0, 17);
