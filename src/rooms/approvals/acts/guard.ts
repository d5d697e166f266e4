import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { approvalRefusals as no } from '../core/approval-refusals.ts';
import { judgeStep } from '../core/judge-step.ts';
import { bothRefusals, sayWhen, type Words } from '../core/may-give.ts';
import { type AnythingSaid, anythingSaid } from '../store/anything-said.ts';
import { holdRequirements } from '../store/requirements.ts';
import { emergencyJudgements } from './emergency-guard.ts';
import { approvableOf, type Gathered, gatherMatter } from './gather-matter.ts';
import { whoCould } from './who-could.ts';
import { wordsFor } from './words.ts';

type Of = { readonly kind: string; readonly id: string };

const named = 8;

/** The parts that somebody comes to have by a step. */
const partsBy = (app: Services, kind: string, step: string): readonly string[] =>
  (approvableOf(app, kind)?.parts ?? []).filter((one) => one.steps.includes(step)).map((one) => one.part);

/** What is missing of a step, and who said no. What somebody said yes to by word of mouth in an emergency keeps it no more; a “no” always does. */
async function missingIn(
  app: Services,
  db: Db,
  matter: Gathered,
  step: string,
  words: Words,
  onWord: ReadonlyMap<string, number>,
  people: boolean,
): Promise<readonly Refusal[]> {
  const { answered, rejections } = judgeStep(matter, step);
  const counted = new Set(answered.flatMap((one) => one.filled.map((approval) => approval.personId)));
  const open = answered.filter((one) => one.missing > (onWord.get(one.requirement.key) ?? 0));
  const since = open.length === 0 ? null : ((await approvableOf(app, matter.kind)?.since(db, matter.id)) ?? null);
  const missing = await Promise.all(
    open.map(async (one) => {
      const { requirement } = one;
      const could = await whoCould(db, matter, one, counted);
      const from = since === null || since < requirement.effectiveFrom ? requirement.effectiveFrom : since;
      return no.missing({
        requirement: requirement.key,
        name: requirement.name,
        asked: words.asked(requirement),
        meaning: requirement.meaning,
        needed: requirement.seats,
        given: one.filled.length,
        deciders: requirement.who.kind === 'role' ? [requirement.who.id] : [],
        recorders: [],
        missing: [],
        // People are named to who may see people; to others who is asked is said in words.
        who: people ? could.slice(0, named) : [],
        more: people ? Math.max(0, could.length - named) : could.length,
        since: from.toISOString(),
      });
    }),
  );
  const against = rejections.map((one) =>
    no['rejected-by']({ name: words.name(one.personId), at: sayWhen(one.at), reason: one.reason ?? '' }),
  );
  return [...against, ...missing];
}

async function refusalsFor(
  app: Services,
  db: Db,
  matter: Gathered,
  actor: Actor,
  steps: readonly string[],
  lock: 'for share' | 'none',
  known?: AnythingSaid,
): Promise<ReadonlyMap<string, readonly Refusal[]>> {
  const emergencies = await emergencyJudgements(app, db, matter, steps, { actor, lock, known });
  if (matter.requirements.length === 0 && matter.approvals.length === 0 && emergencies.size === 0) return new Map();
  const words = await wordsFor(app, db, matter);
  const people = app.ports.authority.may(actor, 'identity.read', null).length === 0;
  const found = new Map<string, readonly Refusal[]>();
  for (const step of steps) {
    const emergency = emergencies.get(step);
    const both = actor.kind === 'system' ? [] : bothRefusals(matter, actor.id, partsBy(app, matter.kind, step), words);
    const missing = await missingIn(app, db, matter, step, words, emergency?.passes ?? new Map(), people);
    const refusals = [...missing, ...(emergency?.refusals ?? []), ...both];
    if (refusals.length > 0) found.set(step, refusals);
  }
  return found;
}

/**
 * Why the acting person may not take a step now: one refusal for each requirement that is not met, for each “no” that stands, and for each yes of their own
 * that keeps them from it. What is asked and what was said stay as they are until the act commits; the caller has locked the record.
 */
export async function guardOf(work: Work, subject: Of, step: string): Promise<readonly Refusal[]> {
  const { app, tx, now, actor } = work;
  await holdRequirements(tx);
  const matter = await gatherMatter({ app, db: tx, now, people: [actor.id], lock: 'for share' }, subject.kind, subject.id);
  return (await refusalsFor(app, tx, matter, actor, [step], 'for share')).get(step) ?? [];
}

/** The same without locks, by step, for what a reply says may be done; steps that nothing keeps are missing. */
export async function guardsOf(
  app: Services,
  subject: Of,
  steps: readonly string[],
  asking: { readonly actor: Actor; readonly now: Date; readonly db: Db; readonly afresh?: boolean },
): Promise<ReadonlyMap<string, readonly Refusal[]>> {
  const { db, actor, now, afresh = false } = asking;
  const said = await anythingSaid(db, subject.kind, subject.id, now);
  const silent = afresh || !said.approvals;
  const matter = await gatherMatter({ app, db, now, people: [actor.id], silent }, subject.kind, subject.id);
  return refusalsFor(app, db, matter, actor, steps, 'none', said);
}

/** Why somebody may not come to have these parts in a record (its owner, say): a decision of theirs, or a yes, keeps them from it. */
export const apartIn = (work: Work, subject: Of, personId: string, parts: readonly string[]): Promise<readonly Refusal[]> =>
  apart({ app: work.app, db: work.tx, now: work.now, lock: 'for share' }, subject, personId, parts);

type Asked = { readonly app: Services; readonly db: Db; readonly now: Date; readonly lock?: 'for share' };

/** The same without locks, for what a reply says may be done. */
export async function apart(ask: Asked, subject: Of, personId: string, parts: readonly string[]): Promise<readonly Refusal[]> {
  const { app, db, now } = ask;
  const approvable = approvableOf(app, subject.kind);
  if (approvable === undefined) return [];
  const decided = (await approvable.excluded?.(db, subject.id, { personId, parts, now })) ?? [];
  const matter = await gatherMatter({ ...ask, people: [personId] }, subject.kind, subject.id);
  if (matter.approvals.length === 0) return decided;
  return [...decided, ...bothRefusals(matter, personId, parts, await wordsFor(app, db, matter))];
}
