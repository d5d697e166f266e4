import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Subject } from '../../foundation/record.ts';
import type { Outcome, Refusal } from '../../foundation/refusal.ts';
import type { Involvement, Services } from '../../foundation/services.ts';
import type { Work } from '../../foundation/transact.ts';
import { type DemandSeen, demandsFor as forFacets, demandsOn as seeDemands } from './acts/demands.ts';
import * as guard from './acts/guard.ts';
import * as dues from './acts/move-gate-dues.ts';
import * as place from './acts/place-gates.ts';
import { reopenGatesIn as reopenIn } from './acts/reopen-gates.ts';
import * as rest from './acts/rest-gates.ts';
import type { GateStripItem } from './contract.ts';
import { draftOfGate } from './core/draft-of-gate.ts';
import type { GateDraft } from './core/drafts.ts';
import { type Standing, standingOf } from './core/health.ts';
import { draftOf } from './core/matrix.ts';
import { gatesForRecord as forRecord, type GateForRecord } from './http/gates-for-record.ts';
import { decidersOf, recordersOf } from './store/read-facts.ts';
import { gatesOfSubject, gatesOfSubjects } from './store/read-gates.ts';
import { type DueRow, duesOf, stripsOf } from './store/strips.ts';

export { moreOf } from './core/asked-more.ts';
export type { CriterionDraft, FromTemplate, GateDraft } from './core/drafts.ts';
export type { Standing } from './core/health.ts';
export type { Demand } from './core/matrix.ts';
export { recordingRoles } from './core/roles.ts';
export type { DemandSeen, GateForRecord };
export type SubjectRef = { readonly kind: string; readonly id: string };
export type GateOnStrip = Omit<GateStripItem, 'dueAt'> & { readonly dueAt: Date | null };
export type Placed = place.Placed;

/**
 * Makes the gates of a subject match the drafts (call it again when units or key of the subject change: lists are scoped by them): new ones are made, changed ones changed, missing ones withdrawn. The caller has locked the subject and
 * seen to the right. Decisions stay where nothing that they relied on changed; a changed criterion, decider or guarded verb re-opens a decided gate. Gates
 * that had passed are named in `reopened`: the caller is in the middle of its own act on the subject and draws the consequence, the hook is not called.
 */
export const placeGatesIn = (work: Work, subject: Subject, gates: readonly GateDraft[]): Promise<Outcome<Placed>> =>
  place.placeGatesIn(work, subject, gates);

/** Moves the due times of all gates of a subject that have not passed; the caller has locked the subject. */
export const moveGateDuesIn = (work: Work, subject: Subject, shift: (due: Date) => Date): Promise<Outcome<null>> =>
  dues.moveGateDuesIn(work, subject, shift);

/**
 * Puts gates to rest when the verb that they guard is done (or the subject is over), and wakes them when it comes back. A gate at rest no longer expires,
 * waits for nobody and keeps the standing that it had then; a conditional pass rests only with `all`.
 */
export const restGatesIn = (work: Work, subject: Subject, guards: readonly string[] | 'all', resting: boolean): Promise<void> =>
  rest.restGatesIn(work, subject, guards, resting);

/** Re-opens the gates of a subject that had passed and are not at rest, since what they were decided for is another now. The caller has locked the subject and draws its own consequences. */
export const reopenGatesIn = (work: Work, subject: Subject, why: string): Promise<void> => reopenIn(work, subject, why);

/** Why the verb may not be done now: one refusal for each gate before it whose pass does not hold at this moment. Locks those gates until the act commits. */
export const guardOf = (work: Work, subject: SubjectRef, verb: string): Promise<readonly Refusal[]> =>
  guard.guardOf(work, subject, verb);

/** The same answers without locks, for `can` in replies: refusals by guarded verb; verbs without a closed gate are missing. */
export const guardsOf = (app: Services, subject: SubjectRef, now: Date): Promise<ReadonlyMap<string, readonly Refusal[]>> =>
  guard.guardsOf(app, subject, now);

export type Barred = guard.Barred;

/** The same beside what the matrix demands, of one reading of the gates; without locks. */
export const barredBy = (app: Services, db: Db | Tx, subject: SubjectRef, now: Date): Promise<Barred> =>
  guard.barredBy(app, db, subject, now);

