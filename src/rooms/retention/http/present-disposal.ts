import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { notIndependent, peopleBy } from '../../identity/door.ts';
import { mayNotEverywhere } from '../acts/change-register.ts';
import type { disposalShape, wholeDisposalShape } from '../contract.ts';
import { type Disposal, disposalMachine, type ItemState } from '../core/disposal.ts';
import { disposalRefusals as no } from '../core/disposal-refusals.ts';

const rightsIn = ({ app, actor }: Call) => ({
  mayNot: (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId),
  reach: (right: string) => app.ports.authority.reach(actor, right),
});

export const mayNotList = (call: Call): readonly Refusal[] => mayNotEverywhere(rightsIn(call), 'retention.list-disposals');

/** What the reader may do with a disposal. Whether a record of it has to stay by now is found when it is signed. */
async function cansOf(call: Call, one: Disposal): Promise<Readonly<Record<string, readonly Refusal[]>>> {
  const { app, actor } = call;
  const second = await notIndependent(
    app.database.db,
    actor,
    [{ personId: one.listedBy, as: 'listed what is to go' }],
    app.clock.now(),
  );
  const own = one.listedBy === actor.id ? [] : [no['not-lister']({})];
  const rules: Readonly<Record<string, readonly Refusal[]>> = { ask: own, withdraw: own, approve: second, reject: second };
  const rows = disposalMachine.rows.filter(({ from, verb }) => verb !== 'finish' && from.some((state) => state === one.state));
  return Object.fromEntries(
    rows.map(({ verb, right }) => {
      const denied = mayNotEverywhere(rightsIn(call), right);
      return [verb, denied.length > 0 ? denied : (rules[verb] ?? [])];
    }),
  );
}

const countOf = ({ items }: Disposal, named: boolean, ...states: readonly ItemState[]): number =>
  items.filter((one) => (one.root === null) === named && states.includes(one.state)).length;

export async function presentDisposals(call: Call, found: readonly Disposal[]): Promise<z.output<typeof disposalShape>[]> {
  const ids = found.flatMap(({ listedBy, decidedBy }) => [listedBy, ...(decidedBy === null ? [] : [decidedBy])]);
  const names = new Map((await peopleBy(call.app.database.db, { ids })).map(({ id, name }) => [id, name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  return Promise.all(
    found.map(async (one) => ({
      id: one.id,
      key: one.key,
      state: one.state,
      reason: one.reason,
      listedBy: person(one.listedBy),
      listedAt: one.listedAt.toISOString(),
      askedAt: one.askedAt?.toISOString() ?? null,
      decidedBy: one.decidedBy === null ? null : person(one.decidedBy),
      decidedAt: one.decidedAt?.toISOString() ?? null,
      decision: one.decision,
      endedAt: one.endedAt?.toISOString() ?? null,
      counts: {
        listed: countOf(one, true, 'listed'),
        excluded: countOf(one, true, 'excluded'),
        left: countOf(one, true, 'left'),
        disposed: countOf(one, true, 'removed', 'disposed'),
        withThem: countOf(one, false, 'listed', 'removed', 'disposed'),
      },
      version: one.version,
      can: presentCan(await cansOf(call, one)),
    })),
  );
}

/** With every record; names of records that the reader may not see are left out, their keys stand in the signed list. */
export async function presentDisposal(call: Call, one: Disposal): Promise<z.output<typeof wholeDisposalShape>> {
  const { app, actor } = call;
  const [head] = await presentDisposals(call, [one]);
  if (head === undefined) throw new Error('a disposal was not presented');
  const labels = new Map<string, { readonly label: string; readonly link: string | null }>();
  for (const [kind, items] of Map.groupBy(one.items, (item) => item.kind)) {
    const known = app.subjects.get(kind);
    const ids = items.map(({ id }) => id);
    for (const label of (await known?.label(app.database.db, ids)) ?? [])
      if (app.ports.authority.may(actor, known?.readRight ?? '', label.unitId).length === 0) labels.set(label.id, label);
  }
  return {
    ...head,
    items: one.items.map((item) => ({
      kind: item.kind,
      id: item.id,
      key: item.key,
      label: labels.get(item.id)?.label ?? null,
      link: labels.get(item.id)?.link ?? null,
      with: item.root,
      state: item.state,
      until: item.until?.toISOString() ?? null,
      ground: item.ground,
      entries: item.entries,
      digest: item.digest,
    })),
    dossier: `/records/disposal/${one.id}/dossier`,
  };
}
