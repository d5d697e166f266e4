import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { type Disposal, type DisposalItem, disposalFields, disposalSubject } from '../core/disposal.ts';
import { disposalRefusals as no } from '../core/disposal-refusals.ts';
import { retentionRefusals } from '../core/retention-refusals.ts';
import { insertDisposal, listedIn } from '../store/disposals.ts';
import { mayNotEverywhere } from './change-register.ts';
import { itemsOf } from './judge-disposal.ts';
import { readableRecord } from './readable-record.ts';

export type DisposalInput = {
  readonly records: readonly { readonly kind: string; readonly id: string }[];
  readonly reason: string;
};

/**
 * Lists records for disposal: what is due, with all that is kept with it and with the hashes of their entries; and what is not, with the reason. Nothing goes before two
 * persons signed the list.
 */
export const listDisposal = (call: Call, { records, reason }: DisposalInput): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'retention.list-disposals');
    if (denied.length > 0) return refused(denied);
    const items = new Map<string, DisposalItem>();
    for (const [at, { kind, id: named }] of records.entries()) {
      const found = await readableRecord(work.app, work.tx, kind, named, work.mayNot);
      if (!found.ok) return refuse(retentionRefusals['no-such-record']({}, { field: `/records/${at}` }));
      const { id, label } = found.value;
      const root = { kind, id, key: label.key };
      const listed = await itemsOf(work.app, work.tx, root, work.now);
      const elsewhere = await listedIn(work.tx, id);
      const ground = elsewhere === null ? null : `It stands in ${elsewhere} already`;
      const kept =
        ground === null
          ? listed
          : listed.filter((one) => one.id === id).map((one) => ({ ...one, state: 'excluded' as const, ground }));
      for (const one of kept) items.set(one.id, one);
    }
    const all = [...items.values()];
    if (all.every(({ state }) => state === 'excluded'))
      return refuse(
        no['nothing-due']({ records: all.slice(0, 20).map(({ key, kind, ground }) => `${key ?? kind}: ${ground ?? ''}`) }),
      );
    const made: Disposal = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('DSP'),
      state: 'listed',
      reason,
      listedBy: work.actor.id,
      listedAt: work.now,
      askedAt: null,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      endedAt: null,
      version: 1,
      items: all,
    };
    await insertDisposal(work.tx, made);
    work.say({
      act: 'retention.disposal-listed',
      subject: disposalSubject(made),
      version: 1,
      before: null,
      after: disposalFields(made),
      reason,
    });
    return done({ id: made.id });
  });
