import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { witnessServer } from '../cli/witness-server.ts';
import { witnessVkeyOf } from '../core/cosignature.ts';
import { parseVkey } from '../core/signed-note.ts';
import { makeWitness, trustLog } from '../store/witness-folder.ts';

export type TestWitness = {
  readonly folder: string;
  readonly vkey: string;
  readonly url: string;
  /** What it told its console. */
  readonly told: readonly string[];
  readonly close: () => Promise<void>;
};

/** A witness as somebody would run it, in a folder and at a port of its own. */
export async function startWitness(name: string, logs: readonly string[], now: () => Date): Promise<TestWitness> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'interlock-witness-'));
  const { signer } = makeWitness(folder, name);
  for (const vkey of logs) {
    const key = parseVkey(vkey);
    if (key === null) throw new Error(`${vkey} is no key of a log`);
    trustLog(folder, key);
  }
  const told: string[] = [];
  const server: Server = witnessServer(folder, now, (line) => void told.push(line));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the witness has no port');
  return {
    folder,
    vkey: witnessVkeyOf(signer.key),
    url: `http://127.0.0.1:${address.port}`,
    told,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
