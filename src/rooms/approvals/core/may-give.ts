import type { Refusal } from '../../../foundation/refusal.ts';
import type { Approval } from './approval.ts';
import { approvalRefusals as no } from './approval-refusals.ts';
import { fillsBoth } from './fills-both.ts';
import { type GivingVerb, meaningOfVerb } from './giving.ts';
import { isStandingNo } from './judge-step.ts';
import { belongs, coversOf, excludedBy, isYes, type Matter, requirementsOf } from './matter.ts';
import { approverOf, type Requirement } from './requirement.ts';
import { whyNotCounted } from './why-not-counted.ts';

/** Words for what the rules speak of; they come from the room that owns the record, and from identity. */
export type Words = {
  readonly step: (step: string) => string;
  readonly part: (part: string) => string;
  /** Who is asked: “Quality”, “group Release board”. */
  readonly asked: (requirement: Requirement) => string;
  readonly name: (personId: string) => string;
};

export const sayWhen = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const candidate = (step: string, verb: GivingVerb, personId: string, covers: readonly string[], now: Date): Approval => ({
  id: 'candidate',
  version: 1,
  subjectKind: '',
  subjectId: '',
  subjectKey: null,
  unitIds: [],
  step,
  verdict: verb === 'reject' ? 'rejected' : 'approved',
  meaning: meaningOfVerb[verb],
  personId,
  at: now,
  answers: {},
  covers,
  reason: null,
  signatureId: '',
  withdrawn: null,
});

/** Requirements of the step that somebody is asked by, with this meaning; a “no” may be said by everybody who is asked by any. */
const askedBy = (matter: Matter, step: string, verb: GivingVerb, personId: string): readonly Requirement[] =>
  requirementsOf(matter, step).filter(
    (requirement) =>
      (verb === 'reject' || requirement.meaning === meaningOfVerb[verb]) &&
      belongs(matter.people, requirement.who, personId) !== null,
  );

const unionOf = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

export type MayGive = {
  readonly refusals: readonly Refusal[];
  /** Requirements that it would answer. */
  readonly answers: readonly Requirement[];
  /** Fields that it would cover. */
  readonly covers: readonly string[];
};

/** Whether somebody may say this to the step now, and what for. The same judgement for the act, for `can`, and for what waits for somebody. */
export function mayGive(matter: Matter, step: string, verb: GivingVerb, personId: string, words: Words): MayGive {
  const asked = askedBy(matter, step, verb, personId);
  const all = requirementsOf(matter, step);
  if (verb === 'reject') return mayReject(matter, step, personId, asked, words);
  if (asked.length === 0) return { refusals: [notAsked(all, step, words)], answers: [], covers: [] };
  const covers = unionOf(asked.map((requirement) => coversOf(matter, requirement)));
  const wanted = candidate(step, verb, personId, covers, matter.now);
  const tried: Matter = {
    ...matter,
    approvals: [...matter.approvals, wanted],
    standings: new Map([...matter.standings, [wanted.id, 'valid']]),
  };
  const judged = asked.map((requirement) => ({ requirement, why: whyNotCounted(tried, requirement, wanted) }));
  const answers = judged.filter(({ why }) => why.length === 0).map(({ requirement }) => requirement);
  const refusals = [
    ...saidAlready(matter, step, personId, answers, meaningOfVerb[verb]),
    ...(answers.length > 0 ? [] : judged.flatMap(({ requirement, why }) => whyNot(tried, requirement, why, personId, words))),
    ...bothRefusals(matter, personId, [approverOf(step)], words),
  ];
  return { refusals, answers, covers: unionOf(answers.map((requirement) => coversOf(matter, requirement))) };
}

function mayReject(matter: Matter, step: string, personId: string, asked: readonly Requirement[], words: Words): MayGive {
  const all = requirementsOf(matter, step);
  const quality = belongs(matter.people, { kind: 'role', id: 'quality' }, personId) !== null;
  if (all.length === 0 || (asked.length === 0 && !quality))
    return { refusals: [notAsked(all, step, words)], answers: [], covers: [] };
  const standing = matter.approvals.filter(
    (approval) => approval.step === step && approval.personId === personId && stands(matter, approval),
  );
  const covers = unionOf(all.map((requirement) => coversOf(matter, requirement)));
  return { refusals: standing.slice(0, 1).map(already), answers: asked, covers };
}

const stands = (matter: Matter, approval: Approval): boolean =>
  approval.withdrawn === null && matter.standings.get(approval.id) === 'valid';

const already = (approval: Approval): Refusal => no['said-already']({ verdict: approval.verdict, at: sayWhen(approval.at) });

function saidAlready(
  matter: Matter,
  step: string,
  personId: string,
  answers: readonly Requirement[],
  meaning: string,
): readonly Refusal[] {
  const mine = matter.approvals.filter((approval) => approval.step === step && approval.personId === personId);
  const against = mine.filter((approval) => isStandingNo(matter, approval));
  const counting = mine.filter((approval) => isYes(approval) && approval.meaning === meaning);
  const counted = (requirement: Requirement): Approval | undefined =>
    counting.find((approval) => whyNotCounted(matter, requirement, approval).length === 0);
  const [first] = answers;
  const same = first === undefined || !answers.every((one) => counted(one) !== undefined) ? undefined : counted(first);
  return [...against, ...(same === undefined ? [] : [same])].slice(0, 1).map(already);
}

function whyNot(
  matter: Matter,
  requirement: Requirement,
  why: readonly string[],
  personId: string,
  words: Words,
): readonly Refusal[] {
  const excluded = why.includes('excluded')
    ? excludedBy(matter, requirement, personId).map((part) =>
        no.excluded({ requirement: requirement.key, own: part.personId === personId, part: words.part(part.as) }),
      )
    : [];
  const other = matter.approvals.find(
    (approval) => approval.step === requirement.step && isYes(approval) && approval.personId !== personId,
  );
  const voice = why.includes('one-voice') && other !== undefined ? [no['one-voice']({ name: words.name(other.personId) })] : [];
  return [...excluded, ...voice];
}

const notAsked = (all: readonly Requirement[], step: string, words: Words): Refusal =>
  no['not-asked']({
    step: words.step(step),
    asked: all.map((requirement) => `${words.asked(requirement)} (${requirement.meaning}, ${requirement.key})`),
  });

/** Why somebody may not take these parts: a yes of theirs that excludes them. */
export const bothRefusals = (
  matter: Matter,
  personId: string,
  parts: readonly string[],
  words: Pick<Words, 'step' | 'part'>,
): readonly Refusal[] =>
  fillsBoth(matter, personId, parts).map(({ approval, requirement, part }) =>
    no['fills-both']({
      own: approval.personId === personId,
      step: words.step(approval.step),
      requirement: requirement.key,
      part: words.part(part),
    }),
  );
