import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Closing } from '../../../foundation/record-type.ts';
import type { Services } from '../../../foundation/services.ts';
import * as ledger from '../../ledger/door.ts';
import type { RegisterRow } from '../core/register-row.ts';
import { endOf, type Ground, holdGround, neverGround, ownGround, type RetentionEnd, yearsAfter } from '../core/retention-end.ts';
import { holdsOf } from '../store/holds.ts';
import { registerNow, yearsOfClasses } from './register.ts';

export type Ref = { readonly kind: string; readonly id: string };

export type Retention = RetentionEnd & {
  readonly row: RegisterRow;
  readonly years: number;
  readonly closedAt: Date | null;
  /** Until when its entries are kept: as long as the record, or longer. */
  readonly trailUntil: Date | null;
};

/** A chain of records that are kept with one another is short: an approval of a gate of a release has three. */
const mostSteps = 5;

type Asking = {
  readonly db: Db | Tx;
  readonly at: Date;
  readonly register: ReadonlyMap<string, RegisterRow | null>;
  readonly years: Readonly<Record<string, number>>;
  readonly keys: (ref: Ref) => Promise<string>;
};

type Fields = { readonly [field: string]: Json };
const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: Json | undefined): Fields => (isFields(value) ? value : {});

/**
 * Until when a record is kept and why, as of a moment, by the classes of today; null where the kind is not in the register or the record did not exist then. Read out of
 * the ledger alone, so that it is the same for every kind.
 */
export async function retentionOf(
  app: Pick<Services, 'subjects' | 'recordTypes'>,
  db: Db | Tx,
  ref: Ref,
  at: Date,
): Promise<Retention | null> {
  const asking: Asking = {
    db,
    at,
    register: await registerNow(app, db),
    years: await yearsOfClasses(db),
    keys: async ({ kind, id }) => (await app.subjects.get(kind)?.label(db, [id]))?.[0]?.key ?? `${kind} ${id.slice(0, 8)}`,
  };
  return asked(asking, ref, mostSteps);
}

async function asked(asking: Asking, ref: Ref, steps: number): Promise<Retention | null> {
  const { db, at, register, years } = asking;
  const row = register.get(ref.kind) ?? null;
  const then = row === null ? null : await ledger.recordAsOf(db, ref, at);
  if (row === null || then === null) return null;
  const classYears = years[row.retention] ?? 0;
  const closedAt = await closedAtOf(asking, ref, row.closes);
  const whole = row.closes === 'with-record' ? wholeOf(then.record) : null;
  const grounds = [
    ...(await ownGrounds(asking, row, { closedAt, whole, steps })),
    ...(await heldGrounds(asking, [{ ref, own: true }, ...supported(row, then.record).map((one) => ({ ref: one, own: false }))])),
  ];
  const end = endOf(grounds);
  return { ...end, row, years: classYears, closedAt, trailUntil: trailUntilOf(end, row, closedAt) };
}

const wholeOf = (record: Fields): Ref | null => {
  const { kind, id } = fieldsOf(record.subject);
  return typeof kind === 'string' && typeof id === 'string' ? { kind, id } : null;
};

const supported = (row: RegisterRow, record: Fields): readonly Ref[] =>
  row.supports === undefined
    ? []
    : Object.keys(fieldsOf(record[row.supports.field])).map((id) => ({ kind: row.supports?.kind ?? '', id }));

async function closedAtOf({ db, at }: Asking, ref: Ref, closes: Closing): Promise<Date | null> {
  return typeof closes === 'string' ? null : ledger.becameAt(db, ref, closes, at);
}

type Own = { readonly closedAt: Date | null; readonly whole: Ref | null; readonly steps: number };

async function ownGrounds(asking: Asking, row: RegisterRow, { closedAt, whole, steps }: Own): Promise<readonly Ground[]> {
  const years = asking.years[row.retention] ?? 0;
  if (row.closes === 'never') return [neverGround(row.says)];
  if (row.closes !== 'with-record') return [ownGround(closedAt, row.retention, years)];
  const of = whole === null || steps === 0 ? null : await asked(asking, whole, steps - 1);
  if (whole === null || of === null)
    return [{ says: 'It is kept with another record, whose end is not known', until: null, hold: null }];
  const key = await asking.keys(whole);
  return of.grounds.map((ground) => ({ ...ground, says: `Kept with ${key}: ${ground.says}` }));
}

async function heldGrounds(
  asking: Asking,
  of: readonly { readonly ref: Ref; readonly own: boolean }[],
): Promise<readonly Ground[]> {
  const { db, at, years } = asking;
  const standing = await holdsOf(
    db,
    of.map(({ ref }) => ref),
    at,
  );
  const own = new Set(of.filter((one) => one.own).map(({ ref }) => ref.id));
  return standing.flatMap((hold) => {
    const ground = holdGround({
      ...hold,
      years: hold.retention === null ? 0 : (years[hold.retention] ?? 0),
      on: own.has(hold.subjectId) ? null : (hold.subjectKey ?? hold.subjectKind),
    });
    return ground === null ? [] : [ground];
  });
}

/** Entries are kept as long as the record that they are about; the register can only make it longer. */
function trailUntilOf({ until }: RetentionEnd, { auditYears }: RegisterRow, closedAt: Date | null): Date | null {
  if (until === null || auditYears === null || closedAt === null) return until;
  const longer = yearsAfter(closedAt, auditYears);
  return longer > until ? longer : until;
}
