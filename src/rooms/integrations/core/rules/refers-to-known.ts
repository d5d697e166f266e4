import type { Finding, PlanPath } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';
import { didYouMean } from '../unknown-key.ts';
import type { KnownRecords } from './known-records.ts';

type Noun = 'unit' | 'application' | 'working calendar' | 'release';

const remedies: Readonly<Record<Noun, string>> = {
  unit: 'Add the unit to "units", or correct the key.',
  application: 'Add the application to "applications", or correct the key.',
  'working calendar': 'Add the working calendar to "calendars", or correct the key.',
  release: 'Add the release to "releases", or correct the key.',
};

/** A suggestion compares with every key; only the first problems are worth that. */
const suggestionsFrom = 2_000;
const mostSuggestions = 50;

/** A reference names a record of the file or one that exists already. */
export function refersToKnown(shaped: ShapedPlan, known: KnownRecords): Finding[] {
  const findings: Finding[] = [];
  const sets = {
    unit: [shaped.mentioned.units, known.units],
    application: [shaped.mentioned.applications, known.applications],
    'working calendar': [shaped.mentioned.calendars, known.calendars],
    release: [shaped.mentioned.releases, known.releases],
  } as const;
  const candidatesOf = (noun: Noun): string[] => sets[noun].flatMap((set) => [...set.values().take(suggestionsFrom)]);
  const check = (noun: Noun, key: string | undefined, at: PlanPath): void => {
    if (key === undefined || sets[noun].some((set) => set.has(key))) return;
    const meant = findings.length < mostSuggestions ? didYouMean(key, candidatesOf(noun)) : undefined;
    const message = `There is no ${noun} "${key}".${meant ? ` Did you mean "${meant}"?` : ''}`;
    findings.push({ at, code: `plan.${noun.replace(' ', '-')}-not-found`, message, remedy: remedies[noun] });
  };
  const checkOwner = (owner: string | undefined, at: PlanPath): void => {
    if (owner === undefined || !known.people || known.people.has(owner.toLowerCase())) return;
    const message = `Nobody here has the e-mail ${owner}.`;
    const remedy = 'Let an administrator add the person first, or name somebody who is here. People are never created by a file.';
    findings.push({ at, code: 'plan.person-not-found', message, remedy });
  };
  for (const { at, value } of shaped.units) check('unit', value.parent, [...at, 'parent']);
  for (const { at, value } of shaped.applications) {
    check('unit', value.unit, [...at, 'unit']);
    checkOwner(value.owner, [...at, 'owner']);
  }
  for (const { at, value } of shaped.dependencies) {
    check('application', value.from, [...at, 'from']);
    check('application', value.to, [...at, 'to']);
  }
  for (const { at, value } of shaped.windows) check('working calendar', value.workingCalendar, [...at, 'workingCalendar']);
  for (const { at, value } of [...shaped.windows, ...shaped.freezes]) {
    for (const [index, key] of (value.scope?.units ?? []).entries()) check('unit', key, [...at, 'scope', 'units', index]);
    for (const [index, key] of (value.scope?.applications ?? []).entries()) {
      check('application', key, [...at, 'scope', 'applications', index]);
    }
  }
  for (const { at, value } of shaped.releases) {
    check('unit', value.unit, [...at, 'unit']);
    check('release', value.parent, [...at, 'parent']);
    checkOwner(value.owner, [...at, 'owner']);
    for (const [index, { key }] of value.applications.entries()) check('application', key, [...at, 'applications', index, 'key']);
  }
  for (const { at, value } of shaped.history) check('application', value.application, [...at, 'application']);
  return findings;
}
