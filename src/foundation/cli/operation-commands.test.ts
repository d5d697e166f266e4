import { Command } from 'commander';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { operation } from '../contract.ts';
import { addOperationCommands, type CliContext } from './operation-commands.ts';

const get = operation({
  id: 'boxes.get',
  method: 'GET',
  path: '/boxes/{id}',
  right: 'signed-in',
  summary: 'Show a box',
  params: z.strictObject({ id: z.string() }),
  reply: z.object({ id: z.string() }),
});

test.each(['get', 'show'])('one record is looked at with “%s”, whichever word its room took', async (word) => {
  const said: string[] = [];
  const context: CliContext = {
    transport: async () => ({
      baseUrl: 'http://localhost',
      headers: () => ({}),
      fetch: async (address) => Response.json({ id: String(address) }),
    }),
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    exit: (code) => void said.push(String(code)),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  const program = new Command('interlock');
  addOperationCommands(program, [get], context);
  await program.parseAsync(['boxes', word, 'B-1', '--json'], { from: 'user' });
  expect(said.join()).toContain('B-1');
});
