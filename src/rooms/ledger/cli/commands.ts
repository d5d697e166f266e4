import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { addressOf, callOperation } from '../../../foundation/client/client.ts';
import { exportLedger, showVerification, startVerification } from '../contract.ts';
import type { Report } from '../core/verify.ts';
import { type BroughtOptions, broughtAlong } from './brought.ts';
import { addCopyCommands } from './copy-commands.ts';
import { tellReport } from './tell-report.ts';
import { type CheckRecords, verifyDatabase } from './verify-database.ts';
import { type Verifying, verifyFile } from './verify-file.ts';
import { addWitnessCommands, bring } from './witness-commands.ts';

type VerifyOptions = BroughtOptions & {
  readonly database?: string;
  readonly ledgerOnly?: boolean;
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

/** What the entrances bring: for files, and for the records of a database. */
export type LedgerVerifying = Verifying & { readonly records: CheckRecords };

async function verify(
  context: CliContext,
  verifying: LedgerVerifying,
  file: string | undefined,
  options: VerifyOptions,
): Promise<void> {
  const brought = await broughtAlong(options);
  if ('unreadable' in brought) {
    context.err(brought.unreadable);
    return context.exit(exitCodes.usage);
  }
  if (file !== undefined) return tellReport(context, await verifyFile(file, brought, verifying), options);
  if (options.database !== undefined) {
    const check = options.ledgerOnly === true ? null : verifying.records;
    return tellReport(context, await verifyDatabase(options.database, brought, check), options);
  }
  if (options.checkpoint.length + options.witness.length + options.authority.length > 0) {
    context.err(
      'A server is not asked to verify itself against your checkpoint, your witnesses or your authorities: name a file or a database, or use ledger watch.',
    );
    return context.exit(exitCodes.usage);
  }
  const report = await verifyOverApi(context);
  if (report !== null) tellReport(context, report, options);
}

type ExportOptions = { readonly out?: string; readonly witnessed?: boolean } & Readonly<
  Record<(typeof exportFilters)[number][0], string | undefined>
>;

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
  if (options.witnessed === true) query.witnessed = 'true';
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
    .option('--witness <vkey>', 'a witness on whom you rely; may be given several times', several, [])
    .option('--quorum <number>', 'how many of your witnesses must have cosigned (default: all)')
    .option(
      '--authority <file>',
      'certificates (PEM) of a time-stamping authority on whom you rely; may be given several times',
      several,
      [],
    )
    .option('--each', 'say of each signature in a file what was found')
    .option('--json', 'print the report as JSON');

/** `interlock verify FILE`, `interlock ledger verify [FILE] [--database URL]`, `interlock ledger export` and `interlock ledger watch`. */
export function addLedgerCommands(program: Command, context: CliContext, verifying: LedgerVerifying): void {
  withVerifyOptions(
    program
      .command('verify <file>')
      .description(
        'Verify an exported ledger or a dossier (JSON or PDF) alone, with the signatures in it: no server, no database.\nExit codes: 0 valid, 2 wrong use, 3 nothing concluded on a part, or a plain print, 8 broken or unreadable.',
      ),
  ).action((file: string, options: VerifyOptions) => verify(context, verifying, file, options));
  addWitnessCommands(program, context);
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
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--witnessed', 'under the newest checkpoint that a quorum of witnesses cosigned');
  for (const [name, value, says] of exportFilters) exporting.option(`--${name} ${value}`, says);
  exporting.action((options: ExportOptions) => saveExport(context, options));
  ledger
    .command('bring-cosignatures <file>')
    .description('Bring what a witness without network wrote: interlock witness sign')
    .option('--json', 'print the reply as JSON')
    .action((file: string, options: { json?: boolean }) => bring(context, file, options));
  addCopyCommands(ledger, context);
}
