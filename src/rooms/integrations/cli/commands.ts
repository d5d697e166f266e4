import { readFile, writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import { type CliContext, reasonCodeOf } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { type Answered, callOperation } from '../../../foundation/client/client.ts';
import { reasonCodeNames } from '../../../foundation/reason-codes.ts';
import { applyPlan, exportPlan, planSections, previewPlan } from '../contract.ts';
import { planLimits } from '../core/plan-limits.ts';

type Options = {
  readonly json?: boolean;
  readonly only?: string;
  readonly rowByRow?: boolean;
  readonly fingerprint?: string;
  readonly takeOver?: boolean;
  readonly reason?: string;
  readonly reasonCode?: string;
};
type Section = (typeof planSections)[number];

/** UTF-8 text of the file; anything else is refused here, before it travels. */
async function planText(context: CliContext, file: string): Promise<string | null> {
  const bytes = await readFile(file);
  if (bytes.byteLength > planLimits.bytes) {
    context.err(
      `✗ ${file} has ${bytes.byteLength} bytes; at most ${planLimits.bytes} are read.\n  Split the plan into several files, each with its own name. [plan.too-large]`,
    );
    context.exit(exitCodes.refused);
    return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    context.err(`✗ ${file} is not in UTF-8.\n  Save it in UTF-8. [plan.not-utf-8]`);
    context.exit(exitCodes.refused);
    return null;
  }
}

/** The sections that were asked for. A misspelt one would otherwise mean all of them. */
function onlyOf(text: string | undefined): Section[] {
  const asked = (text ?? '').split(',').filter((name) => name !== '');
  const unknown = asked.filter((name) => !planSections.some((section) => section === name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no section ${unknown.join(', ')}; there are ${planSections.join(', ')}.`);
  return planSections.filter((section) => asked.includes(section));
}

function refuse<T>(context: CliContext, answer: Extract<Answered<T>, { ok: false }>, json: boolean): void {
  if (json) context.out(JSON.stringify(answer.problem));
  else context.err(problemText(answer.problem));
  context.exit(exitCodeOf(answer.status));
}

async function preview(context: CliContext, file: string, options: Options): Promise<void> {
  const text = await planText(context, file);
  if (text === null) return;
  const answer = await callOperation(await context.transport(), previewPlan, { body: { text, only: onlyOf(options.only) } });
  if (!answer.ok) return refuse(context, answer, options.json === true);
  const { diff, unsaid, fingerprint } = answer.value;
  if (options.json === true) return context.out(JSON.stringify(answer.value));
  for (const one of unsaid) context.err(`note: left as it is: ${one}`);
  context.out(`${diff.trimEnd()}\nfingerprint ${fingerprint}`);
}

async function apply(context: CliContext, file: string, options: Options): Promise<void> {
  const text = await planText(context, file);
  if (text === null) return;
  const answer = await callOperation(await context.transport(), applyPlan, {
    body: {
      text,
      only: onlyOf(options.only),
      mode: options.rowByRow === true ? 'row-by-row' : 'all-or-nothing',
      fingerprint: options.fingerprint ?? null,
      takeOver: options.takeOver === true,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    },
    reasonCode: reasonCodeOf(options.reasonCode),
    idempotencyKey: crypto.randomUUID(),
  });
  if (!answer.ok) return refuse(context, answer, options.json === true);
  const failed = answer.value.results.filter((result) => !result.ok);
  if (options.json === true) context.out(JSON.stringify(answer.value));
  else {
    for (const result of failed) {
      const where = result.line === null ? '' : ` (line ${result.line})`;
      for (const refusal of result.refusals)
        context.err(`✗ ${result.subject} ${result.key}${where}: ${refusal.message}\n  ${refusal.remedy} [${refusal.code}]`);
    }
    context.out(
      `${answer.value.results.length - failed.length} applied, ${failed.length} refused, ${answer.value.counts.unchanged} unchanged.`,
    );
  }
  if (failed.length > 0) context.exit(exitCodes.refused);
}

async function save(
  context: CliContext,
  options: {
    readonly out?: string;
    readonly plan?: string;
    readonly name?: string;
    readonly zone?: string;
    readonly json?: boolean;
  },
): Promise<void> {
  const { out, json, ...query } = options;
  const answer = await callOperation(await context.transport(), exportPlan, { query });
  if (!answer.ok) return refuse(context, answer, json === true);
  if (json === true) context.out(JSON.stringify(answer.value));
  else if (out === undefined) context.out(answer.value.text.trimEnd());
  else {
    await writeFile(out, answer.value.text);
    context.err(`Written to ${out}.`);
  }
}

/** `interlock plan FILE`, `interlock apply FILE`, `interlock export`. */
export function addPlanCommands(program: Command, context: CliContext): void {
  const only = ['--only <sections>', `sections separated by commas: ${planSections.join(', ')}`] as const;
  program
    .command('plan <file>')
    .description('Show what a plan file would create, change or withdraw')
    .option(...only)
    .option('--json', 'print the reply as JSON')
    .action((file: string, options: Options) => preview(context, file, options));
  program
    .command('apply <file>')
    .description('Apply a plan file, all of it or nothing')
    .option(...only)
    .option('--row-by-row', 'do what can be done and report the rest')
    .option('--take-over', 'change what other plans brought too; it is this plan’s from then on')
    .option('--reason <text>', 'why, for the trail')
    .option('--reason-code <word>', `why, as a word of the list: ${reasonCodeNames.join(', ')}`)
    .option('--fingerprint <hash>', 'only if nothing moved since that preview')
    .option('--json', 'print the reply as JSON')
    .action((file: string, options: Options) => apply(context, file, options));
  program
    .command('export')
    .description('Write the portfolio as a plan file')
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--plan <name>', 'only what this plan brought')
    .option('--name <name>', 'name of the exported plan')
    .option('--zone <zone>', 'zone of the exported plan')
    .option('--json', 'print the reply as JSON')
    .action((options: { out?: string; plan?: string; name?: string; zone?: string; json?: boolean }) => save(context, options));
}
