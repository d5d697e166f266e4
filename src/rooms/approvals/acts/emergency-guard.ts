import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { emergencyRefusals as no } from '../core/emergency-refusals.ts';
import { judgeStep } from '../core/judge-step.ts';
import { sayWhen } from '../core/may-give.ts';
import { isOwed, isSettledBy, type Verbal } from '../core/verbal.ts';
import type { AnythingSaid } from '../store/anything-said.ts';
import { isAnyOverdue, type Lock, verbalsOf } from '../store/verbals.ts';
import { maySeeVerbal } from './act-on-verbal.ts';
import { lets, natureOf, overdueBeside } from './emergency-of.ts';
import { approvableOf, type Gathered } from './gather-matter.ts';
import { stepInWords } from './words.ts';

export type EmergencyJudgement = {
  /** By key of a requirement: how many of its missing approvals do not keep this step, because somebody each said yes by word of mouth. */
  readonly passes: ReadonlyMap<string, number>;
  readonly refusals: readonly Refusal[];
};
const nothing: EmergencyJudgement = { passes: new Map(), refusals: [] };

/**
 * What the emergency route says to the steps of one record: which pass on a verbal authorisation, which wait for quality, and which are held back because
 * approvals are owed, by this record or by emergencies that share something with it. Steps of which it says nothing are missing.
 * @param known what is known to be there already: only where nothing is decided.
 */
export async function emergencyJudgements(
  app: Services,
  db: Db,
  matter: Gathered,
  steps: readonly string[],
  { actor, lock, known }: { readonly actor: Actor; readonly lock: Lock; readonly known: AnythingSaid | undefined },
): Promise<ReadonlyMap<string, EmergencyJudgement>> {
  const { kind, id, now } = matter;
  const route = approvableOf(app, kind)?.emergency;
  if (route === undefined) return new Map();
  const own = known?.verbals === false ? [] : await verbalsOf(db, kind, id, lock);
  const anyOverdue = known?.overdue ?? (await isAnyOverdue(db, kind, now));
  if (own.length === 0 && !anyOverdue) return new Map();
  const nature = await natureOf(app, db, kind, id);
  const beside =
    !anyOverdue || nature === null || nature.emergency
      ? []
      : await overdueBeside(app, db, { kind, id, shared: nature.shared }, now);
  const found = new Map<string, EmergencyJudgement>();
  for (const step of steps) {
    const heldBack = route.holdsBack.includes(step) && beside.length > 0 ? [await overdueRefusal(app, db, actor, beside)] : [];
    const owed = step === route.closes ? owedRefusals(app, matter, own) : [];
    const onWord = nature?.emergency === true ? await onWordOf(app, db, own, step, now) : nothing;
    found.set(step, { passes: onWord.passes, refusals: [...heldBack, ...owed, ...onWord.refusals] });
  }
  return found;
}

async function onWordOf(app: Services, db: Db, own: readonly Verbal[], step: string, now: Date): Promise<EmergencyJudgement> {
  const ofStep = own.filter((one) => one.step === step && isOwed(one));
  const passes = new Map<string, number>();
  for (const one of ofStep)
    if (await lets(app, db, one, now)) for (const key of one.requirements) passes.set(key, (passes.get(key) ?? 0) + 1);
  const waits = ofStep.some(
    (one) => one.state === 'waits-for-quality' && one.dueAt > now && one.requirements.some((key) => !passes.has(key)),
  );
  return { passes, refusals: waits ? [no['quality-owed']({})] : [] };
}

const unread = 'a record that you may not read';

/** Names the records that hold others back to who may read them; to others it only says that there is one. */
async function overdueRefusal(app: Services, db: Db, actor: Actor, beside: readonly Verbal[]): Promise<Refusal> {
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  const named = await Promise.all(
    beside.map(async (one) => ((await maySeeVerbal({ app }, db, mayNot, one)) ? (one.subjectKey ?? one.subjectId) : unread)),
  );
  const records = [...new Set(named)];
  return no['emergency-overdue'](
    { records, since: sayWhen(beside[0]?.dueAt ?? new Date(0)) },
    { link: '/approvals/emergencies' },
  );
}

/** A record is not closed while approvals are owed for what passed as an emergency: nobody could give them afterwards. */
function owedRefusals(app: Services, matter: Gathered, own: readonly Verbal[]): readonly Refusal[] {
  const owed = own.filter((one) => isOwed(one) && !isSettledBy(judgeStep(matter, one.step), one));
  const steps = [...new Set(owed.map((one) => stepInWords(app, matter.kind, one.step)))];
  return steps.length === 0 ? [] : [no['review-owed']({ steps })];
}
