import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import map from '../../rooms.json' with { type: 'json' };
import { exitCodeOf, exitCodes } from '../foundation/cli/exit-codes.ts';
import { addOperationCommands, type CliContext } from '../foundation/cli/operation-commands.ts';
import { forgetSession, readPlace, readSession, writeSession } from '../foundation/cli/session-file.ts';
import { humanText, problemText } from '../foundation/cli/show.ts';
import { troubleOf, troubleText } from '../foundation/cli/trouble.ts';
import { callOperation, type Transport } from '../foundation/client/client.ts';
import type { ReplyOf } from '../foundation/contract.ts';
import { completeSignIn, signIn, signOut } from '../rooms/identity/contract.ts';
import { signStep } from '../rooms/signatures/cli/sign-step.ts';
import { operations } from './contracts.ts';
import { addRoomCommands } from './room-commands.ts';

const captions = new Map(Object.entries(map.rooms).map(([room, { caption }]) => [room, caption]));
const defaultUrl = 'http://localhost:7420';
let exitCode: number = exitCodes.done;

const context: CliContext = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  exit: (code) => {
    exitCode = code;
  },
  ask: lineFromInput,
  sign: (transport, step) => signStep(context, transport, step),
  transport: async () => {
    const session = await readSession(process.env);
    const token = process.env.INTERLOCK_TOKEN;
    const url = process.env.INTERLOCK_URL ?? session?.url ?? defaultUrl;
    const headers: Record<string, string> = {};
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    else if (session !== null && session.url === url) headers.cookie = session.cookie;
    return { baseUrl: url, headers: () => headers, fetch: session !== null && token === undefined ? keepingCookie(url) : fetch };
  },
};

const cookieIn = (setCookies: readonly string[], name: RegExp): string | null =>
  setCookies.map((one) => one.split(';')[0] ?? '').find((one) => name.test(one)) ?? null;
/** Name and value of the session's cookie; null where the server sets none or takes it away. */
const sessionIn = (setCookies: readonly string[]): string | null => cookieIn(setCookies, /^(?:__Host-)?interlock_session=il/);
const placeIn = (setCookies: readonly string[]): string | null => cookieIn(setCookies, /^(?:__Host-)?interlock_place=il/);

/** The server rotates the session's token: the newest cookie is the one to keep. */
const keepingCookie =
  (url: string): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const cookie = sessionIn(response.headers.getSetCookie());
    if (cookie !== null) await writeSession(process.env, { url, cookie });
    return response;
  };

let input: AsyncIterator<string> | null = null;

/** The next line of standard input; a password never stands on the command line, where other processes would see it. */
async function lineFromInput(prompt: string): Promise<string> {
  if (process.stdin.isTTY) return hiddenLine(prompt);
  input ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const line = await input.next();
  return line.done === true ? '' : line.value;
}

/** At a terminal the prompt is shown and what is typed is not. */
async function hiddenLine(prompt: string): Promise<string> {
  let shown = true;
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      if (shown) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  const answer = new Promise<string>((resolve) => {
    terminal.question(prompt, resolve);
    terminal.once('close', () => resolve(''));
  });
  shown = false;
  const line = await answer;
  terminal.close();
  process.stderr.write('\n');
  return line;
}

type SignedIn = ReplyOf<typeof signIn>;

/**
 * The second step of signing in, where one is owed: the code of the authenticator app, or a recovery code, off standard input. Passkeys are for browsers. Null
 * when it was refused, which has been told.
 */
async function finishSignIn(
  url: string,
  cookies: readonly string[],
  owed: SignedIn,
): Promise<{ readonly value: SignedIn; readonly setCookies: readonly string[] } | null> {
  if (owed.session.state === 'enrol') {
    context.err('A second factor is asked for here, and you have none. Sign in with a browser once and set one up.');
    context.exit(exitCodes.refused);
    return null;
  }
  const given = (await lineFromInput('Code of your authenticator app, or a recovery code: ')).trim();
  const transport: Transport = { baseUrl: url, headers: () => ({ cookie: cookies.join('; ') }), fetch };
  const body = /^\d{6}$/.test(given.replaceAll(' ', '')) ? { code: given } : { recoveryCode: given };
  const answer = await callOperation(transport, completeSignIn, { body });
  if (answer.ok) return { value: answer.value, setCookies: answer.setCookies };
  context.err(problemText(answer.problem));
  context.exit(exitCodeOf(answer.status));
  return null;
}

function addSessionCommands(program: Command): void {
  program
    .command('sign-in')
    .description('Sign in; the password, and the code where one is asked for, are read from standard input')
    .requiredOption('--email <email>', 'your e-mail')
    .option('--url <url>', `address of Interlock (default: INTERLOCK_URL or ${defaultUrl})`)
    .option('--json', 'print the reply as JSON')
    .action(async (options: { email: string; url?: string; json?: boolean }) => {
      const url = options.url ?? process.env.INTERLOCK_URL ?? defaultUrl;
      const known = await readPlace(process.env, url);
      const transport: Transport = { baseUrl: url, headers: () => (known === null ? {} : { cookie: known }), fetch };
      const answer = await callOperation(transport, signIn, {
        body: { email: options.email, password: await lineFromInput('Password: ') },
      });
      if (!answer.ok) {
        context.err(problemText(answer.problem));
        return context.exit(exitCodeOf(answer.status));
      }
      const begun = { value: answer.value, setCookies: answer.setCookies };
      const first = sessionIn(answer.setCookies) ?? '';
      const { state } = answer.value.session;
      const done = state === 'open' ? begun : await finishSignIn(url, known === null ? [first] : [first, known], answer.value);
      if (done === null) return;
      const cookie = sessionIn(done.setCookies) ?? '';
      const place = placeIn(done.setCookies) ?? undefined;
      await writeSession(process.env, { url, cookie, ...(place === undefined ? {} : { place }) });
      context.out(
        options.json === true
          ? JSON.stringify(done.value)
          : `Signed in as ${done.value.person.name} (${done.value.roles.map((role) => role.says).join(', ')}).`,
      );
    });
  program
    .command('sign-out')
    .description('Sign out and forget the session')
    .action(async () => {
      const answer = await callOperation(await context.transport(), signOut);
      await forgetSession(process.env);
      context.out(answer.ok ? humanText('Signed out.') : 'The session was over already.');
    });
}

/** A file or database that is not there is told in words, with its own exit code; anything else is a fault. */
function tellFault(error: unknown): void {
  const trouble = troubleOf(error);
  context.err(trouble === null ? (error instanceof Error ? error.message : String(error)) : troubleText(trouble));
  exitCode = trouble?.exit ?? exitCodes.fault;
}

async function main(): Promise<void> {
  const program = new Command('interlock')
    .description(
      'Interlock from the command line. Everything the API can do is a command; --json prints what it answers.\nExit codes: 0 done, 1 fault, 2 usage, 3 refused by a rule, 4 no right, 5 not found, 6 stale, 7 unreachable, 8 verification broken.',
    )
    .showHelpAfterError()
    .exitOverride();
  addSessionCommands(program);
  addRoomCommands(program, context);
  addOperationCommands(program, operations, context, (room) => captions.get(room));
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    // What commander finds it has told already; what a command found in its own arguments it has not.
    if (error instanceof InvalidArgumentError) context.err(error.message);
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    else tellFault(error);
  }
  process.stdin.destroy();
  process.exitCode = exitCode;
}

await main();
