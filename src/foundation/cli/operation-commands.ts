import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { callOperation, type Transport } from '../client/client.ts';
import type { AnyOperation, Problem, SignedStep } from '../contract.ts';
import { isReasonCode, type ReasonCode, reasonCodeNames } from '../reason-codes.ts';
import { exitCodeOf } from './exit-codes.ts';
import { humanText, problemText } from './show.ts';

export type CliContext = {
  readonly transport: () => Promise<Transport>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly exit: (code: number) => void;
  /** One line of standard input; a password never stands on the command line, where other processes see it. */
  readonly ask: (prompt: string) => Promise<string>;
  /** Goes through the ceremony of a signed step: shows what would be signed, asks the components, answers what to send. */
  readonly sign: (transport: Transport, step: StepToSign) => Promise<SignedOrNot>;
};

export type StepToSign = {
  readonly subject: { readonly kind: string; readonly id: string };
  readonly verb: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly version: number | undefined;
};
export type SignedOrNot =
  | { readonly ok: true; readonly signature: unknown }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

type Field = { readonly name: string; readonly description: string; readonly required: boolean; readonly textual: boolean };

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Fields of a strict object shape; other shapes are only reached with --data. */
export function fieldsOf(shape: z.ZodType): readonly Field[] {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const known = typeof property === 'object' ? property : {};
    const types = [known.type, ...(known.anyOf ?? []).map((one) => (typeof one === 'object' ? one.type : undefined))];
    return { name, description: known.description ?? '', required: required.includes(name), textual: types.includes('string') };
  });
}

/** `--reason "text"` is text; other fields are read as JSON (numbers, lists, null), or as text where JSON cannot be. */
function parsedValue(field: Field, text: string): unknown {
  if (field.textual && text !== 'null') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function dataOf(text: string | undefined): Promise<Record<string, unknown>> {
  if (text === undefined) return {};
  const source = text.startsWith('@') ? await readFile(text.slice(1), 'utf8') : text;
  const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(source));
  if (!parsed.success) throw new InvalidArgumentError('--data takes a JSON object, or @file with one.');
  return parsed.data;
}

/** The record's own GET above an operation such as /releases/{id}/acts/{verb}: where `--latest` reads the version. */
const recordOf = (operation: AnyOperation, all: readonly AnyOperation[]): AnyOperation | undefined =>
  all
    .filter(
      (other) =>
        other.method === 'GET' &&
        (operation.path === other.path || operation.path.startsWith(`${other.path}/`)) &&
        other.path.endsWith('}'),
    )
    .sort((a, b) => b.path.length - a.path.length)[0];

type Given = { readonly json?: boolean; readonly data?: string; readonly ifMatch?: string; readonly latest?: boolean } & Readonly<
  Record<string, string | boolean | undefined>
>;

const isSecret = (field: Field): boolean => /password/i.test(field.name);

/** Secrets of the body, in their order, each a line of standard input: those that the operation demands, and those that were asked for. */
async function secretsAsked(context: CliContext, operation: AnyOperation, given: Given) {
  const answers: { field: string; value: string }[] = [];
  for (const field of fieldsOf(operation.body).filter(isSecret)) {
    const flagName = `ask${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`;
    if (field.required || given[flagName] === true)
      answers.push({ field: field.name, value: await context.ask(`${field.name}: `) });
  }
  return answers;
}

export function reasonCodeOf(given: string | undefined): ReasonCode | undefined {
  if (given === undefined || isReasonCode(given)) return given;
  throw new InvalidArgumentError(`--reason-code takes one of ${reasonCodeNames.join(', ')}.`);
}

/** The value of a flag; commander names `--go-live` goLive, as the contract does. */
const flag = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

function collect(fields: readonly Field[], given: Given): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const text = flag(given, field.name);
    if (text !== undefined) values[field.name] = parsedValue(field, text);
  }
  return values;
}

/** A file is printed as it came, so that it can be sent to one: `interlock releases export > releases.csv`. */
function textOf(operation: AnyOperation, value: unknown, json: boolean): string {
  if (operation.streams !== undefined) return String(value).trimEnd();
  return json ? JSON.stringify(value) : humanText(value);
}

