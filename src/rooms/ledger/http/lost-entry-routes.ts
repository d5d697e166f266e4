import type { Can, ReplyOf } from '../../../foundation/contract.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { bringLostEntries, lostEntryFault } from '../acts/bring-lost-entries.ts';
import * as contract from '../contract-lost-entries.ts';
import { openCheckpoint } from '../core/checkpoint.ts';
import { disposedIn } from '../core/disposals.ts';
import { readKeyChain } from '../core/endorsement.ts';
import { leafOf, readLeaf } from '../core/leaf.ts';
import { wholeTrailRefusals } from '../core/whole-trail.ts';
import { signingKeys } from '../store/checkpoints.ts';
import { countSealed, type LostEntry, lostBelow } from '../store/lost-entries.ts';
import { erasingEntries, sealedEntries } from '../store/read-entries.ts';

/** Some 3 kB each with its proof, five thousand of them. */
const bodyLimit = 20_000_000;

type Shown = ReplyOf<typeof contract.lostEntries>['items'][number];

const isWholly = (call: Call): boolean => call.app.ports.authority.reach(call.actor, 'ledger.verify') === 'all';

async function namesOf(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = call.app.subjects.get('person');
  const labels = (await people?.label(call.app.database.db, [...new Set(ids)])) ?? [];
  return new Map(labels.map(({ id, label }) => [id, label]));
}

async function present(call: Call, lost: readonly LostEntry[]): Promise<Shown[]> {
  const { keys } = readKeyChain(await signingKeys(call.app.database.db));
  const read = lost.flatMap((one) => {
    const leaf = readLeaf(one.leaf);
    return 'unreadable' in leaf ? [] : [{ ...one, leaf }];
  });
  const names = await namesOf(
    call,
    read.flatMap(({ leaf, recovery }) => [leaf.body.actorId, recovery.broughtBy]),
  );
  return read.map(({ seq, hash, proof, leaf: { body, hash: computed }, recovery }) => {
    const checkpoint = openCheckpoint(recovery.note, keys);
    const fits = !('unreadable' in checkpoint) && lostEntryFault({ seq, hash: computed, proof }, checkpoint) === null;
    return {
      seq,
      id: body.id,
      at: body.at,
      actor: { id: body.actorId, name: names.get(body.actorId) ?? null, kind: body.actorKind, roles: [...body.actorRoles] },
      act: body.act,
      says: call.app.acts.get(body.act) ?? body.act,
      subject: { kind: body.subjectKind, id: body.subjectId, key: body.subjectKey, version: body.subjectVersion },
      changes: body.changes.map((change) => ({ field: change.field, old: change.old, new: change.new })),
      hash: hash.toString('hex'),
      checkpointSize: recovery.size,
      proven: fits && computed.equals(hash),
      broughtAt: recovery.broughtAt.toISOString(),
      broughtBy: { id: recovery.broughtBy, name: names.get(recovery.broughtBy) ?? null },
    };
  });
}

function canOf(call: Call): Can {
  const refusals = call.app.ports.authority.may(call.actor, 'ledger.bring-lost-entries', null);
  return { bring: refusals.length === 0 ? true : refusals.map(({ code, message, remedy }) => ({ code, message, remedy })) };
}

/** Place and hash of the last one shown, as a reader hands them back. */
function cursorIn(cursor: string | undefined): { readonly seq: number; readonly hash: string } | null {
  const [, seq, hash] = /^(\d{1,15})-([0-9a-f]{64})$/.exec(cursor ?? '') ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}

export const lostEntryRoutes: readonly Route[] = [
  route(contract.readLeaves, async ({ call, query }) => {
    if (!isWholly(call)) return refuse(wholeTrailRefusals['whole-trail-only']({}));
    const { db } = call.app.database;
    const until = Math.min(query.until ?? Number.MAX_SAFE_INTEGER, query.from + contract.mostLeaves - 1);
    const items: { seq: number; leaf: string }[] = [];
    const disposed = disposedIn(await erasingEntries(db));
    for await (const page of sealedEntries(db, query.from, until, contract.mostLeaves))
      items.push(...page.map(({ seq, body }) => ({ seq, leaf: leafOf(body, disposed) })));
    return done({ body: { items, sealedSize: await countSealed(db) } });
  }),
  route(contract.lostEntries, async ({ call, query }) => {
    if (!isWholly(call)) return refuse(wholeTrailRefusals['whole-trail-only']({}));
    const lost = await lostBelow(call.app.database.db, cursorIn(query.cursor), query.limit);
    const last = lost.length === query.limit ? lost.at(-1) : undefined;
    const nextCursor = last === undefined ? null : `${last.seq}-${last.hash.toString('hex')}`;
    return done({ body: { items: await present(call, lost), nextCursor, can: canOf(call) } });
  }),
  route(
    contract.bringLostEntries,
    async ({ call, body }) => {
      const outcome = await bringLostEntries(call, body);
      return outcome.ok ? done({ body: outcome.value }) : outcome;
    },
    { bodyLimit },
  ),
];
