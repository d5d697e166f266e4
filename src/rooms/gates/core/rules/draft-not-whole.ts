import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { CriterionDraft, GateDraft } from '../drafts.ts';
import { isMeasuredByHouse } from '../found.ts';

const no = defineRefusals('gates', {
  'key-twice': {
    kind: 'rule',
    says: (f: { what: string; key: string }) => `Two ${f.what} have the key “${f.key}”.`,
    remedy: 'Give each its own key.',
  },
  'key-malformed': {
    kind: 'rule',
    says: (f: { key: string }) => `“${f.key}” is no key.`,
    remedy: 'Use letters, digits, dots, dashes and underscores, at most 80.',
  },
  'decider-unknown': {
    kind: 'rule',
    says: (f: { gate: string; role: string }) =>
      `The gate “${f.gate}” would be decided by “${f.role}”, a role that decides no gates.`,
    remedy: 'Name business roles that decide gates.',
  },
  'decider-missing': {
    kind: 'rule',
    says: (f: { gate: string }) => `Nobody would decide the gate “${f.gate}”.`,
    remedy: 'Name at least one role that decides it.',
  },
  'responsible-unknown': {
    kind: 'rule',
    says: (f: { text: string; role: string }) =>
      `The result of “${f.text}” would be recorded by “${f.role}”, a role that records no results.`,
    remedy: 'Name a role that records results, or none.',
  },
  'measure-not-whole': {
    kind: 'rule',
    says: (f: { text: string }) =>
      `“${f.text}” needs an operator and a threshold if it is a measure, and neither if it is a checklist item.`,
    remedy: 'Complete the measure, or make it a checklist item.',
  },
  'text-length': {
    kind: 'rule',
    says: (f: { what: string; most: number }) => `${f.what} has between 1 and ${f.most} characters.`,
    remedy: 'Shorten or fill it.',
  },
  'green-unbounded': {
    kind: 'rule',
    says: (f: { gate: string }) => `How long “${f.gate}” must be green lies between 1 hour and 2160 hours (90 days).`,
    remedy: 'Choose a duration within these bounds, or none.',
  },
  'freshness-unbounded': {
    kind: 'rule',
    says: (f: { text: string }) => `The freshness of “${f.text}” lies between 1 hour and 8760 hours (a year).`,
    remedy: 'Choose a freshness within these bounds, or none.',
  },
});

const keyPattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$/;
const isText = (text: string, most: number): boolean => text.trim().length > 0 && text.length <= most;

const isGreenBounded = (hours: number | null): boolean =>
  hours === null || (Number.isInteger(hours) && hours >= 1 && hours <= 2160);

export type RolesKnown = { readonly deciding: readonly string[]; readonly recording: readonly string[] };

function keyFaults(what: string, at: string, keys: readonly string[]): readonly Refusal[] {
  return keys.flatMap((key, index) => {
    const place = { field: `${at}/${index}/key` };
    const twice = keys.indexOf(key) !== index && keys.indexOf(key, index + 1) === -1;
    return [
      ...(twice ? [no['key-twice']({ what, key }, place)] : []),
      ...(keyPattern.test(key) ? [] : [no['key-malformed']({ key }, place)]),
    ];
  });
}

function criterionFaults(criterion: CriterionDraft, at: string, roles: RolesKnown): readonly Refusal[] {
  const { text, responsible, freshnessHours: hours } = criterion;
  const isMeasure = criterion.type === 'measure';
  const finite = criterion.threshold !== null && Number.isFinite(criterion.threshold);
  const whole =
    criterion.type === 'external' ||
    isMeasuredByHouse(criterion.type) ||
    (isMeasure ? criterion.operator !== null && finite : criterion.operator === null && criterion.threshold === null);
  const isBounded = hours === null || (Number.isInteger(hours) && hours >= 1 && hours <= 8760);
  const what = `The text of criterion ${criterion.key}`;
  return [
    ...(isText(text, 500) ? [] : [no['text-length']({ what, most: 500 }, { field: `${at}/text` })]),
    ...(whole ? [] : [no['measure-not-whole']({ text }, { field: `${at}/threshold` })]),
    ...(isBounded ? [] : [no['freshness-unbounded']({ text }, { field: `${at}/freshnessHours` })]),
    ...(responsible === null || roles.recording.includes(responsible)
      ? []
      : [no['responsible-unknown']({ text, role: responsible }, { field: `${at}/responsible` })]),
  ];
}

function gateFaults(gate: GateDraft, at: string, roles: RolesKnown): readonly Refusal[] {
  const deciders = { field: `${at}/deciders` };
  const what = `The name of gate ${gate.key}`;
  return [
    ...(isText(gate.name, 200) ? [] : [no['text-length']({ what, most: 200 }, { field: `${at}/name` })]),
    ...(isGreenBounded(gate.greenHours) ? [] : [no['green-unbounded']({ gate: gate.name }, { field: `${at}/greenHours` })]),
    ...(gate.deciders.length === 0 ? [no['decider-missing']({ gate: gate.name }, deciders)] : []),
    ...gate.deciders
      .filter((role) => !roles.deciding.includes(role))
      .map((role) => no['decider-unknown']({ gate: gate.name, role }, deciders)),
    ...keyFaults(
      `criteria of gate ${gate.key}`,
      `${at}/criteria`,
      gate.criteria.map((criterion) => criterion.key),
    ),
    ...gate.criteria.flatMap((criterion, index) => criterionFaults(criterion, `${at}/criteria/${index}`, roles)),
  ];
}

/** Every reason why drafts cannot be placed, each with the field to blame in the list of gates. */
export const draftNotWhole = (gates: readonly GateDraft[], roles: RolesKnown): readonly Refusal[] => [
  ...keyFaults(
    'gates',
    '/gates',
    gates.map((gate) => gate.key),
  ),
  ...gates.flatMap((gate, index) => gateFaults(gate, `/gates/${index}`, roles)),
];
