import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { callOperation } from '../../../foundation/client/client.ts';
import { cosignCheckpoint } from '../acts/cosign-checkpoint.ts';
import { bringCosignatures } from '../contract.ts';
import { witnessVkeyOf } from '../core/cosignature.ts';
import { isKeyName, parseVkey, vkeyOf } from '../core/signed-note.ts';
import { readAddCheckpoint } from '../core/witness.ts';
import { isWitnessFolder, lastCosigned, makeWitness, openWitness, trustLog } from '../store/witness-folder.ts';
import { witnessServer } from './witness-server.ts';

type InFolder = { readonly folder: string };

function usage(context: CliContext, says: string): void {
  context.err(says);
  context.exit(exitCodes.usage);
}

function make(context: CliContext, options: InFolder & { readonly name: string }): void {
  if (!isKeyName(options.name)) usage(context, 'A name is one word without a plus, such as quality.firm.example/witness.');
  else if (isWitnessFolder(options.folder)) usage(context, `${options.folder} holds a witness already. Name another folder.`);
  else context.out(witnessVkeyOf(makeWitness(options.folder, options.name).signer.key));
}

function trust(context: CliContext, options: InFolder & { readonly log: string }): void {
  const key = parseVkey(options.log);
  if (key === null) usage(context, 'A key of a log is name+id+base64, as interlock ledger keys shows it.');
  else {
    trustLog(options.folder, key);
    context.out(`Checkpoints of ${key.name} signed by key ${key.id} are taken from now on.`);
  }
}

function show(context: CliContext, { folder }: InFolder): void {
  const witness = openWitness(folder);
  context.out(`Witness ${witnessVkeyOf(witness.signer.key)}`);
  for (const key of witness.logs) {
    const last = lastCosigned(folder, witness, key.name);
    context.out(`Log ${vkeyOf(key)}: ${last === null ? 'nothing cosigned yet' : `cosigned up to ${last.size} entries`}`);
  }
}

/** Without network: a file with the request in, the checkpoint with the cosignature under it out. */
async function signFile(context: CliContext, file: string, options: InFolder & { readonly out?: string }): Promise<void> {
  const request = readAddCheckpoint(readFileSync(file, 'utf8'));
  if ('unreadable' in request) return usage(context, `${file}: ${request.unreadable}`);
  const cosigned = await cosignCheckpoint(options.folder, request, new Date());
  if (cosigned.status !== 200 || cosigned.line === null) {
    const refused = cosigned.status === 200 ? 'not cosigned' : cosigned.says;
    context.err(`✗ Not cosigned: ${refused}.`);
    const evidence = cosigned.status === 422 || (cosigned.status === 409 && cosigned.split);
    return context.exit(evidence ? exitCodes.broken : exitCodes.refused);
  }
  const note = cosigned.checkpoint.note + cosigned.line;
  if (options.out === undefined) return context.out(note.slice(0, -1));
  writeFileSync(options.out, note);
  context.err(`Cosigned ${cosigned.checkpoint.size} entries of ${cosigned.checkpoint.origin}. Written to ${options.out}.`);
}

async function serve(context: CliContext, options: InFolder & { readonly port: string; readonly host: string }): Promise<void> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return usage(context, '--port takes a number up to 65535.');
  openWitness(options.folder);
  const server = witnessServer(options.folder, () => new Date(), context.err);
  server.listen(port, options.host);
  await once(server, 'listening');
  const address = server.address();
  context.out(
    `Witness listens at http://${options.host}:${typeof address === 'object' && address !== null ? address.port : port}/add-checkpoint`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  server.close();
  server.closeAllConnections();
}

/** Brings back to the server what a witness without network wrote into a file, byte for byte. */
export async function bring(context: CliContext, file: string, options: { readonly json?: boolean }): Promise<void> {
  const answer = await callOperation(await context.transport(), bringCosignatures, {
    body: { checkpoint: readFileSync(file, 'utf8') },
  });
  if (!answer.ok) {
    context.err(problemText(answer.problem));
    return context.exit(exitCodeOf(answer.status));
  }
  const { size, added } = answer.value;
  context.out(
    options.json === true ? JSON.stringify(answer.value) : `Cosignatures under the checkpoint of ${size} entries: ${added} new.`,
  );
}

/** `interlock witness …`: somebody outside of the operator's reach who checks and cosigns checkpoints. Needs neither server nor database. */
export function addWitnessCommands(program: Command, context: CliContext): void {
  const witness = program
    .command('witness')
    .description('Be a witness of logs: check that each checkpoint continues the last, and cosign it');
  const inFolder = (command: Command): Command =>
    command.requiredOption('--folder <folder>', 'where the witness keeps its key and what it cosigned last');
  inFolder(witness.command('make').description('Make a witness with a fresh key; prints its verifier key'))
    .requiredOption('--name <name>', 'one word for all time, such as quality.firm.example/witness')
    .action((options: InFolder & { name: string }) => make(context, options));
  inFolder(witness.command('trust').description('Take checkpoints of a log by this key from now on'))
    .requiredOption('--log <vkey>', 'verifier key of the log, learned from somebody whom you trust')
    .action((options: InFolder & { log: string }) => trust(context, options));
  inFolder(witness.command('show').description('Say which logs are known and how far each was cosigned')).action(
    (options: InFolder) => show(context, options),
  );
  inFolder(
    witness
      .command('sign <request>')
      .description(
        'Cosign the request in a file. Exit codes: 0 cosigned, 3 refused, 8 the log contradicts what was cosigned before',
      ),
  )
    .option('--out <file>', 'write to a file instead of standard output')
    .action((file: string, options: InFolder & { out?: string }) => signFile(context, file, options));
  inFolder(witness.command('serve').description('Answer over HTTP (C2SP tlog-witness) until stopped'))
    .option('--port <port>', 'port to listen at', '7430')
    .option('--host <host>', 'address to listen at', '127.0.0.1')
    .action((options: InFolder & { port: string; host: string }) => serve(context, options));
}
