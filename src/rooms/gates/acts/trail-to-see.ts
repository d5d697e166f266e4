import type { Db, Tx } from '../../../foundation/database/database.ts';
import { entriesAfter, type TrailEntry } from '../../ledger/door.ts';
import type { Gate } from '../core/gate.ts';
import { gateIdsOfRecord, type LastLook, lastLookAt } from '../store/trail-seen.ts';

const pageOf = 1_000;

export type TrailToSee = { readonly since: LastLook | null; readonly entries: readonly TrailEntry[] };

/**
 * What whoever decides a gate looks at: every entry of its record and of all gates that the record has or had since somebody looked last, in the order of the ledger. The
 * ceremonies of signatures are not among them: one is begun between looking and signing.
 */
export async function trailToSee(db: Db | Tx, gate: Pick<Gate, 'subjectKind' | 'subjectId'>): Promise<TrailToSee> {
  const subject = { kind: gate.subjectKind, id: gate.subjectId };
  const since = await lastLookAt(db, subject);
  const records = [subject, ...(await gateIdsOfRecord(db, subject)).map((id) => ({ kind: 'gate', id }))];
  const entries: TrailEntry[] = [];
  for (let after = since?.last ?? 0; ; ) {
    const page = await entriesAfter(db, records, after, pageOf);
    entries.push(...page);
    const last = page.at(-1)?.seq ?? null;
    if (page.length < pageOf || last === null) return { since, entries };
    after = last;
  }
}
