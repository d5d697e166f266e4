import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../tests/support/house.ts';
import { castOf, propose } from '../../tests/support/releases.ts';
import { exitCodes } from '../foundation/cli/exit-codes.ts';
import type { CliContext } from '../foundation/cli/operation-commands.ts';
import { signNewest } from '../rooms/ledger/acts/sign-checkpoint.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../rooms/ledger/testing/things.ts';
import { addRoomCommands } from './room-commands.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
let releaseKey = '';
beforeAll(async () => {
  const h = house();
  const { body } = await propose(h, await castOf(h));
  releaseKey = body.key;
  await sealAll(h);
  await signNewest(h.app);
  await sealAll(h);
});

/** A user of the database who may only read, in some schemas. */
async function reader(schemas: readonly string[]): Promise<string> {
  const name = `reader_${randomBytes(4).toString('hex')}`;
  await asSuperuser(
    house(),
    `create role ${name} login password 'reads'`,
    ...schemas.flatMap((schema) => [
      `grant usage on schema ${schema} to ${name}`,
      `grant select on all tables in schema ${schema} to ${name}`,
    ]),
  );
  const url = new URL(house().database.appUrl);
  url.username = name;
  url.password = 'reads';
  return url.href;
}

async function allSchemas(): Promise<readonly string[]> {
  const { rows } = await house().app.database.pool.query<{ nspname: string }>(
    "select nspname from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' and nspname <> 'public'",
  );
  return rows.map(({ nspname }) => nspname);
}

async function verify(url: string, ...more: readonly string[]) {
  const [said, codes]: [string[], number[]] = [[], []];
  const context: CliContext = {
    transport: () => Promise.reject(new Error('no server is asked')),
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    exit: (code) => void codes.push(code),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  const program = new Command();
  addRoomCommands(program, context);
  await program.parseAsync(['node', 'interlock', 'ledger', 'verify', '--database', url, ...more]);
  return { said: said.join('\n'), codes };
}

describe('interlock ledger verify --database', () => {
  test('with a user who may only read, says that ledger, records and signatures fit', async () => {
    const { said, codes } = await verify(await reader(await allSchemas()));
    expect(codes, said).toEqual([]);
    expect(said).toContain('Records and signatures are what their entries lead to.');
  });

  test('names a record that somebody changed past the application, though no entry was touched, and ends with 8', async () => {
    const h = house();
    const url = await reader(await allSchemas());
    await asSuperuser(h, `update releases.release set name = name || '!' where key = '${releaseKey}'`);
    try {
      const { said, codes } = await verify(url);
      expect(codes).toEqual([exitCodes.broken]);
      expect(said).toContain(`the release ${releaseKey}, version 1, is not what its entries lead to: /name`);
      const { said: json } = await verify(url, '--json');
      expect(JSON.parse(json)).toMatchObject({ verdict: 'valid', records: { found: 'differ' } });
      const alone = await verify(url, '--ledger-only');
      expect(alone).toMatchObject({ codes: [], said: expect.stringContaining('Records were not held against their entries.') });
    } finally {
      await asSuperuser(h, `update releases.release set name = rtrim(name, '!') where key = '${releaseKey}'`);
    }
    expect((await verify(url)).codes).toEqual([]);
  });

  test('a user who may read the ledger alone concludes nothing on records, and is told so with 3', async () => {
    const url = await reader(['ledger']);
    expect(await verify(url)).toMatchObject({
      codes: [exitCodes.refused],
      said: expect.stringContaining('Nothing is concluded on records'),
    });
    expect((await verify(url, '--ledger-only')).codes).toEqual([]);
  });
});
