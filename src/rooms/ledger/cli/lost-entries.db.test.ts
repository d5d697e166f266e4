import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import type { Transport } from '../../../foundation/client/client.ts';
import { signNewest } from '../acts/sign-checkpoint.ts';
import { signingState } from '../store/checkpoints.ts';
import { leavesIn } from '../store/entry-folder.ts';
import { readSigner } from '../store/signing-key-file.ts';
import { lostEntry } from '../testing/lost-entry.ts';
import { freshKeyFile, sealAll, setBack, signingWith, writeThings } from '../testing/things.ts';
import { addLedgerCommands } from './commands.ts';

const keyFile = freshKeyFile();
const house = useHouse({ settings: signingWith(keyFile) });
let h: TestHouse;
let [auditor, quality]: readonly Someone[] = [];
let folder = '';
let kept = '';

async function grow(count: number): Promise<number> {
  await writeThings(h, count, 'it is due');
  await sealAll(h);
  h.clock.moveBy(1_000);
  const signing = await signNewest(h.app);
  if (signing.outcome !== 'signed') throw new Error(`not signed: ${JSON.stringify(signing)}`);
  return signing.size;
}

const transportOf = (person: Someone | undefined): Transport => ({
  baseUrl: 'http://localhost',
  headers: () => ({ cookie: `interlock_session=${person?.cookie ?? ''}` }),
  fetch: async (input, init) => {
    const url = new URL(String(input));
    const reply = await h.server.inject({
      method: init?.method === 'POST' ? 'POST' : 'GET',
      url: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
    });
    return new Response(reply.body, {
      status: reply.statusCode,
      headers: { 'content-type': String(reply.headers['content-type']) },
    });
  },
});

