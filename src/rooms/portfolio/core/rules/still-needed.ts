import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

/** Applications that depend on another one: by key where the reader may see them. */
export type Dependents = { readonly keys: readonly string[]; readonly hidden: number };

const no = defineRefusals('portfolio', {
  'still-needed': {
    kind: 'rule',
    says: (f: { key: string; by: readonly string[]; hidden: number }) => `${f.key} is needed by ${sayThem(f.by, f.hidden)}.`,
    remedy: 'Withdraw those dependencies first, or retire the applications that depend on it.',
  },
});

function sayThem(keys: readonly string[], hidden: number): string {
  const unseen = hidden === 0 ? [] : [`${hidden} ${hidden === 1 ? 'application' : 'applications'} that you may not see`];
  return [...keys, ...unseen].join(', ');
}

/** What is still in use and depends on an application would stand without it. */
export const stillNeeded = (key: string, dependents: Dependents): readonly Refusal[] =>
  dependents.keys.length + dependents.hidden === 0
    ? []
    : [no['still-needed']({ key, by: dependents.keys, hidden: dependents.hidden })];
