import type { Db, Tx } from '../../../foundation/database/database.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import type { Services } from '../../../foundation/services.ts';
import { classes, registerValue } from '../core/classes.ts';
import { type RegisterRow, rowOf } from '../core/register-row.ts';
import { keptRow, keptRows } from '../store/register.ts';

/** Years of each class of retention as the compliance profile holds them. */
export async function yearsOfClasses(db: Db | Tx): Promise<Readonly<Record<string, number>>> {
  const profile = await readProfile(db);
  return Object.fromEntries(Object.entries(classes).map(([name, value]) => [name, heldOf(profile, value)]));
}

/** Every kind of record that the build has, on a card or in the register. */
export const kindsOf = (app: Pick<Services, 'subjects' | 'recordTypes'>): readonly string[] =>
  [...new Set([...app.subjects.keys(), ...app.recordTypes.keys()])].toSorted();

export const rowNow = async (app: Pick<Services, 'recordTypes'>, db: Db | Tx, kind: string): Promise<RegisterRow | null> =>
  rowOf(kind, app.recordTypes.get(kind), await keptRow(db, kind));

/** The whole register; null where a kind has no row. */
export async function registerNow(
  app: Pick<Services, 'subjects' | 'recordTypes'>,
  db: Db | Tx,
): Promise<ReadonlyMap<string, RegisterRow | null>> {
  const kept = await keptRows(db);
  return new Map(kindsOf(app).map((kind) => [kind, rowOf(kind, app.recordTypes.get(kind), kept.get(kind))]));
}

/**
 * Asked before the server serves: a kind of record without a row stops it, where the profile says so (strict).
 * @throws with the kinds, and with what makes it right.
 */
export async function holdRegister(app: Services): Promise<void> {
  const { db } = app.database;
  const register = await registerNow(app, db);
  const missing = [...register].filter(([, row]) => row === null).map(([kind]) => kind);
  if (missing.length === 0) return;
  const says = `The register of record types has no row for: ${missing.join(', ')}. The room of the kind brings one on its card.`;
  if (heldOf(await readProfile(db), registerValue) === 'regulated')
    throw new Error(
      `${says} With the value ${registerValue.key} of the compliance profile “regulated” the server does not start.`,
    );
  app.log.warn({ kinds: missing }, says);
}
