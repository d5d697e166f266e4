import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import * as identity from '../../identity/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import * as signatures from '../../signatures/door.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change } from '../core/change.ts';
import { bareInput, type Facts, type StepInput } from '../core/facts.ts';
import { keptApart } from '../core/involvement.ts';
import { lifecycle } from '../core/lifecycle.ts';
import { toRecord } from '../core/record.ts';
import { reliedOnBy } from '../core/relied-on.ts';
import { type Risk, riskOf } from '../core/risk.ts';
import { standingOf } from '../core/standing.ts';
import { modelBehind } from '../store/models.ts';
import { neededBy } from '../store/needs.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { refOf } from './change-subject.ts';

export type Asking = {
  readonly db: Db;
  readonly app: Services;
  readonly actor: Actor;
  readonly now: Date;
  /** True in an act: what its decision relies on stays as it is until it commits. */
  readonly locks?: true;
};

/** What does not depend on the verb: read once for all of them. */
export type CommonFacts = Pick<Facts, 'now' | 'model' | 'applications' | 'needed' | 'unsigned'> & {
  readonly owners: readonly string[];
};

/** How far back outcomes count for the history of an application, in milliseconds. */
const historyMs = 730 * 86_400_000;

export async function gatherCommon({ app, db, now, locks }: Asking, change: Change): Promise<CommonFacts> {
  const ids = change.applications.map(({ applicationId }) => applicationId);
  const known = ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids });
  const outcomes = await outcomesOf(db, ids, new Date(now.getTime() - historyMs), change.id);
  return {
    now,
    model: await modelBehind(db, change, locks === true ? 'for share' : 'none'),
    applications: change.applications.flatMap(({ applicationId, role }) => {
      const application = known.find(({ id }) => id === applicationId);
      if (application === undefined) return [];
      const { id, key, criticality, gxp, sox } = application;
      const past = outcomes.find((one) => one.applicationId === applicationId);
      return [{ id, key, role, criticality, gxp, sox, done: past?.done ?? 0, failed: past?.failed ?? 0 }];
    }),
    needed: await neededBy(db, change.id, locks === true ? 'for share' : 'none'),
    unsigned: await unsignedOf(app, db, change),
    owners: await ledger.valuesHeld(db, refOf(change), '/ownerId'),
  };
}

const relying: readonly ChangeVerb[] = lifecycle.rows.flatMap((row) => (row.rules.includes('still-signed') ? [row.verb] : []));

/** The decisions on which a step from here relies, as far as they are not signed over what the change is now. */
async function unsignedOf(app: Services, db: Db, change: Change): Promise<Facts['unsigned']> {
  const next = relying.filter((verb) => transitionOf(lifecycle, change.state, verb) !== undefined);
  const relied = next.flatMap((verb) => reliedOnBy(change, verb));
  if (relied.length === 0) return new Map();
  const record = toRecord(change);
  const decided = relied.map(({ kind, at, by }) => ({ id: change.id, verb: kind, at, by, record }));
  const standings = await signatures.standingsOfDecisions(app, db, refOf(change).kind, decided);
  return new Map(
    relied.flatMap(({ id }, place): (readonly [string, readonly string[]])[] => {
      const found = standings[place] ?? null;
      return found?.standing === 'valid' ? [] : [[id, (found?.changed ?? []).map(({ field }) => field)]];
    }),
  );
}

/** The risk of a change as things stand. */
export const riskNow = (
  change: Change,
  { applications, needed, now }: Pick<CommonFacts, 'applications' | 'needed' | 'now'>,
): Risk =>
  riskOf({
    applications,
    answers: change.answers,
    waitsFor: needed.filter((one) => standingOf(one, now) !== 'delivered').map(({ key }) => key),
  });

/** All facts of one verb. `missingApprovals` come from their room, with locks in an act and without in a reply. */
export async function factsFor(
  { db, actor, now }: Asking,
  change: Change,
  { owners, ...common }: CommonFacts,
  verb: ChangeVerb,
  more: { readonly missingApprovals: readonly Refusal[]; readonly input?: StepInput },
): Promise<Facts> {
  const apart = keptApart(change, owners, verb);
  const dependence = apart.length === 0 ? [] : await identity.notIndependent(db, actor, apart, now);
  const { band } = riskNow(change, common);
  return { ...common, band, missingApprovals: more.missingApprovals, dependence, input: more.input ?? bareInput };
}
