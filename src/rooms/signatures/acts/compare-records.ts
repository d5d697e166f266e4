import { changesBetween } from '../../../foundation/record.ts';
import type { Services, Signable } from '../../../foundation/services.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import { recordAsOf, recordsOf } from '../../ledger/door.ts';
import { isIntact } from '../core/intact.ts';
import { signaturesById } from '../store/signatures.ts';
import { checkEvidence } from './check-evidence.ts';
import { toldOf } from './standing.ts';

const atOnce = 100;
/** Entries of a clock that was ahead count too. */
const ever = new Date('9999-12-31T00:00:00.000Z');

type Page = { readonly last: string | null; readonly says: string | null };

/** Asks page by page, each page in one state of the database, until something is wrong or nothing more is there. */
async function firstOver(app: Services, page: (app: Services, after: string | null) => Promise<Page>): Promise<string | null> {
  let after: string | null = null;
  for (;;) {
    const from: string | null = after;
    const found: Page = await inSnapshot(app, (within) => page(within, from));
    if (found.says !== null || found.last === null) return found.says;
    after = found.last;
  }
}

async function signaturesPage(app: Services, after: string | null): Promise<Page> {
  const { db } = app.database;
  const ids = await recordsOf(db, 'signature', after, atOnce);
  const rows = new Map((await signaturesById(db, ids)).map((row) => [row.id, row]));
  const told = await toldOf(
    db,
    ids.map((id) => ({ id })),
  );
  for (const [id, said] of told) {
    const row = rows.get(id);
    if (row === undefined) return { last: id, says: `the signature ${id} is gone, and its entry tells of it` };
    if (!isIntact(row, said) || checkEvidence(row).standing === 'broken')
      return { last: id, says: `the signature ${id} is not the one that its entry tells of` };
  }
  const untold = [...rows.keys()].find((id) => !told.has(id));
  const says = untold === undefined ? null : `no entry tells of the signature ${untold}`;
  return { last: ids.at(-1) ?? null, says };
}

async function recordsPage(app: Services, { kind, recordNow, toldByOthers = [] }: Signable, after: string | null): Promise<Page> {
  const { db } = app.database;
  const ids = await recordsOf(db, kind, after, atOnce);
  for (const id of ids) {
    const told = await recordAsOf(db, { kind, id }, ever);
    const [now, [label]] = [await recordNow(db, id, app), (await app.subjects.get(kind)?.label(db, [id])) ?? []];
    const named = `${kind} ${label?.key ?? id}, version ${told?.version ?? 0},`;
    if (now === null) return { last: id, says: `the ${named} is gone, and its entries tell of it` };
    const fields = changesBetween(told?.record ?? null, now)
      .map(({ field }) => field)
      .filter((field) => !toldByOthers.includes(field.split('/')[1] ?? ''));
    if (fields.length > 0)
      return { last: id, says: `the ${named} is not what its entries lead to: ${fields.slice(0, 5).join(', ')}` };
  }
  return { last: ids.at(-1) ?? null, says: null };
}

/**
 * What the ledger cannot see in itself: every signature is held against its entry, and every record whose steps are signed against what its entries lead to. So
 * whoever changes, takes away or brings back rows of these tables past the application is found, though no entry was touched. Bounded memory; the first difference
 * is named.
 */
export async function firstDifference(app: Services): Promise<string | null> {
  const ofSignatures = await firstOver(app, signaturesPage);
  if (ofSignatures !== null) return ofSignatures;
  for (const signable of app.signables.values()) {
    const says =
      signable.asLedger === true ? await firstOver(app, (within, after) => recordsPage(within, signable, after)) : null;
    if (says !== null) return says;
  }
  return null;
}
