import type { Command } from 'commander';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { bringLost, type CompareOptions, compare } from './compare.ts';
import { watch } from './watch.ts';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** What is kept elsewhere: `interlock ledger watch`, `compare` and `bring-lost-entries`. */
export function addCopyCommands(ledger: Command, context: CliContext): void {
  ledger
    .command('watch')
    .description(
      'Fetch checkpoints, check that each continues the last, and keep them in a folder of yours; with --entries the entries too. Ends with 8 at the first difference.',
    )
    .requiredOption('--to <folder>', 'where checkpoints are kept')
    .option('--entries', 'copy the entries too, and compute each root from them; without names and reasons')
    .option('--key <vkey>', 'a verifier key that you know from elsewhere', several, [])
    .option('--every <seconds>', 'how often to look', '60')
    .option('--once', 'look once')
    .action((options: { to: string; key: readonly string[]; every: string; once?: boolean; entries?: boolean }) =>
      watch(context, options),
    );
  ledger
    .command('compare <folder>')
    .description(
      'Hold the log against the entries that watch --entries kept. Exit codes: 0 all are there, 8 rolled back, rewritten, or the copy was changed.',
    )
    .option('--database <url>', 'compare straight over the database instead of asking the server')
    .option('--key <vkey>', 'a verifier key that you know from elsewhere', several, [])
    .option('--out <file>', 'write what is missing, with proofs, for bring-lost-entries')
    .option('--json', 'print the comparison as JSON')
    .action((folder: string, options: CompareOptions) => compare(context, folder, options));
  ledger
    .command('bring-lost-entries <file>')
    .description('Bring what compare --out wrote: entries that were lost, as evidence')
    .requiredOption('--reason <text>', 'why, for the trail')
    .option('--json', 'print the reply as JSON')
    .action((file: string, options: { reason: string; json?: boolean }) => bringLost(context, file, options));
}
