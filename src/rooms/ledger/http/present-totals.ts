import type { z } from 'zod';
import type { Services } from '../../../foundation/services.ts';
import type { controlTotals } from '../contract-report.ts';
import type { Totals } from '../core/report-totals.ts';

/** Control totals, acts with their sentences. */
export const presentTotals = (app: Services, totals: Totals): z.output<typeof controlTotals> => ({
  entries: totals.entries,
  people: totals.people,
  records: totals.records,
  firstSeq: totals.firstSeq,
  lastSeq: totals.lastSeq,
  byAct: totals.byAct.map(([act, entries]) => ({ act, says: app.acts.get(act) ?? act, entries })),
  byKind: totals.byKind.map(([kind, entries]) => ({ kind, entries })),
});
