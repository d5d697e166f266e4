import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { troubleOf } from '../../../foundation/cli/trouble.ts';
import { type Container, type Envelope, judgeContainer, judgeSeal, type Opened } from '../core/container.ts';
import type { Judge } from '../core/exhibits.ts';
import { type Brought, type BundleResult, BundleVerifier } from '../core/verify-bundle.ts';

/** Lines of a file, split at U+000A and nowhere else: a text within an entry may hold other line ends of Unicode. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly whole: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    let bytes: Buffer = Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a)) {
      yield { text: decoder.decode(bytes.subarray(0, end)), whole: true };
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  if (rest.length > 0) yield { text: '', whole: false };
}

/** What rooms bring to a verification: judges of what they put behind entries, fresh for each file, and the larger files that hold a ledger. */
export type Verifying = {
  readonly judges: () => readonly Judge[];
  readonly containers: readonly Container[];
  /** Files for people that carry such a larger file. */
  readonly envelopes?: readonly Envelope[];
};

const nothingBrought: Brought = { keys: [], checkpoints: [] };
const ledgerAlone: Verifying = { judges: () => [], containers: [] };
/** Far more than the limits of a dossier allow. */
const largestContainer = 1_000_000_000;

/** The container of which the first bytes of a file speak. */
const containerOf = (begin: string, { containers }: Verifying): Container | undefined => {
  const named = /^\s*\{\s*"format"\s*:\s*"([^"]+)"/.exec(begin)?.[1];
  return containers.find(({ formats }) => formats.some((one) => one === named));
};

async function beginOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

async function bytesOf(file: string): Promise<Buffer | { readonly unreadable: string }> {
  if ((await stat(file)).size > largestContainer) return { unreadable: 'it is larger than such a file can be' };
  return readFile(file);
}

type Judged = { readonly result: BundleResult; readonly lines: readonly string[] };

function verifyContainer(text: string, container: Container, brought: Brought, judges: readonly Judge[]): Judged {
  const opened = container.open(text);
  if ('unreadable' in opened) return { result: opened, lines: [] };
  const verifier = new BundleVerifier(brought, judges);
  for (const line of opened.lines) if (!verifier.line(line)) break;
  return { result: judgeContainer(verifier.result(), opened.lines, opened.check), lines: opened.lines };
}

function verifyEnvelope(opened: Opened, brought: Brought, verifying: Verifying): BundleResult {
  if ('plainPrint' in opened) return { unreadable: opened.plainPrint, plainPrint: true };
  const container = containerOf(opened.manifest.slice(0, 200), verifying);
  if (container === undefined) return { unreadable: 'the manifest in it is of a format that this program does not know' };
  const { result, lines } = verifyContainer(opened.manifest, container, brought, verifying.judges());
  return judgeSeal(result, opened, lines, brought.keys);
}

/** Verifies a file alone: no server, no database. What cannot be read is said with its line. */
export async function verifyFile(
  file: string,
  brought: Brought = nothingBrought,
  verifying: Verifying = ledgerAlone,
): Promise<BundleResult> {
  const begin = await beginOf(file);
  const envelope = verifying.envelopes?.find(({ begins }) => begin.startsWith(begins));
  const container = containerOf(begin, verifying);
  if (envelope === undefined && container === undefined) return verifyLines(file, brought, verifying.judges());
  const bytes = await bytesOf(file);
  if ('unreadable' in bytes) return bytes;
  if (envelope !== undefined) return verifyEnvelope(envelope.open(bytes), brought, verifying);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { unreadable: 'it is no text in UTF-8' };
  }
  return container === undefined
    ? { unreadable: 'it is of no known format' }
    : verifyContainer(text, container, brought, verifying.judges()).result;
}

async function verifyLines(file: string, brought: Brought, judges: readonly Judge[]): Promise<BundleResult> {
  const verifier = new BundleVerifier(brought, judges);
  let line = 0;
  try {
    for await (const { text, whole } of linesOf(file)) {
      line += 1;
      if (!whole) verifier.cut();
      else if (!verifier.line(text)) break;
    }
  } catch (error) {
    // A file that is not there, or may not be opened, is no broken ledger: the command line says what it is and what to do.
    if (troubleOf(error) !== null) throw error;
    return { unreadable: `line ${line + 1}: ${error instanceof Error ? error.message : String(error)}` };
  }
  return verifier.result();
}
