import type { Call } from '../../../foundation/transact.ts';
import { membersOf } from '../../identity/door.ts';
import { type GivingVerb, verbOfMeaning } from '../core/giving.ts';
import { judgeStep } from '../core/judge-step.ts';
import { mayGive } from '../core/may-give.ts';
import type { Requirement } from '../core/requirement.ts';
import { requirementsFor } from '../store/requirements.ts';
import { type Standing, standingBefore } from '../store/stands-before.ts';
import { approvableOf, type Gathered, gatherMatters } from './gather-matter.ts';
import { approvableKinds } from './vocabulary.ts';
import { wordsFor } from './words.ts';

export type Waiting = {
  readonly kind: string;
  readonly id: string;
  readonly step: string;
  readonly verb: GivingVerb;
  readonly requirements: readonly Requirement[];
  readonly since: Date | null;
};

/** Records that are looked at for one reader: each costs a few reads. */
const lookedAt = 120;
const shown = 50;

/** Steps that wait now for an approval that the reader could give; not whether somebody else could give it as well. */
export async function waitingFor(call: Call): Promise<{ readonly items: readonly Waiting[]; readonly complete: boolean }> {
  const { app, actor } = call;
  const { db } = app.database;
  const now = app.clock.now();
  const reach = app.ports.authority.reach(actor, 'approvals.give');
  const items: Waiting[] = [];
  let complete = true;
  for (const { kind, approvable } of approvableKinds(app)) {
    const mine = await askedOfMe(call, await requirementsFor(db, kind, now));
    const steps = [...new Set(mine.map((requirement) => requirement.step))];
    const standing = await standingBefore(db, approvable.standsBefore(app), { steps, reach, limit: lookedAt + 1 });
    complete &&= standing.length <= lookedAt;
    const looked = standing.slice(0, lookedAt);
    const matters = await gatherMatters(
      { app, db, now, people: [actor.id] },
      kind,
      looked.map((one) => one.id),
    );
    for (const one of looked) {
      const matter = matters.get(one.id);
      if (matter !== undefined) items.push(...(await waitingIn(call, matter, one)));
    }
  }
  return { items: items.slice(0, shown), complete: complete && items.length <= shown };
}

async function askedOfMe({ app, actor }: Call, all: readonly Requirement[]): Promise<readonly Requirement[]> {
  const roles = new Set(actor.holdings.map((holding) => holding.role));
  const groups = all.flatMap(({ who }) => (who.kind === 'group' ? [who.id] : []));
  const members = await membersOf(app.database.db, groups);
  const mine = new Set(members.filter((one) => one.personId === actor.id).map((one) => one.groupId));
  return all.filter(({ who }) => (who.kind === 'group' ? mine.has(who.id) : roles.has(who.id)));
}

async function waitingIn({ app, actor }: Call, matter: Gathered, { step }: Standing): Promise<readonly Waiting[]> {
  const { answered, rejections } = judgeStep(matter, step);
  const open = answered.filter((one) => one.missing > 0).map((one) => one.requirement);
  if (open.length === 0 || rejections.length > 0) return [];
  const words = await wordsFor(app, app.database.db, matter);
  const verbs = new Set(open.map((requirement) => verbOfMeaning(requirement.meaning)));
  const found: Waiting[] = [];
  for (const verb of verbs) {
    const given = mayGive(matter, step, verb, actor.id, words);
    const helps = given.answers.filter((requirement) => open.includes(requirement));
    if (given.refusals.length > 0 || helps.length === 0) continue;
    const since = (await approvableOf(app, matter.kind)?.since(app.database.db, matter.id)) ?? null;
    found.push({ kind: matter.kind, id: matter.id, step, verb, requirements: helps, since });
  }
  return found;
}
