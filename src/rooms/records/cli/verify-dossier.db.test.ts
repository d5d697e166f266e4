import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { appOf, passkeyOf, proven } from '../../../../tests/support/credentials.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, propose } from '../../../../tests/support/releases.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { addLedgerCommands } from '../../ledger/cli/commands.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { refitted, resealed as resealedBundle } from '../testing/refit.ts';
import { dossierContainer } from '../wiring.ts';

/** Under the strict profile: every signature takes a second factor, one of them a passkey. */
const house = useHouse({ settings: signingWith(freshKeyFile()) });
let h: TestHouse;
let cast: Cast;
let auditor: Someone;
let folder = '';
let release: { readonly id: string; readonly key: string };
let other: { readonly id: string; readonly key: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const verifying = { judges: () => [signatureJudge()], containers: [dossierContainer] };
async function judged(content: string) {
  const file = path.join(folder, 'file');
  await writeFile(file, content);
  return verifyFile(file, { keys: [], checkpoints: [] }, verifying);
}
const damageOf = (found: Awaited<ReturnType<typeof judged>>) =>
  'unreadable' in found ? { detail: found.unreadable, what: 'unreadable' } : found.damage;
async function exported(query = ''): Promise<string> {
  const reply = await h.http(auditor, 'GET', `/ledger/export${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.text;
}
async function dossier(key = release.key): Promise<string> {
  const reply = await h.http(auditor, 'GET', `/releases/${key}/dossier`);
  expect(reply.status, reply.text).toBe(200);
  return reply.text;
}

async function sealed(): Promise<void> {
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
}

/** Proposes and accepts a release with the components that are given. */
async function accepted(person: Someone, components: (challenge: string) => object) {
  const { body: made } = await propose(h, cast);
  const input = { reason: 'because it is due' };
  const shown = await h.http(person, 'POST', '/signatures/ceremonies', {
    ifMatch: 1,
    body: { subject: { kind: 'release', id: made.id }, verb: 'accept', input },
  });
  expect(shown.status, shown.text).toBe(201);
  const given = components(shown.body.needs.passkey?.challenge ?? '');
  const signature = { ceremony: shown.body.id, password: person.password, ...given };
  const done = await h.http(person, 'POST', `/releases/${made.id}/acts/accept`, { ifMatch: 1, body: { ...input, signature } });
  expect(done.status, done.text).toBe(200);
  return made;
}

beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-verify-'));
  cast = await castOf(h);
  auditor = await h.someone(['auditor']);
  const signer = async () => h.someone(['release-manager'], { unit: cast.unit });
  const [one, two] = [await signer(), await signer()];
  const app = await appOf(h, one);
  const passkey = await passkeyOf(h, two);
  for (const person of [one, two]) await proven(h, person);
  other = await accepted(one, () => ({ code: app.code() }));
  release = await accepted(two, (challenge) => ({ assertion: passkey.sign(challenge) }));
  await accepted(two, (challenge) => ({ assertion: passkey.sign(challenge) }));
  await sealed();
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const linesOf = (text: string): readonly string[] => text.slice(0, -1).split('\n');
/** The last line is made to fit again. */
function resealed(lines: readonly string[]): string {
  const text = lines
    .slice(0, -1)
    .map((line) => `${line}\n`)
    .join('');
  const entries = lines.filter((line) => line.startsWith('{"seq"')).length;
  return `${text}${JSON.stringify({ end: { entries, sha256: sha256(text) } })}\n`;
}
const exhibitsIn = (lines: readonly string[]): readonly number[] =>
  lines.flatMap((line, at) => (line.startsWith('{"exhibit"') ? [at] : []));

describe('the signatures of an exported ledger, verified alone', () => {
  test('each is judged: a passkey proves its statement, a code and a password have the word of the server', async () => {
    for (const query of ['', '?kind=signature']) {
      const found = await judged(await exported(query));
      expect(found).toMatchObject({ verdict: 'valid', exhibits: { valid: 3, erased: 0, broken: 0 } });
      if ('unreadable' in found) throw new Error(found.unreadable);
      const shown = found.exhibits?.each.map((one) => one.shown.join());
      expect(shown?.[0]).toContain('one-time code: its step, by the word of the server');
      expect(shown?.[1]).toContain('the assertion over this statement, meaning and signer is by the kept key');
      expect(found.exhibits?.each[1]?.about).toContain(`on release ${release.key}, version 1 (accept)`);
    }
  });

  test('flipped, swapped, left out, doubled, moved or truncated, none is valid, and the first bad record is named', async () => {
    const lines = linesOf(await exported());
    const [, second = 0, third = 0] = exhibitsIn(lines);
    const seq = JSON.parse(lines[second - 1] ?? '').seq;
    const spoilt = async (changed: readonly string[]) => damageOf(await judged(resealed(changed)));
    const exhibit = JSON.parse(lines[second] ?? '');
    const evidence = JSON.parse(lines[third] ?? '').exhibit.value.evidence;
    const withValue = (value: unknown) => lines.with(second, JSON.stringify({ exhibit: { ...exhibit.exhibit, value } }));
    const { value } = exhibit.exhibit;
    const signature = Buffer.from(value.evidence.passkey.signature, 'base64url');
    signature[20] = (signature[20] ?? 0) ^ 1;
    const flipped = { ...value.evidence.passkey, signature: signature.toString('base64url') };
    for (const changed of [
      { ...value, evidence },
      { ...value, evidence: { ...value.evidence, passkey: evidence.passkey } },
      { ...value, evidence: { ...value.evidence, passkey: flipped } },
      { ...value, evidence: { password: value.evidence.password } },
      { ...value, statement: value.statement.replace('"accepted"', '"approved"') },
      { ...value, printed: null },
      { ...value, printed: { ...value.printed, name: 'Somebody else' } },
      JSON.parse(lines[third] ?? '').exhibit.value,
      null,
      'garbage',
    ])
      expect(await spoilt(withValue(changed)), JSON.stringify(changed)?.slice(0, 60)).toMatchObject({ seq, what: 'exhibit' });
    expect(await spoilt(lines.toSpliced(second, 1))).toMatchObject({
      seq,
      what: 'exhibit',
      detail: expect.stringContaining('it is gone'),
    });
    expect(await spoilt(lines.toSpliced(second, 0, lines[second] ?? ''))).toMatchObject({ what: 'unreadable' });
    expect(await spoilt(lines.with(second, lines[third] ?? '').with(third, lines[second] ?? ''))).toMatchObject({
      what: 'unreadable',
    });
    expect(await judged(lines.slice(0, second).join('\n').concat('\n'))).toHaveProperty('unreadable');
    expect(await judged(lines.slice(0, second + 1).join('\n'))).toHaveProperty('unreadable');
    // An older format, which carries no signatures, is no way around: it is said that nothing was concluded on them.
    const bare = lines.filter((line) => !line.startsWith('{"exhibit"')).with(0, (lines[0] ?? '').replace('export/3', 'export/2'));
    expect(await judged(resealed(bare))).toMatchObject({ exhibits: null, notProven: [expect.stringContaining('3 signatures')] });
  });
});

describe('a dossier, verified alone', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads and forges the bundle field by field
  type Bundle = any;
  /** As somebody would who has this code: digests and the writing fit again. */
  function forged(text: string, change: (bundle: Bundle) => void): string {
    const bundle: Bundle = JSON.parse(text);
    change(bundle);
    bundle.contents = refitted(bundle.sections);
    return resealedBundle(bundle);
  }

  test('is valid with the signatures in it; one of the former format, without a digest of its bytes, also with other white space', async () => {
    const text = await dossier();
    const { sha256: _, ...bundle } = JSON.parse(text);
    const former = { ...bundle, format: 'interlock-dossier/1' };
    for (const one of [text, JSON.stringify(former), JSON.stringify(former, null, 2)]) {
      const found = await judged(one);
      expect(found, JSON.stringify(damageOf(found))).toMatchObject({
        verdict: 'valid',
        exhibits: { valid: 1, broken: 0 },
        notProven: [],
      });
    }
  });

  test('[P11-30-2] interlock verify reads it as it is, says of each signature what was found, and ends with the documented codes', async () => {
    const text = await dossier();
    const file = path.join(folder, 'told.json');
    const run = async (content: string, ...more: readonly string[]) => {
      await writeFile(file, content);
      const [said, codes]: [string[], number[]] = [[], []];
      const program = new Command();
      const context: CliContext = {
        transport: () => Promise.reject(new Error('no server is asked')),
        out: (line) => void said.push(line),
        err: (line) => void said.push(line),
        exit: (code) => void codes.push(code),
        ask: async () => '',
        sign: async () => ({ ok: true, signature: null }),
      };
      addLedgerCommands(program, context, { ...verifying, records: () => Promise.reject(new Error('no database is asked')) });
      await program.parseAsync(['node', 'interlock', 'verify', file, ...more]);
      return { said: said.join('\n'), codes };
    };
    const well = await run(text, '--each');
    expect(well.codes).toEqual([]);
    expect(well.said).toMatch(/✓ entry \d+: signature “Accepted” by .* passkey \S+…: the assertion/);
    expect(well.said).toContain('Signatures: 1 valid, 0 valid with a lawfully erased name, 0 broken.');
    const spoilt = await run(text.replaceAll('because it is due', 'because it was due'));
    expect(spoilt).toMatchObject({ codes: [8], said: expect.stringContaining('✗ Broken at entry') });
    expect(JSON.parse((await run(text, '--json')).said)).toMatchObject({ verdict: 'valid', exhibits: { valid: 1 } });
  });

  test('in which any value was changed is broken, although its digests were made to fit again', async () => {
    const text = await dossier();
    const elsewhere = JSON.parse(await dossier(other.key));
    const attempts: readonly (readonly [what: string, change: (bundle: Bundle) => void])[] = [
      [
        '“state” of the record',
        (b) => {
          b.sections.identity.content.state = 'closed';
        },
      ],
      [
        'version',
        (b) => {
          b.head.record.version = 1;
        },
      ],
      [
        'does not say what the ledger says',
        (b) => {
          b.sections.trail.content[0].actor.name = 'Somebody else';
        },
      ],
      [
        'does not say what the ledger says',
        (b) => {
          b.sections.trail.content[0].at = '2020-01-01T00:00:00.000Z';
        },
      ],
      [
        'is missing in the trail',
        (b) => {
          b.sections.trail.content.pop();
        },
      ],
      [
        'is missing among its signatures',
        (b) => {
          b.sections.signatures.content.signatures = [];
        },
      ],
      [
        '“text” is not what was signed',
        (b) => {
          b.sections.signatures.content.signatures[0].text = 'Approved by nobody';
        },
      ],
      [
        '“signer” is not what was signed',
        (b) => {
          b.sections.signatures.content.signatures[0].signer.name = 'Somebody else';
        },
      ],
      [
        '“content” is not what was signed',
        (b) => {
          b.sections.signatures.content.signatures[0].content.name = 'Another';
        },
      ],
      [
        '“evidence” is not what was signed',
        (b) => {
          b.sections.signatures.content.signatures[0].evidence = {};
        },
      ],
      [
        'changed after the first entry',
        (b) => {
          b.sections.changes.content = [];
        },
      ],
      [
        'moves',
        (b) => {
          b.sections.dates.content.moves = [{ by: 'nobody' }];
        },
      ],
      [
        'not the one that the section “proofs” speaks of',
        (b) => {
          b.ledger = elsewhere.ledger;
        },
      ],
      [
        'no ledger',
        (b) => {
          b.ledger = [];
        },
      ],
    ];
    for (const [what, change] of attempts) {
      const found = await judged(forged(text, change));
      expect(found, what).not.toMatchObject({ verdict: 'valid' });
      expect(damageOf(found)?.detail, what).toContain(what);
    }
    const swapped = forged(text, (b) => {
      b.ledger = elsewhere.ledger;
      b.sections.proofs.content.ledger = elsewhere.sections.proofs.content.ledger;
    });
    expect(damageOf(await judged(swapped))).toMatchObject({ what: 'content' });
  });

  test('of which a byte was flipped, a field doubled, or the end cut off is not valid', async () => {
    const text = await dossier();
    const at = text.indexOf('"accepted"') + 4;
    expect(await judged(`${text.slice(0, at)}X${text.slice(at + 1)}`)).not.toMatchObject({ verdict: 'valid' });
    const doubled = text.replace(
      '"sections": {',
      '"sections": {"identity": {"title": "x", "says": "x", "rows": 1, "content": {}},',
    );
    expect(damageOf(await judged(doubled))?.detail).toContain('a field stands twice');
    expect(await judged(text.slice(0, -100))).toHaveProperty('unreadable');
    expect(damageOf(await judged(resealedBundle({ ...JSON.parse(text), more: 1 })))?.detail).toContain('more');
  });

  test('printed before a checkpoint covered its newest signature says on what nothing is concluded', async () => {
    const signed = await h.http(auditor, 'GET', `/releases/${release.key}`);
    const { body: changed } = await h.http(cast.owner, 'PATCH', `/releases/${release.key}`, {
      ifMatch: signed.body.version,
      body: { name: 'Renamed', reason: 'it was renamed' },
    });
    expect(changed.name).toBe('Renamed');
    const found = await judged(await dossier());
    expect(found).toMatchObject({ verdict: 'valid', notProven: [expect.stringContaining('of the trail')] });
    await sealed();
    expect(await judged(await dossier())).toMatchObject({ verdict: 'valid', notProven: [] });
  });

  test('of a signature that a database administrator deleted or changed is broken', async () => {
    const [{ id }] = JSON.parse(await dossier()).sections.signatures.content.signatures;
    await asSuperuser(h, `update signatures.signature set printed_name = 'Somebody else' where id = '${id}'`);
    for (const text of [await dossier(), await exported()])
      expect(damageOf(await judged(text))).toMatchObject({ what: 'exhibit', detail: expect.stringContaining('printed name') });
    await asSuperuser(h, `delete from signatures.signature where id = '${id}'`);
    for (const text of [await dossier(), await exported()])
      expect(damageOf(await judged(text))).toMatchObject({ what: 'exhibit', detail: expect.stringContaining('it is gone') });
  });
});