async function run(
  context: CliContext,
  operation: AnyOperation,
  all: readonly AnyOperation[],
  positional: readonly string[],
  given: Given,
): Promise<void> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const params = Object.fromEntries(names.map((name, at) => [name, positional[at] ?? '']));
  const transport = await context.transport();
  const query = collect(fieldsOf(operation.query), given);
  const body =
    operation.method === 'GET' ? undefined : { ...(await dataOf(given.data)), ...collect(fieldsOf(operation.body), given) };
  if (body !== undefined) for (const name of await secretsAsked(context, operation, given)) body[name.field] = name.value;
  let version = given.ifMatch === undefined ? undefined : Number(given.ifMatch);
  const record = recordOf(operation, all);
  if (operation.versioned && version === undefined && given.latest === true && record !== undefined) {
    const seen = await callOperation(transport, record, { params });
    if (seen.ok && seen.version !== null) version = seen.version;
  }
  if (body !== undefined && given.sign === true && operation.signs !== undefined) {
    const signed = await context.sign(transport, stepOf(operation.signs, params, body, version));
    if (!signed.ok) return refuse(context, given, signed);
    body.signature = signed.signature;
  }
  const answer = await callOperation(transport, operation, {
    params,
    query,
    ...(body === undefined ? {} : { body }),
    ...(version === undefined ? {} : { version }),
    ...(operation.method === 'GET' ? {} : { reasonCode: reasonCodeOf(flag(given, 'reasonCode')) }),
  });
  if (answer.ok) {
    context.out(textOf(operation, answer.value, given.json === true));
    return;
  }
  refuse(context, given, answer);
}

function refuse(
  context: CliContext,
  given: Given,
  { status, problem }: { readonly status: number; readonly problem: Problem },
): void {
  if (given.json === true) context.out(JSON.stringify(problem));
  else context.err(problemText(problem));
  context.exit(exitCodeOf(status));
}

/** What the address and the body of a signed step say that a ceremony is about. */
export function stepOf(
  signs: SignedStep,
  params: Readonly<Record<string, string>>,
  body: Readonly<Record<string, unknown>>,
  version: number | undefined,
): StepToSign {
  const more = Object.fromEntries((signs.input ?? []).map((name) => [name, params[name] ?? '']));
  return {
    subject: { kind: signs.kind, id: params.id ?? '' },
    verb: signs.verb ?? params.verb ?? '',
    input: { ...body, ...more },
    version,
  };
}

function addOptions(command: Command, operation: AnyOperation): void {
  for (const match of operation.path.matchAll(/\{(\w+)\}/g)) command.argument(`<${match[1]}>`);
  const ofBody = operation.method === 'GET' ? [] : fieldsOf(operation.body).filter((field) => field.name !== 'signature');
  const fields = [...fieldsOf(operation.query), ...ofBody];
  for (const field of new Map(fields.map((one) => [one.name, one])).values()) {
    if (isSecret(field)) {
      command.option(
        `--ask-${kebab(field.name)}`,
        `read ${field.name} from standard input${field.required ? ' (done by itself)' : ''}`,
      );
      continue;
    }
    command.option(`--${kebab(field.name)} <value>`, `${field.description}${field.required ? ' (required)' : ''}`);
  }
  if (operation.method !== 'GET' && operation.reads !== true && !fields.some(({ name }) => name === 'reasonCode'))
    command.option('--reason-code <word>', `why, as a word of the list: ${reasonCodeNames.join(', ')}`);
  if (operation.method !== 'GET') command.option('--data <json>', 'the body as JSON, or @file');
  if (operation.signs !== undefined)
    command.option(
      '--sign',
      'sign the step: shows what is signed on standard error and reads your components from standard input',
    );
  if (operation.versioned)
    command.option('--if-match <version>', 'version of the record that you saw').option('--latest', 'act on the newest version');
  command.option('--json', 'print the reply as JSON');
}

/** One command for each operation: `interlock releases act REL-1042 accept --reason "…"`. What the API can do, the CLI can. */
export function addOperationCommands(
  program: Command,
  operations: readonly AnyOperation[],
  context: CliContext,
  captionOf: (room: string) => string | undefined = () => undefined,
): void {
  for (const operation of operations) {
    const [room = '', name = ''] = operation.id.split('.');
    const parent =
      program.commands.find((known) => known.name() === room) ??
      program.command(room).description(captionOf(room) ?? `operations of the room ${room}`);
    // A room's own command of that name is the better one.
    if (parent.commands.some((known) => known.name() === name)) continue;
    addOperationCommand(parent, name, operation, operations, context);
  }
}

/** Two words for looking at one record: nobody has to remember which of them a room took. */
const sameAs: Readonly<Record<string, string>> = { get: 'show', show: 'get' };

/** The command of one operation, under a name that a room chooses. */
export function addOperationCommand(
  parent: Command,
  name: string,
  operation: AnyOperation,
  operations: readonly AnyOperation[],
  context: CliContext,
): void {
  const command = parent.command(name).description(operation.summary);
  const also = sameAs[name];
  if (also !== undefined && !operations.some(({ id }) => id === `${parent.name()}.${also}`)) command.alias(also);
  addOptions(command, operation);
  command.action(async (...args: unknown[]) => {
    const positional = args.filter((arg) => typeof arg === 'string');
    await run(context, operation, operations, positional, command.opts<Given>());
  });
}
