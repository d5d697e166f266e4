import { defineRefusals } from '../../../../foundation/refusal.ts';

export const programmeRefusals = defineRefusals('records', {
  'no-such-programme': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no programme “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of programmes.',
  },
  'no-such-period': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no period “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of periods; one is there once it is over.',
  },
  'no-such-unit': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”, or you may not see it.`,
    remedy: 'Name a unit by its key.',
  },
  'programme-begins': {
    kind: 'rule',
    says: (f: { day: string; most: number }) =>
      `A programme begins on the first of a month, at most ${f.most} months back, not on ${f.day}.`,
    remedy: 'Choose the first day of a month, such as 2026-11-01.',
  },
  'programme-empty': {
    kind: 'rule',
    says: () => 'A programme that draws nothing, aims at nothing and names no system reviews nothing.',
    remedy: 'Draw at least one release, or name facets or systems.',
  },
  'facet-unknown': {
    kind: 'rule',
    says: (f: { facet: string; known: readonly string[] }) =>
      `“${f.facet}” is no facet of a release; there are ${f.known.join(', ')}.`,
    remedy: 'Write a facet as name:value, such as gxp:yes.',
  },
  'no-such-system': {
    kind: 'rule',
    says: (f: { system: string }) => `There is no application “${f.system}”, or you may not see it.`,
    remedy: 'Name applications by their keys.',
  },
});
