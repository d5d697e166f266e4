import type { RawBuilder } from 'kysely';
import type { Logger } from 'pino';
import type { Actor, Authority, Reach } from './actor.ts';
import type { AlarmKind } from './alarm.ts';
import type { Json } from './canonical-json.ts';
import type { Clock } from './clock.ts';
import type { AnyOperation } from './contract.ts';
import type { Database, Db, Tx } from './database/database.ts';
import type { DossierPart } from './dossier-part.ts';
import type { Fact } from './fact.ts';
import type { Narrowed, ViewAsked } from './limited-view.ts';
import type { LiveNews } from './live.ts';
import type { FacetDimension, Involvement, RecordPart, SubjectLabel, WouldHave } from './parts-in-records.ts';
import type { ProfileValue } from './profile.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { FieldChange, RecordFields, Said, Subject } from './record.ts';
import type { RecordType } from './record-type.ts';
import type { Outcome, Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Coverage } from './signing.ts';
import type { Machine } from './state-machine.ts';
import type { Vault } from './vault.ts';
import type { View } from './view.ts';

export type { FacetDimension, Involvement, RecordPart, SubjectLabel };

/** What foundation needs of rooms, in its own words; wired in `src/entrances/` alone. */
export type Ports = {
  readonly authority: Authority;
  /** Writes the entries of an act into the ledger, in the act's transaction. */
  readonly record: (
    tx: Tx,
    entries: readonly Said[],
    by: { readonly actor: Actor; readonly now: Date; readonly requestId: string; readonly reasonCode: ReasonCode | null },
    /** What foundation itself writes at the end of the act, as common table expressions of the same statement. */
    alongside: readonly RawBuilder<unknown>[],
  ) => Promise<void>;
  /** Told of what an act said, at its end and in its transaction: raises and ends alarms, and says so through `work`. */
  readonly alarmed: (work: Work, said: readonly Said[]) => Promise<void>;
  /** Why an act may not end as it would: a regulated field changes, and nobody said why. Asked in the act's transaction, when all is said. */
  readonly unreasoned: (
    tx: Tx,
    said: readonly Said[],
    by: { readonly app: Services; readonly actor: Actor; readonly reasonCode: ReasonCode | null },
  ) => Promise<readonly Refusal[]>;
  /** Told of a record that is locked and about to be written; what it rejects with ended the transaction. */
  readonly foresee: (tx: Tx, subject: { readonly kind: string; readonly id: string }) => Promise<unknown>;
  /** Field changes of a record after a version, for the answer to a stale edit. */
  readonly changesSince: (
    tx: Tx,
    subject: { readonly kind: string; readonly id: string },
    version: number,
  ) => Promise<readonly FieldChange[]>;
  /** Who sends this request: session cookie or bearer token; a stranger without either. */
  readonly authenticate: (
    credentials: Credentials,
  ) => Promise<{ readonly actor: Actor; readonly setCookie?: string } | { readonly refusal: Refusal }>;
  /**
   * Empty when the password, re-entered at the moment of an act, is the actor's own (and the account not locked). Asked outside of the act's
   * transaction.
   */
  readonly confirmPassword: (call: Call, password: string) => Promise<readonly Refusal[]>;
  /** Whether the actor of a long-lived connection is still there, with the rights they hold now. Does not count as use of the session. */
  readonly stillThere: (actor: Actor) => Promise<Actor | null>;
  /**
   * Told of each reading operation that was let in, before the first byte of its answer leaves: whose reading is to be kept is written down here. What it rejects with
   * keeps the answer back.
   */
  readonly viewed: (call: Call, view: View) => Promise<void>;
  /** Who asks, for one operation: somebody whose role is limited to named records holds it only where one of these is asked for. */
  readonly narrow: (app: Services, actor: Actor, asked: ViewAsked) => Promise<Outcome<Narrowed>>;
  /**
   * Somebody who is signed in asked to delete what no operation deletes: the path below the prefix of the API. What it answers is why not; null where the address names no
   * record of theirs to see.
   */
  readonly deletionAsked: (call: Call, path: string) => Promise<readonly Refusal[] | null>;
  /** Told after an act was refused and rolled back: what must outlive the refusal is written here. */
  readonly refused: (call: Call, refusals: readonly Refusal[]) => Promise<void>;
};

