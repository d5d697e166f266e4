import type { z } from 'zod';
import type { GateStep, StepTone } from '../../../design/parts/GateStrip.tsx';
import { formatShortDay } from '../../../design/time/format-instant.ts';
import type { Tone } from '../../../design/tokens.ts';
import type { CriterionStatus, DecideVerb, GateState, GateStripItem, GateView, keptEvaluation } from '../contract.ts';

type Occasion = z.output<typeof keptEvaluation>['occasion'];

export const gateWords: Readonly<Record<GateState, { readonly text: string; readonly tone: Tone; readonly step: StepTone }>> = {
  upcoming: { text: 'Upcoming', tone: 'gray', step: 'open' },
  open: { text: 'Open', tone: 'brand', step: 'active' },
  passed: { text: 'Passed', tone: 'teal', step: 'done' },
  'passed-conditionally': { text: 'Passed on a condition', tone: 'yellow', step: 'warned' },
  failed: { text: 'Failed', tone: 'red', step: 'failed' },
  'not-applicable': { text: 'Not applicable', tone: 'gray', step: 'skipped' },
  reopened: { text: 'Re-opened', tone: 'orange', step: 'warned' },
};

export const statusWords: Readonly<Record<CriterionStatus, { readonly text: string; readonly tone: Tone }>> = {
  met: { text: 'Met', tone: 'teal' },
  'not-met': { text: 'Not met', tone: 'red' },
  stale: { text: 'Stale', tone: 'yellow' },
  unknown: { text: 'Unknown', tone: 'gray' },
  waived: { text: 'Waived', tone: 'grape' },
};

/** Why an evaluation was kept. */
export const occasionWords: Readonly<Record<Occasion, string>> = {
  placed: 'The gate was placed or asked otherwise',
  result: 'A result was recorded',
  'result-withdrawn': 'A result was withdrawn',
  waiver: 'A criterion was waived',
  'waiver-withdrawn': 'A waiver was withdrawn',
  decision: 'The gate was decided',
  lapse: 'A pass ran out',
  measured: 'The house measured',
};

/** Decisions as buttons; `reopen` alone takes no password. */
export const decideWords: Readonly<Record<DecideVerb, { readonly says: string; readonly done: string; readonly danger?: true }>> =
  {
    pass: { says: 'Pass', done: 'passed the gate' },
    'pass-conditionally': { says: 'Pass on a condition', done: 'passed the gate on a condition' },
    fail: { says: 'Fail', done: 'failed the gate', danger: true },
    'declare-not-applicable': { says: 'Declare not applicable', done: 'declared the gate not applicable' },
    reopen: { says: 'Re-open', done: 're-opened the gate' },
  };

/** The part of the trail that a decider looked at. */
export const trailText = ({ first, last, entries }: NonNullable<GateView['decisions'][number]['trail']>): string => {
  if (last === null) return 'nothing was written since it was looked at last';
  return entries === 1 ? `No. ${last}` : `No. ${first} to No. ${last}, ${entries} entries`;
};

const undecided: readonly GateState[] = ['upcoming', 'open', 'reopened'];

/** A gate as a step of the strip. Unknown counts as open, never as done; what is overdue says so. `now` is null where nothing is judged any more. */
export function stepOf(gate: GateStripItem, zone: string, now: number | null): GateStep {
  const { text, step } = gateWords[gate.state];
  const overdue = now !== null && gate.dueAt !== null && Date.parse(gate.dueAt) <= now && undecided.includes(gate.state);
  const stands = overdue ? 'overdue' : text.toLowerCase();
  return {
    id: gate.key,
    label: gate.name,
    tone: overdue ? 'warned' : step,
    text: gate.total === 0 ? stands : `${stands}, ${gate.met} of ${gate.total} met`,
    ...(gate.dueAt === null ? {} : { when: formatShortDay(Date.parse(gate.dueAt), zone) }),
  };
}

export const roleInWords = (role: string): string => role.replaceAll('-', ' ');
