import { sql } from 'kysely';
import type { Json } from './canonical-json.ts';
import type { Db, Tx } from './database/database.ts';
import type { Refusal } from './refusal.ts';

/** What a change of a value would do to people, asked before it is made. */
export type Consequences = {
  /** People, by name, who could do something until now and no longer. */
  readonly shutOut: readonly string[];
  /** What they could do, as the end of a sentence: “could no longer …”. */
  readonly from: string;
  /** Why the change cannot be made at all: it would leave nobody who could undo it. */
  readonly refusals: readonly Refusal[];
};

type Common = {
  /** Such as `session.idleMinutes`: the name by which every room, the API and the trail know it. */
  readonly key: string;
  /** What it decides, in words without an end. */
  readonly says: string;
  /** Where sources ask for it, or differ about it. */
  readonly source: string;
  /** Rules between this value and others, for the profile as it would be. */
  readonly faults?: (profile: Profile) => readonly Refusal[];
  readonly consequences?: (db: Db | Tx, to: number | string, now: Date) => Promise<Consequences>;
};

/** A number within bounds that nobody leaves: no protection can be switched off. */
export type Amount = Common & {
  readonly type: 'amount';
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly stricter: 'higher' | 'lower';
  readonly strict: number;
};

/** One of a few words, the loosest first; or, where it is `unranked`, each protecting in its own way: any change between them waits for a second person. */
export type Choice<C extends string = string> = Common & {
  readonly type: 'choice';
  readonly choices: readonly { readonly value: C; readonly says: string }[];
  readonly strict: C;
  readonly unranked?: true;
};

/** A value on which regulations and standards differ. A room offers its own on its card; an installation moves them. */
export type ProfileValue = Amount | Choice;

export const amount = (value: Omit<Amount, 'type'>): Amount => ({ type: 'amount', ...value });
export const choice = <const C extends string>(value: Omit<Choice<C>, 'type'>): Choice<C> => ({ type: 'choice', ...value });

/** The compliance profile in force. A value that is not held is the strict one. */
export type Profile = {
  /** 0: strict in everything, never changed. */
  readonly version: number;
  readonly held: Readonly<Record<string, Json>>;
};

export const strictProfile: Profile = { version: 0, held: {} };

export function heldOf(profile: Profile, value: Amount): number;
export function heldOf<C extends string>(profile: Profile, value: Choice<C>): C;
export function heldOf(profile: Profile, value: ProfileValue): number | string;
export function heldOf(profile: Profile, value: ProfileValue): number | string {
  const held = profile.held[value.key];
  // What a later build no longer allows counts as never chosen: an old row cannot be looser than the bounds.
  return isAllowed(value, held) ? held : value.strict;
}

export function isAllowed(value: ProfileValue, given: unknown): given is number | string {
  if (value.type === 'choice') return value.choices.some((one) => one.value === given);
  return typeof given === 'number' && Number.isInteger(given) && given >= value.least && given <= value.most;
}

/** How strict something is, as a number: higher protects more. */
function strictnessOf(value: ProfileValue, given: number | string): number {
  if (value.type === 'choice') return value.choices.findIndex((one) => one.value === given);
  return value.stricter === 'higher' ? Number(given) : -Number(given);
}

/** `other`: between ways of which none is stricter than another. */
export type Direction = 'same' | 'stricter' | 'looser' | 'other';

export function directionOf(value: ProfileValue, from: number | string, to: number | string): Direction {
  if (value.type === 'choice' && value.unranked === true) return from === to ? 'same' : 'other';
  const step = strictnessOf(value, to) - strictnessOf(value, from);
  return step === 0 ? 'same' : step > 0 ? 'stricter' : 'looser';
}

const setting = 'profile';

/**
 * The profile as it is at this moment. Acts read it so, in their own transaction and never out of a copy: a limit that was tightened counts from the moment it
 * was committed.
 */
export async function readProfile(db: Db | Tx): Promise<Profile> {
  const { rows } = await sql<{
    version: number;
    value: Record<string, Json>;
  }>`select version, value from foundation.setting where name = ${setting}`.execute(db);
  const [row] = rows;
  return row === undefined ? strictProfile : { version: row.version, held: row.value };
}

/** The version of the profile within another statement: what an entry of the ledger names as the configuration it was written under. */
export const profileVersion = sql<number>`coalesce((select version from foundation.setting where name = 'profile'), 0)`;

/** As `readProfile`, with changes of it kept in one queue: the row may not exist yet. */
export async function profileForUpdate(tx: Tx): Promise<Profile> {
  await sql`select pg_advisory_xact_lock(hashtext(${setting}))`.execute(tx);
  return readProfile(tx);
}

export async function saveProfile(tx: Tx, profile: Profile, now: Date): Promise<void> {
  await sql`
    insert into foundation.setting (name, value, version, changed_at)
    values (${setting}, ${JSON.stringify(profile.held)}::jsonb, ${profile.version}, ${now})
    on conflict (name) do update set value = excluded.value, version = excluded.version, changed_at = excluded.changed_at`.execute(
    tx,
  );
}

export async function valueIn(db: Db | Tx, value: Amount): Promise<number>;
export async function valueIn<C extends string>(db: Db | Tx, value: Choice<C>): Promise<C>;
export async function valueIn(db: Db | Tx, value: ProfileValue): Promise<number | string> {
  return heldOf(await readProfile(db), value);
}

const keepMs = 5_000;
const kept = new WeakMap<Db, { readonly until: number; readonly profile: Profile }>();

/**
 * The profile for what every request asks (how long sessions live): a copy. It is dropped with the news of a change, which comes within some milliseconds, and
 * at the latest after five seconds, so that a process that hears no news goes by a looser limit no longer than that. Nothing that is signed, decided or refused
 * for good goes by it.
 */
export async function keptProfile(db: Db): Promise<Profile> {
  const known = kept.get(db);
  if (known !== undefined && known.until > performance.now()) return known.profile;
  const profile = await readProfile(db);
  kept.set(db, { until: performance.now() + keepMs, profile });
  return profile;
}

export const forgetProfile = (db: Db): boolean => kept.delete(db);

/** There is one profile; the ledger and the news know it by a fixed id. */
export const profileSubject = {
  kind: 'profile',
  id: '01935f00-0000-7000-8000-000000000002',
  key: null,
  unitIds: [],
} as const;
