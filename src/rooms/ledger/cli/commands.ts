import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { addressOf, callOperation } from '../../../foundation/client/client.ts';
import { openDatabase } from '../../../foundation/database/database.ts';
import { verifyLedger } from '../acts/verify-ledger.ts';
import { exportLedger, showVerification, startVerification } from '../contract.ts';
import { exportFormat, readLine } from '../core/export-file.ts';
import { type Report, Verifier } from '../core/verify.ts';

const subjectKey = (kind: string, id: string): string => `${kind} ${id}`;

/** Verifies an exported file alone: no server, no database. One hash for each record is kept, to follow the links between its entries. */
export async function verifyFile(file: string): Promise<Report | { readonly unreadable: string }> {
  const verifier = new Verifier();
  const last = new Map<string, string>();
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber++;
    if (lineNumber === 1) {
      if (!line.includes(exportFormat)) return { unreadable: `line 1: this is no exported ledger (${exportFormat})` };
      continue;
    }
    const entry = readLine(line);
    if ('unreadable' in entry) return { unreadable: `line ${lineNumber}: ${entry.unreadable}` };
    const key = subjectKey(entry.body.subjectKind, entry.body.subjectId);
    // A file that begins later does not hold the earlier entries of a record: its first link cannot be followed.
    const before = last.get(key) ?? (entry.body.subjectPlace === 1 ? null : undefined);
    if (verifier.take(entry, before) === null) return verifier.report;
    last.set(key, entry.hash);
  }
  return lineNumber === 0 ? { unreadable: 'the file is empty' } : verifier.report;
}

async function verifyDatabase(url: string): Promise<Report> {
  const database = openDatabase(url, { max: 2 });
  try {
    return await verifyLedger(database.db);
  } finally {
    await database.close();
  }
}

async function verifyOverApi(context: CliContext): Promise<Report | null> {
  const transport = await context.transport();
  let answer = await callOperation(transport, startVerification);
  while (answer.ok && answer.value.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 300));
    answer = await callOperation(transport, showVerification, { params: { id: answer.value.id } });
  }
  if (answer.ok) return answer.value.report;
  context.err(problemText(answer.problem));
  context.exit(exitCodeOf(answer.status));
  return null;
}

function tell(context: CliContext, report: Report | { readonly unreadable: string }, json: boolean): void {
  if ('unreadable' in report) {
    if (json) context.out(JSON.stringify(report));
    else context.err(`✗ ${report.unreadable}`);
    context.exit(exitCodes.broken);
    return;
  }
  if (json) context.out(JSON.stringify(report));
  else if (report.damage === null)
    context.out(
      `Valid: ${report.checked} entries, sequence ${report.firstSeq ?? '-'} to ${report.lastSeq ?? '-'}, ${report.erasedValues} values lawfully erased.`,
    );
  else
    context.err(
      `✗ Broken at entry ${report.damage.seq} (${report.damage.entryId}), ${report.damage.subject}: ${report.damage.detail}. ${report.checked} entries were checked.`,
    );
  if (report.damage !== null) context.exit(exitCodes.broken);
}

async function saveExport(
  context: CliContext,
  options: { readonly out?: string; readonly from?: string; readonly until?: string },
): Promise<void> {
  const transport = await context.transport();
  const query = {
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.until === undefined ? {} : { until: options.until }),
  };
  const response = await transport.fetch(transport.baseUrl + addressOf(exportLedger, { query }), {
    headers: transport.headers(),
  });
  if (!response.ok || response.body === null) {
    context.err(`The export was refused (${response.status}): ${await response.text()}`);
    return context.exit(exitCodeOf(response.status));
  }
  const target = options.out === undefined ? process.stdout : createWriteStream(options.out);
  await response.body.pipeTo(Writable.toWeb(target), { preventClose: options.out === undefined });
  if (options.out !== undefined) context.err(`Written to ${options.out}.`);
}

/** `interlock ledger verify [FILE] [--database URL]` and `interlock ledger export`. */
export function addLedgerCommands(program: Command, context: CliContext): void {
  const ledger = program.command('ledger').description('the audit trail');
  ledger
    .command('verify [file]')
    .description('Verify the ledger: of the server, of a database, or of an exported file')
    .option('--database <url>', 'verify straight over the database')
    .option('--json', 'print the report as JSON')
    .action(async (file: string | undefined, options: { database?: string; json?: boolean }) => {
      const report =
        file !== undefined
          ? await verifyFile(file)
          : options.database !== undefined
            ? await verifyDatabase(options.database)
            : await verifyOverApi(context);
      if (report !== null) tell(context, report, options.json === true);
    });
  ledger
    .command('export')
    .description('Export the sealed ledger, one JSON line an entry')
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--from <seq>', 'first place')
    .option('--until <seq>', 'last place')
    .action((options: { out?: string; from?: string; until?: string }) => saveExport(context, options));
}
