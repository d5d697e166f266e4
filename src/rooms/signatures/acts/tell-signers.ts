import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services, Work } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { changedRecords, entryToChange } from '../../ledger/door.ts';
import { coveredPart } from '../core/covered.ts';
import { newestByStep } from '../core/newest-by-step.ts';
import { hashOfContent } from '../core/statement.ts';
import { changeNotice, insertNotice, type NoticeRow, noticeForUpdate, saveToldUpTo, toldUpTo } from '../store/notices.ts';
import { type SignatureRow, signaturesOf, signedAmong } from '../store/signatures.ts';
import { type Standing, standingsOf } from './standing.ts';

const job = 'signatures.tell-signers';
const entriesAtOnce = 1_000;
const mostSignatures = 200;

/**
 * Tells signers that a change of what they signed made their signature count no more: reads on in the ledger from where it was, looks at the records that changed,
 * and leaves a notice and an entry for each signature that stands no longer. A signature that was given again replaces the older one. Killed at any point, the next
 * turn goes on; what was told is not told twice.
 */
export async function tellSigners(app: Services): Promise<void> {
  const { db } = app.database;
  const kinds = [...app.signables.keys()];
  for (;;) {
    const { records, upTo } = await changedRecords(db, kinds, await toldUpTo(db), entriesAtOnce);
    const signed = await signedAmong(db, records);
    for (const record of records) if (signed.has(record.id)) await tellOf(app, record);
    await saveToldUpTo(db, upTo.seq);
    if (upTo.last) return;
  }
}

type Changed = {
  readonly kind: string;
  readonly id: string;
  /** Null where the record was found changed. */
  readonly entryId: string | null;
};

/** Looks at the newest signature of each step of a record, and tells those who gave one that stands no longer. */
export async function tellOf(app: Services, { kind, id, entryId }: Changed): Promise<void> {
  const { db } = app.database;
  const newest = newestByStep(await signaturesOf(db, { kind, id }, mostSignatures));
  const standings = await standingsOf(app, db, newest);
  for (const [at, row] of newest.entries()) {
    const standing = standings[at];
    if (standing !== undefined && standing.standing !== 'valid') await tell(app, row, standing, entryId);
  }
}

async function seenHash(app: Services, row: SignatureRow): Promise<Buffer | null> {
  const signable = app.signables.get(row.subject_kind);
  const coverage = signable?.coverage.find(({ verb }) => verb === row.verb);
  const record = (await signable?.recordNow(app.database.db, row.subject_id, app)) ?? null;
  return record === null || coverage === undefined
    ? null
    : Buffer.from(hashOfContent(coveredPart(record, coverage.covers)), 'hex');
}

const isSame = (notice: NoticeRow, standing: string, seen: Buffer | null): boolean =>
  notice.standing === standing && (seen === null ? notice.seen_hash === null : notice.seen_hash?.equals(seen) === true);

/**
 * The entry by which the signature came to count no more: where this job lags behind, that is not the one at which it read. A change past the application has no entry,
 * and nobody is blamed for it.
 */
async function causeOf(app: Services, row: SignatureRow, standing: Standing, foundAt: string | null): Promise<string | null> {
  const fields = standing.changed.map(({ field }) => field);
  if (fields.length === 0) return foundAt;
  const entry = await entryToChange(app.database.db, { kind: row.subject_kind, id: row.subject_id }, fields);
  if (entry === null || entry.at < row.at) return null;
  return entry.at > row.at ? entry.id : foundAt;
}

async function tell(app: Services, row: SignatureRow, found: Standing, foundAt: string | null): Promise<void> {
  const { standing } = found;
  if (standing === 'valid') return;
  const seen = await seenHash(app, row);
  const entryId = await causeOf(app, row, found, foundAt);
  const call = { app, actor: systemActor(job), requestId: uuidv7(), ifVersion: null, idempotency: null };
  await transact(call, async (work) => {
    const known = await noticeForUpdate(work.tx, row.id);
    if (known !== undefined && isSame(known, standing, seen)) return done(null);
    const told: NoticeRow = {
      signature_id: row.id,
      signer_id: row.signer_id,
      standing,
      seen_hash: seen,
      entry_id: entryId,
      found_at: work.now,
      acknowledged_at: null,
      version: (known?.version ?? 2) + 1,
    };
    await (known === undefined ? insertNotice(work.tx, told) : changeNotice(work.tx, told));
    sayNotice(work, row, 'signatures.unsigned', known ?? null, told);
    return done(null);
  });
}

/** A notice in the history of its signature. */
export function sayNotice(
  work: Work,
  row: Pick<SignatureRow, 'id' | 'unit_ids'>,
  act: string,
  before: NoticeRow | null,
  after: NoticeRow,
): void {
  const fields = (notice: NoticeRow) => ({
    notice: {
      standing: notice.standing,
      found: notice.seen_hash?.toString('hex') ?? null,
      entry: notice.entry_id,
      acknowledgedAt: notice.acknowledged_at?.toISOString() ?? null,
    },
  });
  work.say({
    act,
    subject: { kind: 'signature', id: row.id, key: null, unitIds: row.unit_ids },
    version: after.version,
    before: before === null ? null : fields(before),
    after: fields(after),
  });
}
