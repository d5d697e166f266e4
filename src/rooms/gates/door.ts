import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Subject } from '../../foundation/record.ts';
import type { Outcome, Refusal } from '../../foundation/refusal.ts';
import type { Involvement } from '../../foundation/services.ts';
import type { Work } from '../../foundation/transact.ts';
import type { GateState, GateStripItem, operators } from './contract.ts';
import { recordersOf } from './store/recorders.ts';

export type CriterionDraft = {
  readonly key: string;
  readonly text: string;
  readonly type: 'checklist' | 'measure';
  /** A measure has operator and threshold, a checklist item has neither. */
  readonly operator: (typeof operators)[number] | null;
  readonly threshold: number | null;
  readonly unit: string | null;
  readonly source: string | null;
  /** An older result is stale, which is not green. */
  readonly freshnessHours: number | null;
  /** Role that records its result; null: whoever may record results in the subject's unit. */
  readonly responsible: string | null;
  /** What must be shown; a green result then carries a note or a link. */
  readonly evidence: string | null;
};

export type GateDraft = {
  readonly key: string;
  readonly name: string;
  /** The verb of the subject that the gate stands before. */
  readonly guards: string;
  readonly dueAt: Date | null;
  readonly deciders: readonly string[];
  readonly criteria: readonly CriterionDraft[];
};

export type SubjectRef = { readonly kind: string; readonly id: string };
export type ReopenedGate = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly guards: string;
  readonly why: string;
};
export type Placed = {
  readonly changed: boolean;
  readonly gates: readonly { readonly id: string; readonly key: string }[];
  /** Gates that had passed and are open again because of this change. The caller owns the subject and draws the consequence itself: the hook is not called. */
  readonly reopened: readonly ReopenedGate[];
};

export type GateOnStrip = Omit<GateStripItem, 'dueAt'> & { readonly dueAt: Date | null };

export type Standing = {
  /** Worst of the gates: failed, reopened or overdue is red; a condition is amber; what nobody has decided yet is unknown; none has no gate at all. */
  readonly worst: 'red' | 'amber' | 'unknown' | 'green' | 'none';
  readonly counts: Readonly<Record<GateState, number>>;
  readonly overdue: number;
  /** Gates that nobody has decided yet. */
  readonly unknown: number;
  /** One sentence that explains `worst`. */
  readonly says: string;
};

/**
 * Makes the gates of a subject match the drafts: new ones are made, changed ones changed, missing ones withdrawn. The caller has locked the subject and
 * seen to the right. Decisions stay where nothing that they relied on changed; a changed criterion, decider or guarded verb re-opens a decided gate.
 */
export declare function placeGatesIn(work: Work, subject: Subject, gates: readonly GateDraft[]): Promise<Outcome<Placed>>;

/** Moves the due times of all undecided gates of a subject; the caller has locked the subject. */
export declare function moveGateDuesIn(work: Work, subject: Subject, byMs: number): Promise<Outcome<null>>;

/**
 * Puts gates to rest when the verb that they guard is done (or the subject is closed), and wakes them when it comes back. A gate at rest no longer expires:
 * it keeps the standing it had then, waits for nobody and is not looked at by the job.
 */
export declare function restGatesIn(
  work: Work,
  subject: Subject,
  guards: readonly string[] | 'all',
  resting: boolean,
): Promise<void>;

/** Why the verb may not be done now: one refusal for each gate before it that has not passed or whose pass does not hold at this moment. Locks the gates until the act commits. */
export declare function guardOf(work: Work, subject: SubjectRef, verb: string): Promise<readonly Refusal[]>;

/** The same answers without locks, for `can` in replies: refusals by guarded verb; verbs without a closed gate are missing. */
export declare function guardsOf(db: Db | Tx, subject: SubjectRef, now: Date): Promise<ReadonlyMap<string, readonly Refusal[]>>;

/** The strips of many subjects of one kind, by subject id, in order; a subject without gates is missing. */
export declare function gatesOf(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
  now: Date,
): Promise<ReadonlyMap<string, readonly GateOnStrip[]>>;

/** For the health of subjects, by subject id; a subject without gates is missing. */
export declare function standingsOf(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
  now: Date,
): Promise<ReadonlyMap<string, Standing>>;

/** The gates of subjects as drafts, for export, by subject id. */
export declare function gateDraftsOf(
  db: Db | Tx,
  subjects: readonly SubjectRef[],
): Promise<ReadonlyMap<string, readonly GateDraft[]>>;

/** Who decided gates of the subject: `as` says which. */
export declare function decidersIn(db: Db | Tx, subject: SubjectRef): Promise<readonly Involvement[]>;

/** Who recorded results on gates of the subject: who tested does not accept. */
export const recordersIn = (db: Db | Tx, subject: SubjectRef): Promise<readonly Involvement[]> => recordersOf(db, subject);
