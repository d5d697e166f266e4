import { csvLines } from '../../../foundation/csv.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { cutOffOf, makeReport } from '../acts/make-report.ts';
import * as contract from '../contract.ts';
import { signingState } from '../store/checkpoints.ts';
import { presentTotals } from './present-totals.ts';
import { askedFor, boundedFilter, trailPages } from './routes.ts';
import { trailColumns } from './trail-rows.ts';

/** The query in full, as an address that anybody with the right can ask again. */
const fileAddress = (parameters: Readonly<Record<string, unknown>>, ledgerSize: number): string => {
  const query = new URLSearchParams({
    ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
  });
  query.set('ledgerSize', String(ledgerSize));
  return `/api/v1/ledger/entries/export?${query}`;
};

const textOrNumber = (value: unknown): string | number => (typeof value === 'number' ? value : String(value));

export const reportRoutes: readonly Route[] = [
  route(contract.changeReport, async ({ call, query }) => {
    const bounded = await boundedFilter(call, query);
    if (!bounded.ok) return bounded;
    const cut = await cutOffOf(call, query.ledgerSize);
    if (!cut.ok) return cut;
    const asked = askedFor(query);
    const made = await makeReport(call, bounded.value, { ledgerSize: cut.value, asked }, (filter, add) => {
      const counted = { rows: 0 };
      return { lines: csvLines(trailColumns, trailPages(call, filter, counted, add)), rows: () => counted.rows };
    });
    if (!made.ok) return made;
    const { id, madeAt, ledgerSize, root, reach, rows, totals, sha256 } = made.value;
    return done({
      body: {
        id,
        madeAt,
        generator: `Interlock ${call.app.settings.build}`,
        parameters: Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, textOrNumber(value)])),
        file: fileAddress(asked, ledgerSize),
        reach,
        cutOff: { ledgerSize, root, signedSize: (await signingState(call.app.database.db)).signedSize },
        rows,
        totals: presentTotals(call.app, totals),
        sha256,
      },
    });
  }),
];