/** The command line as somebody: what it says and its exit code. */
async function run(person: Someone | undefined, ...words: readonly string[]) {
  const said: string[] = [];
  let code = 0;
  const context: CliContext = {
    transport: async () => transportOf(person),
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    exit: (given) => {
      code = given;
    },
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  const program = new Command();
  addLedgerCommands(program, context, {
    judges: () => [],
    containers: [],
    records: () => Promise.reject(new Error('not asked')),
  });
  await program.parseAsync(['node', 'interlock', 'ledger', ...words]);
  return { said: said.join('\n'), code };
}
const watching = () => run(auditor, 'watch', '--to', kept, '--entries', '--once');
const copied = async () => {
  const found: { seq: number; leaf: string }[] = [];
  for await (const leaf of leavesIn(kept)) found.push(leaf);
  return found;
};
const entriesOf = async (act: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.entry where act = ${act}`.execute(
    h.app.database.db,
  );
  return rows[0]?.n ?? -1;
};

beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-lost-'));
  kept = path.join(folder, 'kept');
  auditor = await h.someone(['auditor']);
  quality = await h.someone(['quality']);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a copy of the log that somebody else keeps', () => {
  test('[NIST-AU-9-2] a back-up of yesterday without today is found as a rollback with the exact range of missing entries, and they are brought back as evidence, never as entries', async () => {
    const yesterday = await grow(6);
    // The first that is lost tells that the key was introduced: written when the checkpoint was signed, and behind it.
    const firstAt = h.clock.now().toISOString();
    expect(await watching()).toMatchObject({ code: 0, said: expect.stringContaining(`Copied: ${yesterday} entries`) });
    h.clock.moveBy(86_400_000);
    // Sessions of yesterday are over.
    auditor = await h.someone(['auditor']);
    quality = await h.someone(['quality']);
    const today = await grow(12);
    expect(await watching()).toMatchObject({ code: 0, said: expect.stringContaining(`Copied: ${today - yesterday} entries`) });
    expect(await run(auditor, 'compare', kept)).toMatchObject({ code: 0, said: expect.stringContaining('holds all') });

    await setBack(h, yesterday);
    // The house goes on without knowing: other entries take the places of those that are gone.
    await writeThings(h, 4);
    await sealAll(h);
    const { lastSeq } = await signingState(h.app.database.db);
    const range = `entries ${yesterday + 1} to ${today} are missing (${today - yesterday} entries, dated ${firstAt} to `;
    const pack = path.join(folder, 'lost.json');
    const found = await run(auditor, 'compare', kept, '--out', pack);
    expect(found).toMatchObject({ code: 8, said: expect.stringContaining(range) });
    expect(found.said).toContain(`agree up to ${yesterday}; since then the log went on with ${lastSeq - yesterday} entries`);
    const url = h.database.appUrl;
    const report = JSON.parse((await run(auditor, 'compare', kept, '--json', '--database', url)).said);
    expect(report).toMatchObject({ verdict: 'rollback', common: yesterday, covered: today });
    expect(report.missing).toMatchObject({ fromSeq: yesterday + 1, untilSeq: today, entries: today - yesterday });
    expect(await watching()).toMatchObject({ code: 8 });

    expect((await run(auditor, 'bring-lost-entries', pack, '--reason', 'the back-up was restored')).code).toBe(4);
    const brought = await run(quality, 'bring-lost-entries', pack, '--reason', 'the back-up was restored');
    expect(brought).toEqual({
      code: 0,
      said: `Entries ${yesterday + 1} to ${today} are kept as evidence: ${today - yesterday} new.`,
    });
    expect((await run(quality, 'bring-lost-entries', pack, '--reason', 'once more, by mistake')).said).toContain('0 new');
    expect(await entriesOf('ledger.lost-entries-brought')).toBe(1);

    const shown = (await h.http(auditor ?? null, 'GET', '/ledger/lost-entries?limit=100')).body.items;
    const lost = (await copied()).slice(yesterday).map(({ seq, leaf }) => ({ seq, ...JSON.parse(leaf) }));
    expect(shown.map(({ seq, id }: { seq: number; id: string }) => [seq, id])).toEqual(
      lost.toReversed().map(({ seq, id }) => [seq, id]),
    );
    for (const one of shown) expect(one).toMatchObject({ proven: true, checkpointSize: today, broughtBy: { id: quality?.id } });

    // Evidence alone: no place, no history, no entry of the trail, and the log verifies without them.
    const ids = lost.map(({ id }) => id);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ledger.entry where id = any(${ids}::uuid[])`.execute(h.app.database.db);
    expect(rows[0]?.n).toBe(0);
    const thing = lost.find(({ subjectKind }) => subjectKind === 'thing');
    expect((await h.http(auditor ?? null, 'GET', `/ledger/entries?key=${thing?.subjectId}`)).body.items).toEqual([]);
    await sealAll(h);
    const still = JSON.parse((await run(auditor, 'compare', kept, '--json')).said);
    expect(still.missing).toEqual(report.missing);
  }, 60_000);

  test('what is not proven, not signed by this log, or not lost at all is refused', async () => {
    const { origin } = await signingState(h.app.database.db);
    const bring = (body: object) =>
      h.http(quality ?? null, 'POST', '/ledger/lost-entries', { body: { ...body, reason: 'to see it refused' } });
    const { note, seq, body, proof } = lostEntry(readSigner(keyFile, origin ?? ''));
    const leaf = (change: object) => {
      const text = (value: object): string => JSON.stringify(value);
      return text({ ...body, ...change });
    };
    const codes = async (given: object): Promise<readonly string[]> => {
      const reply = await bring(given);
      return [reply.status, ...(reply.body.refusals ?? []).map(({ code }: { code: string }) => code)];
    };
    const [first] = await copied();
    const whole = first === undefined ? [] : [{ seq: first.seq, leaf: first.leaf, proof }];
    expect(await codes({ checkpoint: note, entries: whole })).toEqual([422, 'ledger.unproven-entry']);
    expect(await codes({ checkpoint: note, entries: [{ seq, leaf: leaf({}), proof }] })).toEqual([422, 'ledger.unproven-entry']);
    const stranger = lostEntry(readSigner(freshKeyFile(), origin ?? ''));
    expect(await codes({ checkpoint: stranger.note, entries: [{ seq, leaf: leaf({}), proof }] })).toEqual([
      422,
      'ledger.unknown-checkpoint',
    ]);
    // An entry that still stands, with a proof that holds.
    const size = (await copied()).length;
    const { readCopy } = await import('./read-copy.ts');
    const copy = await readCopy(kept, []);
    if ('unreadable' in copy) throw new Error(copy.unreadable);
    const here = [{ seq: 1, leaf: first?.leaf ?? '', proof: copy.proofOf(1, size) }];
    expect(await codes({ checkpoint: copy.covered?.note ?? '', entries: here })).toEqual([409, 'ledger.not-lost']);
    const inUnit = await h.someone(['quality'], { unit: await h.unit() });
    expect((await h.http(inUnit, 'GET', '/ledger/lost-entries')).body.refusals[0].code).toBe('ledger.whole-trail-only');
    expect((await h.http(inUnit, 'GET', '/ledger/leaves?from=1')).status).toBe(403);
    const theirs = { checkpoint: copy.covered?.note ?? '', entries: here, reason: 'of a unit alone' };
    expect((await h.http(inUnit, 'POST', '/ledger/lost-entries', { body: theirs })).status).toBe(403);
  });

  test('a copy that was changed, or of which a line was cut off, is not relied on further than it goes', async () => {
    const [name = ''] = readdirSync(kept).filter((one) => one.startsWith('entries-'));
    const file = path.join(kept, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('thing 1', 'thing 9'));
    expect(await run(auditor, 'compare', kept)).toMatchObject({ code: 8, said: expect.stringContaining('the copy was changed') });
    writeFileSync(file, text);
    const before = (await copied()).length;
    appendFileSync(file, '{"seq":1000,"leaf":"cut o');
    expect(await copied()).toHaveLength(before);
    const elsewhere = path.join(folder, 'empty');
    expect(await run(auditor, 'compare', elsewhere)).toMatchObject({
      code: 8,
      said: expect.stringContaining('no copied entries'),
    });
  });
});
