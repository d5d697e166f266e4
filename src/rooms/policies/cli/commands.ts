import type { Command } from 'commander';
import { exitCodeOf } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { callOperation } from '../../../foundation/client/client.ts';
import type { Problem } from '../../../foundation/contract.ts';
import { type ProfileView, proposeProfileChange, showProfile } from '../contract.ts';

type Options = { readonly json?: boolean; readonly reason?: string };

const said = (unit: string | null, value: number | string): string => (unit === null ? String(value) : `${value} ${unit}`);

/** One line a value: key, what holds, and how it stands to the strict default. */
function linesOf(profile: ProfileView): string {
  const widest = Math.max(...profile.values.map((value) => value.key.length));
  const lines = profile.values.map((value) => {
    const standing = value.standing === 'strict' ? 'strict' : `${value.standing}; strict is ${said(value.unit, value.strict)}`;
    return `${value.key.padEnd(widest)}  ${said(value.unit, value.value)} (${standing})`;
  });
  const pending = profile.pending.map((change) => `${change.key} waits for a decision: ${change.reason}`);
  return [`Version ${profile.version}, ${profile.looser} looser than strict`, ...lines, ...pending].join('\n');
}

function refuse(
  context: CliContext,
  { json }: Options,
  { status, problem }: { readonly status: number; readonly problem: Problem },
) {
  if (json === true) context.out(JSON.stringify(problem));
  else context.err(problemText(problem));
  context.exit(exitCodeOf(status));
}

async function show(context: CliContext, options: Options): Promise<void> {
  const answer = await callOperation(await context.transport(), showProfile, {});
  if (!answer.ok) return refuse(context, options, answer);
  context.out(options.json === true ? JSON.stringify(answer.value) : linesOf(answer.value));
}

/** `key=value`; a whole number is one. */
const valuesIn = (pairs: readonly string[]) =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.split('=');
      return [key, /^-?\d{1,9}$/.test(value) ? Number(value) : value] as const;
    }),
  );

async function set(context: CliContext, pairs: readonly string[], options: Options): Promise<void> {
  const transport = await context.transport();
  const seen = await callOperation(transport, showProfile, {});
  if (!seen.ok) return refuse(context, options, seen);
  const body = { values: valuesIn(pairs), reason: options.reason ?? '' };
  const answer = await callOperation(transport, proposeProfileChange, { version: seen.value.version, body });
  if (!answer.ok) return refuse(context, options, answer);
  const change = answer.value;
  if (options.json === true) return context.out(JSON.stringify(change));
  if (change === null) return context.out('The profile says so already.');
  context.out(
    change.state === 'adopted'
      ? `${change.key}: adopted, version ${change.profileVersion} of the profile.`
      : `${change.key}: it loosens the profile and waits for a second person.`,
  );
}

/** `interlock profile`, `interlock profile set session.idleMinutes=20 --reason "…"`; the other steps are commands of `interlock policies`. */
export function addProfileCommands(program: Command, context: CliContext): void {
  const profile = program
    .command('profile')
    .description('The compliance profile: what holds, and how it stands to the strict default')
    .option('--json', 'print the reply as JSON')
    .action((options: Options) => show(context, options));
  profile
    .command('set <values...>')
    .description('Change values, such as session.idleMinutes=20: tightening holds at once, loosening waits for a second person')
    .requiredOption('--reason <text>', 'why; it is recorded')
    .option('--json', 'print the reply as JSON')
    .action((values: string[], options: Options) => set(context, values, options));
}