export type Credentials = {
  readonly cookie: string | null;
  readonly bearer: string | null;
  readonly address: string;
  /** A request that no person caused (a page refreshing itself): it neither keeps a session from idling out nor rotates its token. */
  readonly background?: boolean;
};

/** Offered by a room for a kind of record whose steps can wait for the approval of others. */
export type Approvable = {
  /** The steps, by the verb that takes them; each has its row in the published table of signatures. */
  readonly steps: readonly { readonly verb: string; readonly says: string }[];
  readonly parts: readonly RecordPart[];
  readonly dimensions: readonly FacetDimension[];
  /** Further dimensions, of the records of other rooms on which it stands. */
  readonly inherits?: (app: Services) => readonly FacetDimension[];
  /** What each record is, as `dimension:value`; `unit:` of its unit and every one above it. What is unknown counts as every graver value. */
  readonly facets: (db: Db, ids: readonly string[], app: Services) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** Who has which part in each record; whoever had one once has it for good. */
  readonly participants: (db: Db, ids: readonly string[], app: Services) => Promise<ReadonlyMap<string, readonly Involvement[]>>;
  /** Why somebody may not come to have these parts, beside what approvals say: a decision of theirs that stands keeps them from it. */
  readonly excluded?: (db: Db, id: string, who: WouldHave) => Promise<readonly Refusal[]>;
  /** When the step was last taken; null where it never was. */
  readonly takenAt: (db: Db, id: string, verb: string) => Promise<Date | null>;
  /** Since when the record stands as it does. */
  readonly since: (db: Db, id: string) => Promise<Date | null>;
  /** A SELECT of `subject_id`, `unit_id` and `step`: the step that each open record comes to next. */
  readonly standsBefore: (app: Services) => RawBuilder<unknown>;
  /** A SELECT of `subject_id` and `unit_id`: where each record of the kind stands now. What was said to it is listed there, wherever it was said. */
  readonly unitsNow: RawBuilder<unknown>;
  /** Locks the record and tells why nothing can be approved on it now; empty when it can. */
  readonly lock: (work: Work, id: string) => Promise<readonly Refusal[]>;
  /** Facets by which a record is relevant for regulation: of those no notice is given by whose date silence is noted. A kind without this is always relevant. */
  readonly regulated?: readonly string[];
  /** Where records of the kind can be emergencies, which pass a step on what somebody said by word of mouth. */
  readonly emergency?: {
    /** The facet of an emergency, such as `kind:emergency`. */
    readonly facet: string;
    /** The dimension in which others wait for it while it owes approvals, such as `application`. */
    readonly shares: string;
    /** The steps of others that wait then. */
    readonly holdsBack: readonly string[];
    /** The step after which nobody can approve anything any more: it waits until nothing is owed. */
    readonly closes: string;
  };
};

/** What a room adds to the dossiers of a kind of record. */
export type RecordDossier = {
  /** Finds withdrawn ones too, where `find` does not. */
  readonly find?: (db: Db, idOrKey: string) => Promise<string | null>;
  /** Parts of it that are signed as records of their own: their signatures belong to it. */
  readonly signedParts?: (db: Db, id: string) => Promise<readonly { readonly kind: string; readonly id: string }[]>;
  /** As it stood at a moment; null where it did not exist yet. The reader has been seen to. `evaluations`: how many it holds, told up to one more than `most`. */
  readonly parts: (
    app: Services,
    of: {
      readonly id: string;
      readonly at: Date;
      readonly most: number;
      readonly mayRead: (right: string, unitId: string) => boolean;
    },
  ) => Promise<{ readonly parts: readonly DossierPart[]; readonly evaluations: number }>;
};

