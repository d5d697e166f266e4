import type { Json } from './canonical-json.ts';
import type { Db, Tx } from './database/database.ts';

/** What the house found when it looked. Null: it cannot tell, which is never good enough. */
export type FactValue = number | boolean | string | null;

export type Measured = {
  readonly value: FactValue;
  /** When time alone will give another value; null where time alone never does. */
  readonly until: Date | null;
  /** The value in one sentence of the trade. */
  readonly says: string;
  /** What it was computed from, small and plain: kept with whatever relies on it. */
  readonly inputs: { readonly [name: string]: Json };
};

/**
 * A value that the house itself measures on a record, offered on the card of the room that owns the numbers: nobody types it, so nobody can embellish it.
 * It is read in the transaction of the act that relies on it, so `read` asks the database alone and gives the same answer for the same rows and moment.
 */
export type Fact = {
  /** Room and name, such as `releases.blocking-collisions`. */
  readonly name: string;
  /** What it tells, as a reader of a gate sees it. */
  readonly says: string;
  /** Kinds of records on which it can be measured. */
  readonly kinds: readonly string[] | 'every';
  readonly type: 'number' | 'boolean' | 'text';
  /** Of a number, such as `days`; null where it counts. */
  readonly unit: string | null;
  readonly read: (db: Db | Tx, subjectId: string, now: Date) => Promise<Measured>;
};

export const isMeasuredOn = (fact: Pick<Fact, 'kinds'>, kind: string): boolean =>
  fact.kinds === 'every' || fact.kinds.includes(kind);
