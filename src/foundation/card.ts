import type { Right } from './actor.ts';
import type { AlarmKind } from './alarm.ts';
import type { MigrationFolder } from './database/migrate.ts';
import type { Fact } from './fact.ts';
import type { Route } from './http/route.ts';
import type { Job } from './jobs.ts';
import type { ProfileValue } from './profile.ts';
import type { RecordType } from './record-type.ts';
import type { Check, Disposer, Exhibit, Signable, SigningBar, SubjectKind } from './services.ts';
import type { Machine } from './state-machine.ts';

/** A room's card: all that it offers to the house. The entrances read cards; rooms never read each other's. */
export type RoomCard = {
  readonly room: string;
  readonly rights: Readonly<Record<string, Right>>;
  /** Names of ledger acts, each with the sentence that a reader of the trail sees. */
  readonly acts: Readonly<Record<string, string>>;
  readonly machines: readonly Machine[];
  readonly routes: readonly Route[];
  readonly jobs: readonly Job[];
  readonly subjects: readonly SubjectKind[];
  /** By kind of record: its row in the register of record types. Kinds without a page of their own, which only the ledger knows, have one too. */
  readonly register?: Readonly<Record<string, RecordType>>;
  /** Kinds of records of which some acts are signed. */
  readonly signables?: readonly Signable[];
  /** What can keep somebody from signing. */
  readonly signingBars?: readonly SigningBar[];
  /** What the room can measure on records, for gates. */
  readonly facts?: readonly Fact[];
  /** What a whole verification of the ledger asks beyond it. */
  readonly checks?: readonly Check[];
  /** What stands behind the ledger's entries of some acts in exported files. */
  readonly exhibits?: readonly Exhibit[];
  /** How the rows of its records go, once a signed disposal names them. */
  readonly disposers?: readonly Disposer[];
  /** Values of the compliance profile by which this room goes. */
  readonly profile?: readonly ProfileValue[];
  /** Which of its acts are alarming, and who must act then. */
  readonly alarms?: readonly AlarmKind[];
  /** Left out by a room that keeps nothing of its own. */
  readonly migrations?: MigrationFolder;
};
