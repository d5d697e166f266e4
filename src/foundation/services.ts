import type { Logger } from 'pino';
import type { Actor, Authority } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Database, Tx } from './database/database.ts';
import type { LiveNews } from './live.ts';
import type { FieldChange, Said, Subject } from './record.ts';
import type { Refusal } from './refusal.ts';

/** What foundation needs of rooms, in its own words; wired in `src/entrances/` alone. */
export type Ports = {
  readonly authority: Authority;
  /** Writes the entries of an act into the ledger, in the act's transaction. */
  readonly record: (tx: Tx, entries: readonly Said[], by: { readonly actor: Actor; readonly now: Date; readonly requestId: string }) => Promise<void>;
  /** Field changes of a record after a version, for the answer to a stale edit. */
  readonly changesSince: (tx: Tx, subject: { readonly kind: string; readonly id: string }, version: number) => Promise<readonly FieldChange[]>;
  /** Who sends this request: session cookie or bearer token; a stranger without either. */
  readonly authenticate: (credentials: Credentials) => Promise<{ readonly actor: Actor; readonly setCookie?: string } | { readonly refusal: Refusal }>;
  /** True when the password, re-entered at the moment of an act, is the actor's own (and the account not locked). */
  readonly confirmPassword: (tx: Tx, actor: Actor, password: string) => Promise<readonly Refusal[]>;
};

export type Credentials = { readonly cookie: string | null; readonly bearer: string | null; readonly address: string };

/** How a record of another room is named without leaking: label and link only for who may see it. */
export type SubjectLabel = { readonly id: string; readonly key: string | null; readonly label: string; readonly link: string; readonly unitId: string | null };

/** Offered by a room for each kind of record it owns. */
export type SubjectKind = {
  readonly kind: string;
  readonly readRight: string;
  readonly label: (tx: Tx, ids: readonly string[]) => Promise<readonly SubjectLabel[]>;
};

export type Settings = {
  readonly build: string;
  /** Replies are checked against their contract (tests); a reply that was never declared is a fault. */
  readonly checkReplies: boolean;
  /** True behind HTTPS: cookies carry Secure, HSTS is sent. */
  readonly secure: boolean;
  /** Public address, for links. */
  readonly publicUrl: string;
};

/** The running house: everything an act may reach, nothing global. */
export type Services = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: LiveNews;
  readonly ports: Ports;
  readonly subjects: ReadonlyMap<string, SubjectKind>;
  /** Names of all rights on all cards. */
  readonly rights: ReadonlySet<string>;
  readonly settings: Settings;
};

export type { Subject };
