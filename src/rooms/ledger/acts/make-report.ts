import { createHash } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { cutOffBeyond } from '../core/cut-off.ts';
import { type Counted, controlTotals, type Totals } from '../core/report-totals.ts';
import { populationOf } from '../store/sample.ts';
import type { TrailFilter } from '../store/trail-filter.ts';
import { sealedSize } from '../store/trail-since.ts';
import { rootAt } from '../store/tree.ts';

/** A report reads each entry of it once while somebody waits. */
const mostEntries = 100_000;

const no = defineRefusals('ledger', {
  'report-too-wide': {
    kind: 'rule',
    says: (f: { most: number }) => `More than ${f.most} entries match; a report holds at most as many.`,
    remedy: 'Make one for each quarter or month, or narrow it by record, kind, act or person.',
  },
});

export type Report = {
  readonly id: string;
  readonly madeAt: string;
  readonly ledgerSize: number;
  readonly root: string;
  readonly reach: string;
  readonly rows: number;
  readonly totals: Totals;
  readonly sha256: string;
};

/** The file of a report, told entry by entry to the totals; how many rows it has is counted in what is returned. */
export type ReportFile = (
  filter: TrailFilter,
  add: (entry: Counted) => void,
) => {
  readonly lines: AsyncIterable<string>;
  readonly rows: () => number;
};

/** A cut-off that lies within what is sealed; all that is sealed where none is asked for. */
export async function cutOffOf(call: Call, asked: number | undefined): Promise<Outcome<number>> {
  const size = await sealedSize(call.app.database.db);
  const beyond = cutOffBeyond(asked ?? 0, size);
  return beyond.length > 0 ? refused(beyond) : done(asked ?? size);
}

/**
 * Makes a report of changes that proves to be whole and right (PCAOB AS 1105.10): what was asked, up to which entry, how many rows, control totals and the digest of
 * its file. Made again at the same cut-off it comes out the same. That it was made stands in the trail.
 */
export async function makeReport(
  call: Call,
  filter: TrailFilter,
  { ledgerSize, asked }: { readonly ledgerSize: number; readonly asked: RecordFields },
  file: ReportFile,
): Promise<Outcome<Report>> {
  const { db } = call.app.database;
  const found = ledgerSize === 0 ? 0 : await populationOf(db, filter, ledgerSize, mostEntries);
  if (found > mostEntries) return refuse(no['report-too-wide']({ most: mostEntries }));
  const totals = controlTotals();
  const hash = createHash('sha256');
  const { lines, rows } = file({ ...filter, upTo: ledgerSize }, totals.add);
  for await (const line of lines) hash.update(line);
  const root = (await rootAt(db, ledgerSize)).toString('base64');
  const madeAt = call.app.clock.now();
  const reach = filter.reach === 'all' ? 'everything' : `units ${[...filter.reach].toSorted().join(', ')}`;
  const report = {
    id: uuidv7(madeAt.getTime()),
    madeAt: madeAt.toISOString(),
    ledgerSize,
    root,
    reach,
    rows: rows(),
    totals: totals.total(),
    sha256: hash.digest('hex'),
  };
  const said = await transact({ ...call, idempotency: null, ifVersion: null }, async (work) => {
    work.say({
      act: 'ledger.report-made',
      subject: { kind: 'report', id: report.id, key: null, unitIds: [] },
      version: 1,
      before: null,
      after: { asked, ledgerSize, root, reach, rows: report.rows, entries: report.totals.entries, sha256: report.sha256 },
    });
    return done(null);
  });
  return said.ok ? done(report) : said;
}
