import { uuidv7 } from '../../../foundation/ids.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Deviation, deviationErasable, deviationRecord, deviationSubject } from '../core/deviation/deviation.ts';
import type { Finding, Review } from '../core/review/review.ts';
import { saveDeviation } from '../store/deviations.ts';

/**
 * Opens a deviation for each text that was newly said of findings, with all entries of which it was said. @returns the findings, each with its deviation; one that had one
 * keeps it.
 */
export async function openDeviations(work: Work, review: Review, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const fresh = findings.filter(({ decided, deviation }) => decided?.disposition === 'deviation' && deviation === null);
  const opened = new Map<string, Finding['deviation']>();
  for (const [title, some] of Map.groupBy(fresh, ({ decided }) => decided?.text ?? '')) {
    const deviation: Deviation = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('DEV', 1001),
      review: { id: review.id, key: review.key },
      subject: review.subject,
      unitId: review.unitId,
      title,
      entries: some.map(({ entryId, number }) => ({ id: entryId, number })),
      state: 'open',
      openedBy: work.actor.id,
      openedAt: work.now,
      outcome: null,
      conclusion: null,
      closedBy: null,
      closedAt: null,
      version: 1,
    };
    await saveDeviation(work.tx, deviation);
    sayDeviation(work, 'records.deviation-opened', null, deviation);
    for (const { entryId } of some) opened.set(entryId, { id: deviation.id, key: deviation.key });
  }
  return findings.map((finding) => ({ ...finding, deviation: opened.get(finding.entryId) ?? finding.deviation }));
}

/** One entry of the ledger for a step of a deviation. */
export function sayDeviation(work: Work, act: string, before: Deviation | null, after: Deviation): void {
  work.say({
    act,
    subject: deviationSubject(after),
    version: after.version,
    before: before === null ? null : deviationRecord(before),
    after: deviationRecord(after),
    erasable: deviationErasable,
  });
}
