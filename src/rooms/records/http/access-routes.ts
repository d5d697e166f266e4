import type { QueryOf } from '../../../foundation/contract.ts';
import { type CsvCell, csvLines, csvStream } from '../../../foundation/csv.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { recordCountedCopy } from '../../ledger/door.ts';
import * as contract from '../contract-access.ts';
import { accessTotals } from '../core/access-totals.ts';
import { recordsRefusals as no } from '../core/records-refusals.ts';
import { type Access, type AccessFilter, accessPage } from '../store/access.ts';

const present = (row: Access): contract.AccessEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  person: { id: row.person_id, name: row.person_name },
  roles: [...row.roles],
  via: row.via,
  operation: row.operation,
  says: row.says,
  kind: row.record_kind,
  record: row.record,
  asked: { ...row.asked },
  file: row.file,
  background: row.background,
  requestId: row.request_id,
});

const filterOf = (query: QueryOf<typeof contract.exportAccessLog>): AccessFilter => ({
  personId: query.person ?? null,
  record: query.record ?? null,
  file: query.file ?? null,
  background: query.background ?? null,
  from: query.from === undefined ? null : new Date(query.from),
  until: query.until === undefined ? null : new Date(query.until),
  oldestFirst: query.sort === 'at',
});

/** Where inspectors looked is no matter of one unit. */
const partOnly = (call: Call): readonly Refusal[] =>
  call.app.ports.authority.reach(call.actor, 'records.read-access-log') === 'all' ? [] : [no['whole-organisation-only']({})];

const columns = ['At', 'Person', 'Roles', 'Via', 'What', 'Kind', 'Record', 'Asked', 'File', 'By itself', 'Operation', 'Request'];
const pageSize = 500;

const cells = (row: Access): readonly CsvCell[] => [
  row.at.toISOString(),
  row.person_name,
  row.roles.join(' '),
  row.via,
  row.says,
  row.record_kind,
  row.record,
  JSON.stringify(row.asked),
  row.file,
  row.background,
  row.operation,
  row.request_id,
];

async function* pages(call: Call, filter: AccessFilter, counted: { rows: number }) {
  for (let after: string | null = null; ; ) {
    const rows: readonly Access[] = await accessPage(call.app.database.db, filter, { limit: pageSize, after });
    counted.rows += rows.length;
    yield rows.map(cells);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize) return;
  }
}

/** The rows and then their totals, line by line. */
async function* jsonLines(call: Call, filter: AccessFilter, counted: { rows: number }): AsyncGenerator<string> {
  const totals = accessTotals();
  yield '{"rows":[';
  for (let after: string | null = null; ; ) {
    const rows: readonly Access[] = await accessPage(call.app.database.db, filter, { limit: pageSize, after });
    for (const row of rows) {
      totals.add(row);
      yield `${counted.rows === 0 ? '' : ','}\n${JSON.stringify(present(row))}`;
      counted.rows += 1;
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize) break;
  }
  yield `\n],"totals":${JSON.stringify(totals.total())}}\n`;
}

const asText = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));

export const accessRoutes: readonly Route[] = [
  route(contract.accessLog, async ({ call, query }) => {
    const barred = partOnly(call);
    if (barred.length > 0) return refused(barred);
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await accessPage(call.app.database.db, filterOf(query), { limit: query.limit, after });
    const nextCursor = rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null;
    return done({ body: { items: rows.map(present), nextCursor } });
  }),
  route(contract.exportAccessLog, async ({ call, query }) => {
    const barred = partOnly(call);
    if (barred.length > 0) return refused(barred);
    const lines = await recordCountedCopy(call, { of: 'access-log', filter: asText(query) }, (counted) =>
      csvLines(columns, pages(call, filterOf(query), counted)),
    );
    return lines.ok ? done(csvStream('interlock-access-log.csv', lines.value)) : lines;
  }),
  route(contract.exportAccessLogJson, async ({ call, query }) => {
    const barred = partOnly(call);
    if (barred.length > 0) return refused(barred);
    const lines = await recordCountedCopy(call, { of: 'access-log', filter: asText(query) }, (counted) =>
      jsonLines(call, filterOf(query), counted),
    );
    if (!lines.ok) return lines;
    const stream = { contentType: 'application/json; charset=utf-8', fileName: 'interlock-access-log.json', lines: lines.value };
    return done({ body: null, stream });
  }),
];