/** Offered by a room for each kind of record it owns, so that lower rooms can speak of it without knowing it. */
export type SubjectKind = {
  readonly kind: string;
  readonly readRight: string;
  /** Where more people may hear that something happened to it than may read its history. */
  readonly newsRight?: string;
  /** Finds the id behind an id or human key; null when there is none. */
  readonly find: (db: Db, idOrKey: string) => Promise<string | null>;
  /** Its own page takes `?asOf=` and shows it as it was then. */
  readonly showsPast?: true;
  readonly label: (db: Db, ids: readonly string[]) => Promise<readonly SubjectLabel[]>;
  /** It has a dossier: the record that its entries lead to, its signatures, its trail and the proofs can be printed, with what the room adds. */
  readonly dossier?: true | RecordDossier;
  /** Units whose readers may see it; asked for ids that exist. */
  readonly unitIds?: (db: Db, id: string) => Promise<readonly string[]>;
  /** Fields by which a regulation goes, as JSON pointers: once they hold a value, each change of it says why (`audit.reasonPolicy`). */
  readonly regulated?: readonly string[];
  /** The record of which it is a part. */
  readonly partOf?: (db: Db, id: string) => Promise<{ readonly kind: string; readonly id: string } | null>;
  /** Who requested, owns, built or tested it. */
  readonly involved?: (db: Db, id: string) => Promise<readonly Involvement[]>;
  /** Who answers for it, or did at any time: they decide on no exception that it needs. */
  readonly owners?: (db: Db, id: string) => Promise<readonly string[]>;
  /** What is alive in exactly this unit, asked before the unit is withdrawn: how many, and the keys of the first `most`. */
  readonly standsIn?: (
    db: Db | Tx,
    where: { readonly unitId: string; readonly now: Date; readonly most: number },
  ) => Promise<{ readonly total: number; readonly first: readonly string[] }>;
  /** A unit moved within the organisation, with all below it: records that depend on where they stand draw the consequence in the same transaction. */
  readonly unitMoved?: (work: Work, unitId: string) => Promise<void>;
  /**
   * A SELECT of `subject_id` and `guards` (text[]): the steps whose gates are to be decided now. A record without a row waits for nobody's gate; a kind without
   * this always waits.
   */
  readonly steps?: RawBuilder<unknown>;
  /** The record is about a person whose name and texts can be erased by law after a retention. */
  readonly personal?: {
    /** The change by which the person left: retention counts from the entry that made it, while it holds. */
    readonly left: { readonly field: string; readonly value: Json };
    /** Takes name and address out of the room's own tables; the ledger erases what lies beside its entries. */
    readonly forget: (work: Work, id: string) => Promise<void>;
  };
  /** Its steps can wait for approvals. */
  readonly approvable?: Approvable;
  /** The steps that gates can stand before, as gates name them. */
  readonly guarded?: readonly { readonly verb: string; readonly says: string }[];
  /** Locks the record and tells why gates on it cannot change now (closed, cancelled …); empty when they can. */
  readonly lockForGates?: (work: Work, id: string) => Promise<readonly Refusal[]>;
  /** A gate that had passed is open again: the owner of the subject draws the consequence in the same transaction. */
  readonly gateReopened?: (
    work: Work,
    id: string,
    gate: { readonly id: string; readonly name: string; readonly guards: string; readonly why: string },
  ) => Promise<void>;
};

/** The running house: everything an act may reach, nothing global. */
export type Services = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: LiveNews;
  readonly ports: Ports;
  readonly subjects: ReadonlyMap<string, SubjectKind>;
  /** By kind: the rows of the register of record types as the build brings them. */
  readonly recordTypes: ReadonlyMap<string, RecordType>;
  /** By kind of record: what signatures on it cover, from all cards. */
  readonly signables: ReadonlyMap<string, Signable>;
  /** What can keep somebody from signing, from all cards. */
  readonly signingBars: readonly SigningBar[];
  /** By name: what the house can measure on records, from all cards. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** By kind: what is alarming, from all cards. */
  readonly alarms: ReadonlyMap<string, AlarmKind>;
  /** What a whole verification asks beyond the ledger, from all cards. */
  readonly checks: readonly Check[];
  /** By act: what stands behind its entries in an exported ledger, from all cards. */
  readonly exhibits: ReadonlyMap<string, Exhibit>;
  /** What takes away the rows of records, from all cards. */
  readonly disposers: readonly Disposer[];
  /** By key, in the order of the cards: the values of the compliance profile, each with the room that goes by it. */
  readonly profileValues: ReadonlyMap<string, { readonly room: string; readonly value: ProfileValue }>;
  /** Names of all rights on all cards. */
  readonly rights: ReadonlySet<string>;
  /** What can be asked of the house, and how records go from state to state, from all cards. */
  readonly operations: readonly AnyOperation[];
  readonly machines: readonly Machine[];
  /** The sentence of each ledger act, from all cards. */
  readonly acts: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** Seals what the database must not tell. */
  readonly vault: Vault;
};

