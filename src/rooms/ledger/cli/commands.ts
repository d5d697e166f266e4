import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { type ExitCode, exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { addressOf, callOperation } from '../../../foundation/client/client.ts';
import { exportLedger, showVerification, startVerification } from '../contract.ts';
import type { Report } from '../core/verify.ts';
import type { BundleReport, BundleResult } from '../core/verify-bundle.ts';
import { exhibitLines, exhibitText, notProvenText } from './tell-exhibits.ts';
import { type CheckRecords, type DatabaseReport, verifyDatabase } from './verify-database.ts';
import { broughtAlong, type Verifying, verifyFile } from './verify-file.ts';
import { watch } from './watch.ts';

type VerifyOptions = {
  readonly database?: string;
  readonly ledgerOnly?: boolean;
  readonly checkpoint: readonly string[];
  readonly key: readonly string[];
  readonly json?: boolean;
  readonly each?: boolean;
};

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

type AnyReport = Report | BundleReport | DatabaseReport;
/** What the entrances bring: for files, and for the records of a database. */
export type LedgerVerifying = Verifying & { readonly records: CheckRecords };

const validText = (report: AnyReport): string => {
  const lines = [
    `Valid: ${report.checked} entries, sequence ${report.firstSeq ?? '-'} to ${report.lastSeq ?? '-'}, ${report.erasedValues} values lawfully erased.`,
  ];
  if (report.tree !== undefined)
    lines.push(`Root of ${report.tree.size} entries: ${report.tree.root}. Signed up to ${report.tree.signedSize}.`);
  if ('scope' in report) {
    if (report.checkpoint === null) lines.push('Not signed: the file holds no checkpoint.');
    else
      lines.push(
        `Under the checkpoint of ${report.checkpoint.size} entries of ${report.origin}, signed by key ${report.checkpoint.keyId}.`,
      );
    if (report.scope === 'picked')
      lines.push('Each entry is proven to be in the log. That no other matches, the file cannot prove.');
    if (report.exhibits !== null) lines.push(exhibitText(report.exhibits));
    if (report.compared.length > 0)
      lines.push(`Compared with checkpoints that you brought: ${report.compared.length}, all contained.`);
  }
  if ('records' in report)
    lines.push(
      report.records.found === 'fit'
        ? 'Records and signatures are what their entries lead to.'
        : 'Records were not held against their entries.',
    );
  return lines.join('\n');
};

/** Sizes that were brought, where a file of picked entries could be compared with none of them: then nothing is concluded. */
const uncompared = (report: AnyReport): readonly number[] =>
  'notCompared' in report && report.compared.length === 0 ? report.notCompared : [];

function recordsComplaint(report: AnyReport): { readonly says: string; readonly code: ExitCode } | null {
  if (!('records' in report)) return null;
  const { records } = report;
  if (records.found === 'differ')
    return { says: `✗ The ledger is whole, and a record differs from it: ${records.says}.`, code: exitCodes.broken };
  if (records.found !== 'unread') return null;
  const says = `✗ The ledger is valid. Nothing is concluded on records: this user may not read them (${records.says}). Give it SELECT on all schemas, or ask with --ledger-only.`;
  return { says, code: exitCodes.refused };
}

/** What went wrong and the code to end with; null for a ledger that is well. */
function complaint(report: AnyReport | BundleResult): { readonly says: string; readonly code: ExitCode } | null {
  if ('unreadable' in report) return { says: `✗ ${report.unreadable}`, code: exitCodes.broken };
  const { damage } = report;
  if (damage !== null) {
    const where = damage.entryId === '' ? `after ${damage.seq} entries` : `at entry ${damage.seq} (${damage.entryId})`;
    const says = `✗ Broken ${where}, ${damage.subject}: ${damage.what}: ${damage.detail}. ${report.checked} entries were checked.`;
    return { says, code: exitCodes.broken };
  }
  const ofRecords = recordsComplaint(report);
  if (ofRecords !== null) return ofRecords;
  const open = notProvenText(report);
  if (open !== null) return { says: `✗ ${open}`, code: exitCodes.refused };
  const [size] = uncompared(report);
  if (size === undefined) return null;
  const says = `✗ Picked entries cannot be compared with your checkpoint of ${size}: export them with --size ${size}.`;
  return { says, code: exitCodes.refused };
}

function tell(context: CliContext, report: AnyReport | BundleResult, { json, each }: Pick<VerifyOptions, 'json' | 'each'>): void {
  const wrong = complaint(report);
  if (each === true && json !== true) for (const line of exhibitLines(report)) context.out(line);
  if (json === true) context.out(JSON.stringify(report));
  else if (wrong !== null) context.err(wrong.says);
  else if (!('unreadable' in report)) context.out(validText(report));
  if (wrong !== null) context.exit(wrong.code);
}

async function verify(
  context: CliContext,
  verifying: LedgerVerifying,
  file: string | undefined,
  options: VerifyOptions,
): Promise<void> {
  const brought = await broughtAlong(options.checkpoint, options.key);
  if ('unreadable' in brought) {
    context.err(brought.unreadable);
    return context.exit(exitCodes.usage);
  }
  if (file !== undefined) return tell(context, await verifyFile(file, brought, verifying), options);
  if (options.database !== undefined) {
    const check = options.ledgerOnly === true ? null : verifying.records;
    return tell(context, await verifyDatabase(options.database, brought, check), options);
  }
  if (options.checkpoint.length > 0) {
    context.err(
      'A server is not asked to verify itself against your checkpoint: name a file or a database, or use ledger watch.',
    );
    return context.exit(exitCodes.usage);
  }
  const report = await verifyOverApi(context);
  if (report !== null) tell(context, report, options);
}

type ExportOptions = { readonly out?: string } & Readonly<Record<(typeof exportFilters)[number][0], string | undefined>>;

const exportFilters = [
  ['from', '<seq>', 'first place'],
  ['until', '<seq>', 'last place'],
  ['size', '<entries>', 'under the checkpoint of this size, to be compared with one that you kept'],
  ['kind', '<kinds>', 'kinds of record, separated by commas'],
  ['key', '<key>', 'one record, by its key'],
  ['act', '<acts>', 'acts, separated by commas'],
  ['actor', '<id>', 'one person'],
] as const;

async function saveExport(context: CliContext, options: ExportOptions): Promise<void> {
  const transport = await context.transport();
  const query = Object.fromEntries(
    exportFilters.flatMap(([name]) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
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

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const withVerifyOptions = (command: Command): Command =>
  command
    .option('--checkpoint <file>', 'a file with checkpoints that you kept; may be given several times', several, [])
    .option('--key <vkey>', 'a verifier key that you know from elsewhere: only it, and what it vouches for, counts', several, [])
    .option('--each', 'say of each signature in a file what was found')
    .option('--json', 'print the report as JSON');

/** `interlock verify FILE`, `interlock ledger verify [FILE] [--database URL]`, `interlock ledger export` and `interlock ledger watch`. */
export function addLedgerCommands(program: Command, context: CliContext, verifying: LedgerVerifying): void {
  withVerifyOptions(
    program
      .command('verify <file>')
      .description(
        'Verify an exported ledger or a dossier alone, with the signatures in it: no server, no database.\nExit codes: 0 valid, 2 wrong use, 3 nothing concluded on a part, 8 broken or unreadable.',
      ),
  ).action((file: string, options: VerifyOptions) => verify(context, verifying, file, options));
  const ledger = program.command('ledger').description('the audit trail');
  withVerifyOptions(
    ledger.command('verify [file]').description('Verify the ledger: of the server, of a database, or of an exported file'),
  )
    .option('--database <url>', 'verify straight over the database: the ledger, and every record and signature against it')
    .option('--ledger-only', 'with --database: the ledger alone, for a user that may read no other schema')
    .action((file: string | undefined, options: VerifyOptions) => verify(context, verifying, file, options));
  const exporting = ledger
    .command('export')
    .description('Export the sealed ledger, one JSON value a line: all of it, or what a filter finds with proofs')
    .option('--out <file>', 'write to a file instead of standard output');
  for (const [name, value, says] of exportFilters) exporting.option(`--${name} ${value}`, says);
  exporting.action((options: ExportOptions) => saveExport(context, options));
  ledger
    .command('watch')
    .description(
      'Fetch checkpoints, check that each continues the last, and keep them in a folder of yours. Ends with 8 at the first difference.',
    )
    .requiredOption('--to <folder>', 'where checkpoints are kept')
    .option('--key <vkey>', 'a verifier key that you know from elsewhere', several, [])
    .option('--every <seconds>', 'how often to look', '60')
    .option('--once', 'look once')
    .action((options: { to: string; key: readonly string[]; every: string; once?: boolean }) => watch(context, options));
}
