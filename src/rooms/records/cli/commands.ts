import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { fetchFile } from '../../../foundation/client/client.ts';
import { printDossier, printDossierOf, printDossierPdf, printDossierPdfOf } from '../contract.ts';

type Options = {
  readonly pdf?: string;
  readonly json?: string;
  readonly ledger?: string;
  readonly asOf?: string;
  readonly kind?: string;
};

const withLedger = z.object({ ledger: z.array(z.string()) });

/** The lines of a bundle as the file that `interlock verify` reads. */
const ledgerIn = (bundle: string): string =>
  withLedger
    .parse(JSON.parse(bundle))
    .ledger.map((line) => `${line}\n`)
    .join('');

async function save(context: CliContext, id: string, options: Options): Promise<void> {
  const { pdf, json, ledger, asOf } = options;
  if (pdf === undefined && json === undefined && ledger === undefined) {
    context.err('Say where to: --pdf FILE, --json FILE, --ledger FILE, or several of them.');
    return context.exit(exitCodes.usage);
  }
  const transport = await context.transport();
  const query = asOf === undefined ? {} : { asOf };
  const kind = options.kind ?? 'release';
  const fetched = (form: 'json' | 'pdf') =>
    kind === 'release'
      ? fetchFile(transport, form === 'json' ? printDossier : printDossierPdf, { params: { id }, query })
      : fetchFile(transport, form === 'json' ? printDossierOf : printDossierPdfOf, { params: { kind, id }, query });
  const print = async (form: 'json' | 'pdf'): Promise<Buffer | null> => {
    const answer = await fetched(form);
    if (answer.ok) return Buffer.from(await answer.value.arrayBuffer());
    context.err(problemText(answer.problem));
    context.exit(exitCodeOf(answer.status));
    return null;
  };
  const written = async (file: string, content: Buffer | string): Promise<void> => {
    await writeFile(file, content);
    context.err(`Written to ${file}.`);
  };
  if (json !== undefined || ledger !== undefined) {
    const bundle = await print('json');
    if (bundle === null) return;
    if (json !== undefined) await written(json, bundle);
    if (ledger !== undefined) await written(ledger, ledgerIn(bundle.toString('utf8')));
  }
  if (pdf === undefined) return;
  const file = await print('pdf');
  if (file !== null) await written(pdf, file);
}

const withOptions = (command: Command, context: CliContext): Command =>
  command
    .option('--pdf <file>', 'for people')
    .option('--json <file>', 'for machines')
    .option('--ledger <file>', 'the entries with their proofs, as interlock verify reads them')
    .option('--kind <kind>', 'kind of record, such as application (default: release)')
    .option('--as-of <time>', 'as it stood at this moment')
    .action((id: string, options: Options) => save(context, id, options));

/** `interlock dossier REL-1042 --pdf out.pdf --json out.json --ledger out.ndjson`, and the same in place of the operations that would print a file to the terminal. */
export function addDossierCommands(program: Command, context: CliContext): void {
  const says =
    'Print the whole record of a release, or of another kind that has a dossier, into files. Each print leaves an entry in the ledger.';
  withOptions(program.command('dossier <id>').description(says), context);
  const records = program.command('records').description('The dossier of a release');
  for (const name of ['dossier', 'dossier-pdf']) withOptions(records.command(`${name} <id>`).description(says), context);
}