/** Who asks for what: the first parameter of every act. */
export type Call = {
  readonly app: Services;
  readonly actor: Actor;
  readonly requestId: string;
  /** Version that the caller saw (If-Match), where the operation demands one. */
  readonly ifVersion: number | null;
  readonly idempotency: { readonly key: string; readonly bodyHash: string } | null;
  /** The signing ceremony that the request carries: an attempt that is refused stands in the trail. */
  readonly ceremony?: string;
  /** Why, as one of the words of the list (header `Reason-Code`): stands in every entry of the act. */
  readonly reasonCode?: ReasonCode;
};

/** The open unit of work: what doors of lower rooms take when they write. */
export type Work = {
  readonly tx: Tx;
  readonly now: Date;
  readonly actor: Actor;
  readonly app: Services;
  readonly requestId: string;
  /** Every reason why the actor may not use the right in this unit. `null`: the right in at least one unit. */
  readonly mayNot: (right: string, unitId: string | null) => readonly Refusal[];
  readonly reach: (right: string) => Reach;
  /** Speaks to the ledger: one entry for one record. Without changes nothing is said (a repeat of a done act). */
  readonly say: (entry: {
    readonly act: string;
    readonly subject: Subject;
    readonly version: number;
    readonly before: RecordFields | null;
    readonly after: RecordFields | null;
    readonly reason?: string | null;
    readonly erasable?: readonly string[];
    readonly by?: Actor;
  }) => void;
  /** Next number of a human key, e.g. `REL-1042`. */
  readonly nextKey: (prefix: string, first?: number) => Promise<string>;
  /** Refuses when the caller saw another version than the record has now; names the fields that differ. */
  readonly stale: (subject: Subject, version: number) => Promise<readonly Refusal[]>;
  /**
   * Asks something outside of the act's transaction, in one of its own: what comes of it (a wrong password counted, a code used up) stands whatever becomes of
   * the act. The act is begun anew with the answer, so it asks the same again, and locks again what the answer depends on.
   */
  readonly askOutside: (question: string, ask: (call: Call) => Promise<Outcome<Json>>) => Promise<Outcome<Json>>;
  /** The actor's own password, re-entered for this act. */
  readonly confirmPassword: (password: string | undefined) => Promise<readonly Refusal[]>;
};

/** Offered by a room for each kind of record whose acts are signed. */
export type Signable = {
  readonly kind: string;
  readonly coverage: readonly Coverage[];
  /**
   * The act itself, told to rehearse: every rule is asked, everything is written, and where it would be signed it hands over what would be. The
   * transaction is rolled back. `input` is the body of the act without its signature.
   */
  readonly rehearse: (work: Work, idOrKey: string, verb: string, input: unknown) => Promise<Outcome<unknown>>;
  /** The record as it is now, as the ledger keeps it; null when there is none. */
  readonly recordNow: (db: Db, id: string, app: Services) => Promise<RecordFields | null>;
  /** `recordNow` is field by field what the entries of the record lead to: the daily verification holds one against the other. */
  readonly asLedger?: true;
  /** Fields that rooms above tell of the record (imported history): their own tables hold them, `recordNow` does not. */
  readonly toldByOthers?: readonly string[];
};

/**
 * Offered by a room for an act whose entries name something by its hash alone: what an exported ledger carries behind each of them, so that the file proves that
 * too, without a database.
 */
export type Exhibit = {
  readonly act: string;
  /** By id of the entry's subject. What is missing in the answer is gone, and the file says so. */
  readonly of: (db: Db, subjectIds: readonly string[]) => Promise<ReadonlyMap<string, Json>>;
};

/**
 * Takes away what a room keeps of a record that is disposed of, by a function of the database that does so for a signed disposal alone. Of a kind without its own room's
 * disposer nothing is disposed of; several rooms can have rows of one record.
 */
export type Disposer = { readonly kind: string; readonly remove: (tx: Tx, id: string) => Promise<void> };

/** Why somebody may sign nothing where a record stands, whatever their rights: asked before any component is, and again in the act that signs. */
export type SigningBar = (work: Work, subject: Subject) => Promise<readonly Refusal[]>;

/** What a whole verification of the ledger asks a room: whether its own tables still are what the entries tell. @returns the first difference, in words. */
export type Check = (app: Services) => Promise<string | null>;
