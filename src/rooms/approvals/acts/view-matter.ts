import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { marksById } from '../../signatures/door.ts';
import type { Approval } from '../core/approval.ts';
import { emergencyRefusals } from '../core/emergency-refusals.ts';
import { type GivingVerb, verbOfMeaning } from '../core/giving.ts';
import { type Answered, isApproved, type Judgement, judgeStep } from '../core/judge-step.ts';
import { coversOf, requirementsOf } from '../core/matter.ts';
import { mayGive, type Words } from '../core/may-give.ts';
import { stepBefore } from '../store/stands-before.ts';
import { type Nature, natureOf } from './emergency-of.ts';
import { approvableOf, type Gathered, gatherMatter } from './gather-matter.ts';
import { mayNotIn } from './open-matter.ts';
import { type Person, whoCould } from './who-could.ts';
import { wordsFor } from './words.ts';

type Marks = Awaited<ReturnType<typeof marksById>>;

export type SeenAnswer = Answered & {
  readonly asked: string;
  readonly excludes: readonly string[];
  readonly covers: readonly string[];
  readonly who: readonly Person[];
  readonly more: number;
  readonly since: Date | null;
};
export type SeenStep = {
  readonly step: string;
  readonly says: string;
  readonly approved: boolean;
  readonly comesNext: boolean;
  readonly answers: readonly SeenAnswer[];
  readonly rejections: readonly Approval[];
  readonly can: Readonly<Record<string, readonly Refusal[]>>;
};
export type SeenMatter = {
  readonly steps: readonly SeenStep[];
  readonly names: ReadonlyMap<string, string>;
  readonly marks: Marks;
};

const named = 20;

/** All that the steps of one record ask for, with what the reader may say to each. The caller has seen to the right to read. */
export async function viewMatter(call: Call, kind: string, id: string, only: string | null): Promise<SeenMatter> {
  const { app, actor } = call;
  const { db } = app.database;
  const now = app.clock.now();
  const matter = await gatherMatter({ app, db, now, people: [actor.id] }, kind, id);
  const words = await wordsFor(app, db, matter);
  const approvable = approvableOf(app, kind);
  const steps = (approvable?.steps ?? [])
    .map((one) => one.verb)
    .filter((step) => (only === null || step === only) && isAsked(matter, step));
  const next = steps.length === 0 || approvable === undefined ? null : await stepBefore(db, approvable.standsBefore(app), id);
  const since = steps.length === 0 ? null : ((await approvable?.since(db, id)) ?? null);
  const nature = steps.length === 0 ? null : await natureOf(app, db, kind, id);
  const people = mayNotIn((right, unit) => app.ports.authority.may(actor, right, unit), 'identity.read', []).length === 0;
  const seen: SeenStep[] = [];
  for (const step of steps) {
    const judgement = judgeStep(matter, step);
    seen.push({
      step,
      says: words.step(step),
      approved: isApproved(judgement),
      comesNext: next === step,
      answers: await answersOf(call, matter, judgement, words, since, people),
      rejections: judgement.rejections,
      can: { ...canSay(call, matter, step, words), ...canRecord(call, matter, judgement, words.step(step), nature) },
    });
  }
  const ids = [...new Set(matter.approvals.map((approval) => approval.personId))];
  const names = ids.length === 0 ? [] : await peopleBy(db, { ids });
  return {
    steps: seen,
    names: new Map(names.map((person) => [person.id, person.name] as const)),
    marks: await marksById(
      app,
      db,
      matter.approvals.map((approval) => approval.signatureId),
    ),
  };
}

const isAsked = (matter: Gathered, step: string): boolean =>
  requirementsOf(matter, step).length > 0 || matter.approvals.some((approval) => approval.step === step);

function answersOf(
  { app }: Call,
  matter: Gathered,
  { answered }: Judgement,
  words: Words,
  since: Date | null,
  people: boolean,
): Promise<readonly SeenAnswer[]> {
  const counted = new Set(answered.flatMap((one) => one.filled.map((approval) => approval.personId)));
  return Promise.all(
    answered.map(async (one): Promise<SeenAnswer> => {
      const { requirement } = one;
      const could = one.missing === 0 ? [] : await whoCould(app.database.db, matter, one, counted);
      const from = since === null || since < requirement.effectiveFrom ? requirement.effectiveFrom : since;
      return {
        ...one,
        asked: words.asked(requirement),
        excludes: requirement.excludes.map(words.part),
        covers: coversOf(matter, requirement),
        // People are named to who may see people.
        who: people ? could.slice(0, named) : [],
        more: people ? Math.max(0, could.length - named) : could.length,
        since: one.missing === 0 ? null : from,
      };
    }),
  );
}

/** Of an emergency, what somebody said by word of mouth may be recorded while something is missing. */
function canRecord(
  { app, actor }: Call,
  matter: Gathered,
  judgement: Judgement,
  says: string,
  nature: Nature | null,
): SeenStep['can'] {
  if (nature?.emergency !== true) return {};
  const barred = mayNotIn(
    (right, unit) => app.ports.authority.may(actor, right, unit),
    'approvals.record-verbal',
    matter.unitIds,
  );
  const missing = judgement.answered.some((one) => one.missing > 0);
  return { 'record-verbal': barred.length > 0 || missing ? barred : [emergencyRefusals['nothing-missing']({ step: says })] };
}

/** What the reader may say: each meaning that the step asks for, and “no”. */
function canSay({ app, actor }: Call, matter: Gathered, step: string, words: Words): SeenStep['can'] {
  const asked = new Set(requirementsOf(matter, step).map((requirement) => verbOfMeaning(requirement.meaning)));
  const barred = mayNotIn((right, unit) => app.ports.authority.may(actor, right, unit), 'approvals.give', matter.unitIds);
  const verbs: readonly GivingVerb[] = asked.size === 0 ? [] : [...asked, 'reject'];
  return Object.fromEntries(
    verbs.map((verb) => [verb, barred.length > 0 ? barred : mayGive(matter, step, verb, actor.id, words).refusals] as const),
  );
}
