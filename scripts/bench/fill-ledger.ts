import type { Kysely } from 'kysely';
import type { Actor } from '../../src/foundation/actor.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { changesBetween, type Said } from '../../src/foundation/record.ts';
import { seal } from '../../src/rooms/ledger/store/seal.ts';
import { writeEntries } from '../../src/rooms/ledger/store/write-entries.ts';
import { toRecord } from '../../src/rooms/releases/core/record.ts';
import type { Release } from '../../src/rooms/releases/core/release.ts';

const batch = 1_000;

const actorOf = (id: string): Actor => ({
  kind: 'person',
  id,
  name: 'Person 1',
  email: 'person.1@firm.example',
  holdings: [{ role: 'release-manager', reach: 'all', deputyFor: null }],
  via: 'session',
  scopes: null,
  credentialId: null,
});

function saidOf(release: Release, version: number): Said {
  const summary = (at: number) => (at === 1 ? release.summary : `${release.summary} ${at}`);
  const record = toRecord(release);
  return {
    act: version === 1 ? 'releases.proposed' : 'releases.changed',
    subject: { kind: 'release', id: release.id, key: release.key, unitIds: [release.unitId] },
    version,
    changes:
      version === 1 ? changesBetween(null, record) : [{ field: '/summary', old: summary(version - 1), new: summary(version) }],
    reason: version === 1 ? null : 'the summary says more now',
    erasable: [],
  };
}

/** One round gives each release its next entry, by the ledger's own writer, so that every hash and link is what an act would have written. */
export async function fillLedger(
  db: Kysely<unknown>,
  releases: readonly Release[],
  personId: string,
  entries: number,
  say: (line: string) => void,
): Promise<number> {
  const versions = Math.max(1, Math.floor(entries / releases.length));
  const from = Date.now() - 300 * 86_400_000;
  const write = (some: readonly Release[], version: number, step: number): Promise<void> =>
    db.transaction().execute((tx) =>
      writeEntries(
        tx,
        some.map((release) => saidOf(release, version)),
        { actor: actorOf(personId), now: new Date(from + step * 20_000), requestId: uuidv7(), build: 'bench', reasonCode: null },
      ),
    );
  let step = 0;
  for (let version = 1; version <= versions; version++) {
    const batches: (readonly Release[])[] = [];
    for (let at = 0; at < releases.length; at += batch) batches.push(releases.slice(at, at + batch));
    // Two at a time: one hashes while the other's rows are being written.
    for (let at = 0; at < batches.length; at += 2) {
      await Promise.all(batches.slice(at, at + 2).map((some) => write(some, version, step++)));
    }
    if (version % 10 === 0) say(`  ledger: ${version * releases.length} entries`);
  }
  const started = performance.now();
  const sealed = await seal(db, new Date());
  say(`  sealed ${sealed} entries in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return versions;
}
