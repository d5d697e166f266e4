import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { exitCodeOf } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { humanText, problemText } from '../../../foundation/cli/show.ts';
import { callOperation, fetchFile } from '../../../foundation/client/client.ts';
import type { Problem } from '../../../foundation/contract.ts';
import { attachFile, downloadAttachment, restoreAttachment } from '../contract.ts';

function refuse(context: CliContext, { status, problem }: { readonly status: number; readonly problem: Problem }): void {
  context.err(problemText(problem));
  context.exit(exitCodeOf(status));
}

/** Commands whose body or answer is a file. A file is read while it is sent. */
export function addDiscussionCommands(program: Command, context: CliContext): void {
  const parent = program.command('discussion').description('What people say and attach to a record');
  parent
    .command('attach-file <kind> <id> <file>')
    .description(attachFile.summary)
    .option('--name <name>', 'how it is called; the name of the file where left out')
    .action(async (kind: string, id: string, file: string, options: { readonly name?: string }) => {
      const query = { name: options.name ?? path.basename(file) };
      const answer = await callOperation(await context.transport(), attachFile, {
        params: { kind, id },
        query,
        file: await openAsBlob(file),
      });
      if (answer.ok) context.out(humanText(answer.value));
      else refuse(context, answer);
    });
  parent
    .command('download-attachment <id> <file>')
    .description(`${downloadAttachment.summary}: written to a file that does not exist yet`)
    .action(async (id: string, file: string) => {
      const answer = await fetchFile(await context.transport(), downloadAttachment, { params: { id } });
      if (!answer.ok) return refuse(context, answer);
      await writeFile(file, Buffer.from(await answer.value.arrayBuffer()), { flag: 'wx' });
      context.err(`Written to ${file}.`);
    });
  parent
    .command('restore-attachment <id> <file>')
    .description(restoreAttachment.summary)
    .action(async (id: string, file: string) => {
      const answer = await callOperation(await context.transport(), restoreAttachment, {
        params: { id },
        file: await openAsBlob(file),
      });
      if (answer.ok) context.out(humanText(answer.value));
      else refuse(context, answer);
    });
}