export type GatesSeen = { readonly strip: readonly GateOnStrip[]; readonly standing: Standing };

/**
 * The gates of many subjects, by subject id: the strip in order, with states as they are at the moment, and what they say to the health. A subject without gates
 * is missing.
 */
export async function gatesSeen(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
  now: Date,
): Promise<ReadonlyMap<string, GatesSeen>> {
  const bySubject = Map.groupBy(await stripsOf(db, subjects, now), (row) => row.subjectId);
  return new Map(
    [...bySubject].map(([subjectId, rows]) => [
      subjectId,
      {
        strip: rows.map(({ id, key, name, guards, state, dueAt, met, total }) => ({
          id,
          key,
          name,
          guards,
          state,
          dueAt,
          met,
          total,
        })),
        standing: standingOf(rows, now),
      },
    ]),
  );
}

/** The strips alone. */
export async function gatesOf(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
  now: Date,
): Promise<ReadonlyMap<string, readonly GateOnStrip[]>> {
  return new Map([...(await gatesSeen(db, subjects, now))].map(([id, { strip }]) => [id, strip]));
}

export type GateDue = Omit<DueRow, 'subjectId'>;

/** The gates of many subjects of a kind that have a date, by subject id: name, state and date only. */
export async function gateDuesOf(
  db: Db | Tx,
  kind: string,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly GateDue[]>> {
  return Map.groupBy(await duesOf(db, kind, ids, now), (row) => row.subjectId);
}

/** What they say to the health alone. */
export async function standingsOf(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
  now: Date,
): Promise<ReadonlyMap<string, Standing>> {
  return new Map([...(await gatesSeen(db, subjects, now))].map(([id, { standing }]) => [id, standing]));
}

/** The gates of subjects as drafts, for export, by subject id. */
export async function gateDraftsOf(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
): Promise<ReadonlyMap<string, readonly GateDraft[]>> {
  const bySubject = Map.groupBy(await gatesOfSubjects(db, subjects), (gate) => gate.subjectId);
  return new Map([...bySubject].map(([subjectId, gates]) => [subjectId, gates.map(draftOfGate)]));
}

/** Who decided gates of the subject: `as` says which. */
export async function decidersIn(db: Db | Tx, subject: SubjectRef): Promise<readonly Involvement[]> {
  const rows = await decidersOf(db, subject);
  return rows.map(({ personId, gate }) => ({ personId, as: `decided gate “${gate}”` }));
}

/** Who recorded results of the subject's gates: whoever tested it does not decide on it. */
export async function recordersIn(db: Db | Tx, subject: SubjectRef): Promise<readonly Involvement[]> {
  const ids = await recordersOf(db, subject);
  return ids.map((personId) => ({ personId, as: 'tester' }));
}

/**
 * All gates of a subject as they stood at a moment, withdrawn ones too, each whole: every result, waiver, decision and kept evaluation, oldest first, as plain JSON.
 * The caller has seen to the right. At most `most` + 1 evaluations of a gate.
 */
export const gatesForRecord = (app: Services, subject: SubjectRef, at: Date, most: number): Promise<readonly GateForRecord[]> =>
  forRecord(app, subject, at, most);

/** Ids of all gates that a subject has or had. */
export const gateIdsOf = async (db: Db | Tx, subject: SubjectRef): Promise<readonly string[]> =>
  (await gatesOfSubject(db, subject, 'none', { withdrawn: true })).map(({ id }) => id);

/**
 * What the matrix demands of a record as it is, which of these gates answers each, and the gate as it would be placed. Facets are those that the record's room
 * tells. Left out, its gates are read where a rule is in force at all.
 */
export const demandsOn = (
  app: Services,
  db: Db | Tx,
  subject: SubjectRef,
  gates?: readonly GateDraft[],
): Promise<readonly DemandSeen[]> => seeDemands(app, db, subject, gates);

/** What the matrix would demand of a record with these facets that is not there yet, each with the gate as it would be placed. */
export const demandsFor = async (
  db: Db | Tx,
  kind: string,
  facets: ReadonlySet<string>,
): Promise<readonly Pick<DemandSeen, 'demand' | 'draft'>[]> =>
  (await forFacets(db, kind, facets)).map((demand) => ({ demand, draft: draftOf(demand, new Set()) }));
