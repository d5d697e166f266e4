import { uuidv7 } from '../../../foundation/ids.ts';
import { signCheckpoint } from '../core/checkpoint.ts';
import { type EntryBody, hashOfEntry } from '../core/entry.ts';
import { nodeHash } from '../core/merkle.ts';
import type { NoteSigner } from '../core/signed-note.ts';

export type Lost = { readonly seq: number; readonly body: EntryBody; readonly proof: readonly string[]; readonly note: string };

/** An entry of a log of two that a key signed, as a copy holds it that knows more than the database does. */
export function lostEntry(signer: NoteSigner): Lost {
  const body: EntryBody = {
    id: uuidv7(),
    at: '2026-11-23T15:00:00.000Z',
    actorId: uuidv7(),
    actorKind: 'person',
    actorRoles: ['release-manager'],
    via: 'session',
    act: 'thing.made',
    subjectKind: 'thing',
    subjectId: uuidv7(),
    subjectKey: 'THING-1',
    subjectVersion: 1,
    subjectPlace: 1,
    unitIds: [],
    changes: [{ field: '/name', old: null, new: 'thing 1' }],
    commitments: {},
    requestId: uuidv7(),
    build: 'test',
    configuration: 0,
    reasonCode: null,
    previousHash: null,
  };
  const before = Buffer.alloc(32, 7);
  const root = nodeHash(before, hashOfEntry(body));
  const note = signCheckpoint({ origin: signer.key.name, size: 2, root }, signer);
  return { seq: 2, body, proof: [before.toString('base64')], note };
}
