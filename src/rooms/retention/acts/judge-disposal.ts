import { createHash } from 'node:crypto';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import * as ledger from '../../ledger/door.ts';
import type { DisposalItem } from '../core/disposal.ts';
import { retentionOf } from './retention-of.ts';

export type Named = { readonly kind: string; readonly id: string; readonly key: string | null };
type House = Pick<Services, 'subjects' | 'recordTypes' | 'disposers'>;

/** A gate of a release has approvals, and these have signatures. */
const mostSteps = 5;

const keptWith = ({ recordTypes }: House): readonly string[] =>
  [...recordTypes].filter(([, { closes }]) => closes === 'with-record').map(([kind]) => kind);

/** Records that are kept with a record, and with those: they go with it. The deepest first, so that nothing points at what is gone. */
async function belongingTo(app: House, db: Db | Tx, root: Named): Promise<readonly Named[]> {
  const found = new Map<string, Named>();
  let layer: readonly Named[] = [root];
  for (let step = 0; step < mostSteps && layer.length > 0; step++) {
    const next: Named[] = [];
    for (const one of layer)
      for (const other of await ledger.recordsNaming(db, one, keptWith(app)))
        if (!found.has(other.id) && other.id !== root.id) {
          found.set(other.id, other);
          next.push(other);
        }
    layer = next;
  }
  return [...found.values()].toReversed();
}

/** How many entries a record has, and the SHA-256 over their hashes, one a line. */
export async function fingerprintOf(db: Db | Tx, record: Named): Promise<{ readonly entries: number; readonly digest: string }> {
  const hashes = await ledger.hashesOf(db, record);
  return {
    entries: hashes.length,
    digest: createHash('sha256')
      .update(hashes.map((one) => `${one}\n`).join(''))
      .digest('hex'),
  };
}

/** Why a record may not go now, and until when it has to be kept. */
async function standingOf(app: House, db: Db | Tx, { kind, id }: Named, now: Date) {
  const kept = await retentionOf(app, db, { kind, id }, now);
  const until = kept?.trailUntil ?? null;
  if (kept === null) return { until, ground: 'The register does not know until when it is kept' };
  const [longest] = kept.grounds;
  const says = longest?.says ?? 'Its end is open';
  if (kept.until === null || until === null) return { until: null, ground: says };
  if (kept.until > now) return { until, ground: `Kept until ${kept.until.toISOString().slice(0, 10)}. ${says}` };
  if (until > now) return { until, ground: `Its trail is kept until ${until.toISOString().slice(0, 10)}` };
  return { until, ground: null };
}

const unknown = ({ disposers }: House, kind: string): string | null =>
  disposers.some((one) => one.kind === kind) ? null : `Records of the kind “${kind}” are not disposed of in this version`;

/**
 * A named record with all that is kept with it, as a disposal lists them; the named one is excluded with its reason where anything of it has to stay. The belonging ones
 * come first, in the order in which they go.
 */
export async function itemsOf(app: House, db: Db | Tx, root: Named, now: Date): Promise<readonly DisposalItem[]> {
  const item = async (
    one: Named,
    within: string | null,
    state: 'listed' | 'excluded',
    ground: string | null,
    until: Date | null,
  ) => ({
    ...one,
    root: within,
    state,
    until,
    ground,
    ...(await fingerprintOf(db, one)),
  });
  const own = await standingOf(app, db, root, now);
  const cannot = unknown(app, root.kind);
  if (cannot !== null || own.ground !== null) return [await item(root, null, 'excluded', own.ground ?? cannot, own.until)];
  const listed: DisposalItem[] = [];
  for (const one of await belongingTo(app, db, root)) {
    const { until, ground } = await standingOf(app, db, one, now);
    const why = unknown(app, one.kind) ?? ground;
    if (why !== null) return [await item(root, null, 'excluded', `${one.key ?? one.kind} goes with it: ${why}`, own.until)];
    listed.push(await item(one, root.id, 'listed', null, until));
  }
  return [...listed, await item(root, null, 'listed', null, own.until)];
}

/** Why a record that was listed may not go any more; null when it still may, exactly as it was signed. */
export async function whyLeft(
  app: House,
  db: Db | Tx,
  items: readonly DisposalItem[],
  root: DisposalItem,
  now: Date,
): Promise<string | null> {
  const today = await itemsOf(app, db, root, now);
  const excluded = today.find(({ state }) => state === 'excluded');
  if (excluded !== undefined) return excluded.ground;
  const print = (some: readonly DisposalItem[]): string =>
    some
      .map(({ id, digest }) => `${id} ${digest}`)
      .toSorted()
      .join('\n');
  return print(today) === print(items) ? null : 'It, or what is kept with it, is no longer what was signed';
}

/** The records of a disposal by the named one with which they go. */
export const rootsOf = (
  items: readonly DisposalItem[],
): readonly { readonly root: DisposalItem; readonly all: readonly DisposalItem[] }[] =>
  items
    .filter((one) => one.root === null)
    .map((root) => ({ root, all: items.filter((one) => one.id === root.id || one.root === root.id) }));
