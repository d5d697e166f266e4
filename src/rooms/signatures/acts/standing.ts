import type { Db } from '../../../foundation/database/database.ts';
import { changesBetween, type FieldChange, type RecordFields } from '../../../foundation/record.ts';
import type { Services } from '../../../foundation/services.ts';
import { accountedErasures, trailOf } from '../../ledger/door.ts';
import { coveredPart } from '../core/covered.ts';
import { isIntact, type Kept, type Told } from '../core/intact.ts';
import { hashOfContent } from '../core/statement.ts';
import { type Decided, signaturesOfDecisions } from '../store/signatures.ts';

export type Standing = { readonly standing: 'valid' | 'changed' | 'gone' | 'broken'; readonly changed: readonly FieldChange[] };
type Signed = Kept & { readonly id: string };

/** Also an entry that a clock ahead of ours wrote. */
const ever = new Date('9999-12-31T00:00:00.000Z');

/** What the ledger's entry of each signature tells, in one query; another where names are gone. */
export async function toldOf(db: Db, signed: readonly { readonly id: string }[]): Promise<ReadonlyMap<string, Told>> {
  if (signed.length === 0) return new Map();
  const records = signed.map(({ id }) => ({ kind: 'signature', id }));
  const entries = await trailOf(db, { records, until: ever, acts: ['signatures.signed'] }, signed.length * 2);
  const nameless = entries.filter(({ missing }) => missing.includes('actor')).map(({ id }) => id);
  const erased = nameless.length === 0 ? new Map<string, ReadonlySet<string>>() : await accountedErasures(db, nameless);
  return new Map(
    entries.flatMap((entry) =>
      entry.changes.flatMap(({ field, new: value }) =>
        entry.act === 'signatures.signed' && field === '/payloadHash' && typeof value === 'string'
          ? [[entry.subject.id, { payloadHash: value, nameErased: erased.get(entry.id)?.has('actor') === true }] as const]
          : [],
      ),
    ),
  );
}

/**
 * Whether a signature still covers its record: derived from the record as it lies in the database at this moment, never stored, so that a change by
 * whatever route, SQL included, shows (EU draft Annex 11 13.8). A signature that was itself changed is broken. The record is read once for all its
 * signatures.
 */
export async function standingsOf(app: Services, db: Db, signed: readonly Signed[]): Promise<readonly Standing[]> {
  const records = new Map<string, Promise<RecordFields | null>>();
  const recordOf = (one: Signed): Promise<RecordFields | null> => {
    const key = `${one.subject_kind} ${one.subject_id}`;
    const known = records.get(key);
    if (known !== undefined) return known;
    const asked = app.signables.get(one.subject_kind)?.recordNow(db, one.subject_id, app) ?? Promise.resolve(null);
    records.set(key, asked);
    return asked;
  };
  const told = await toldOf(db, signed);
  return Promise.all(
    signed.map(
      async (one): Promise<Standing> =>
        isIntact(one, told.get(one.id) ?? null) ? standingOf(app, one, await recordOf(one)) : { standing: 'broken', changed: [] },
    ),
  );
}

/** How a decision stands by its signature, with the input that was signed; null where nobody signed it. */
export type DecisionStanding = Standing & { readonly input: unknown };

/**
 * The standing of decisions on records that the caller holds, in their order: whoever is about to rely on a signed decision asks, so that one over other content lets
 * nothing through, whatever way the content was changed. Two queries for all of them.
 */
export async function standingsOfDecisions(
  app: Services,
  db: Db,
  kind: string,
  decided: readonly (Decided & { readonly record: RecordFields })[],
): Promise<readonly (DecisionStanding | null)[]> {
  const rows = await signaturesOfDecisions(db, kind, decided);
  const told = await toldOf(db, rows);
  return decided.map(({ id, verb, at, by, record }) => {
    const row = rows.find(
      (one) => one.subject_id === id && one.verb === verb && one.at.getTime() === at.getTime() && one.signer_id === by,
    );
    if (row === undefined) return null;
    if (!isIntact(row, told.get(row.id) ?? null)) return { standing: 'broken', changed: [], input: null };
    return { ...standingOf(app, row, record), input: JSON.parse(row.statement).input };
  });
}

function standingOf(app: Services, one: Signed, record: RecordFields | null): Standing {
  const coverage = app.signables.get(one.subject_kind)?.coverage.find((row) => row.verb === one.verb);
  if (record === null || coverage === undefined) return { standing: 'gone', changed: [] };
  const now = coveredPart(record, coverage.covers);
  if (hashOfContent(now) === one.content_hash.toString('hex')) return { standing: 'valid', changed: [] };
  return { standing: 'changed', changed: changesBetween(JSON.parse(one.statement).content, now) };
}
