import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import { type Disposal, type DisposalState, disposalFields, disposalSubject } from '../core/disposal.ts';
import { disposalRefusals as no } from '../core/disposal-refusals.ts';
import { findDisposal, saveDisposal } from '../store/disposals.ts';
import { mayNotEverywhere } from './change-register.ts';
import { rootsOf, whyLeft } from './judge-disposal.ts';

export type Decided = { readonly id: string; readonly version: number };

/** The disposal, locked; whoever may not is told before anything else. */
async function open(work: Work, named: string, right: string, from: readonly DisposalState[]): Promise<Outcome<Disposal>> {
  const denied = mayNotEverywhere(work, right);
  if (denied.length > 0) return refused(denied);
  const found = await findDisposal(work.tx, named, 'for update');
  if (found === null) return refuse(no['no-such-disposal']({}));
  const broken = [
    ...(await work.stale(disposalSubject(found), found.version)),
    ...(from.includes(found.state) ? [] : [no['disposal-over']({ key: found.key, state: found.state })]),
  ];
  return broken.length > 0 ? refused(broken) : done(found);
}

const own = (work: Work, { listedBy }: Disposal): readonly Refusal[] =>
  listedBy === work.actor.id ? [] : [no['not-lister']({})];

export const notSecond = (work: Pick<Work, 'tx' | 'actor' | 'now'>, { listedBy }: Disposal): Promise<readonly Refusal[]> =>
  notIndependent(work.tx, work.actor, [{ personId: listedBy, as: 'listed what is to go' }], work.now);

/** Nobody signs a list of which a record has to stay, or is another one, by now. */
async function moved(work: Work, one: Disposal): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { root, all } of rootsOf(one.items.filter(({ state }) => state === 'listed'))) {
    const why = await whyLeft(work.app, work.tx, all, root, work.now);
    if (why !== null) refusals.push(no['disposal-moved']({ record: root.key ?? root.kind, why }));
  }
  return refusals;
}

function save(work: Work, seen: Disposal, act: string, change: Partial<Disposal>, reason: string | null): Promise<Disposal> {
  const after = { ...seen, ...change, version: seen.version + 1 };
  work.say({
    act,
    subject: disposalSubject(after),
    version: after.version,
    before: disposalFields(seen),
    after: disposalFields(after),
    reason,
  });
  return saveDisposal(work.tx, seen, after).then(() => after);
}

async function signed(
  work: Work,
  seen: Disposal,
  verb: 'ask' | 'approve',
  signature: Signing,
  { effects, input }: { readonly effects: readonly string[]; readonly input: { readonly [field: string]: string | null } },
  after: Disposal,
): Promise<Outcome<Decided>> {
  const due = {
    subject: disposalSubject(after),
    label: `Disposal ${after.key}`,
    version: seen.version,
    verb,
    after: disposalFields(after),
    input,
    effects,
  };
  const outcome = await sign(work, due, signature);
  return outcome.ok ? done({ id: after.id, version: after.version }) : outcome;
}

/** Who listed the records asks for their disposal: the first signature. */
export async function askDisposalIn(work: Work, named: string, signature: Signing): Promise<Outcome<Decided>> {
  const opened = await open(work, named, 'retention.list-disposals', ['listed']);
  if (!opened.ok) return opened;
  const broken = [...own(work, opened.value), ...(await moved(work, opened.value))];
  if (broken.length > 0) return refused(broken);
  const after = await save(work, opened.value, 'retention.disposal-asked', { state: 'asked', askedAt: work.now }, null);
  const effects = ['Quality is asked to approve it.'];
  return signed(work, opened.value, 'ask', signature, { effects, input: {} }, after);
}

/** Quality approves, never who listed it: the second signature. What is listed goes within seconds. */
export async function approveDisposalIn(
  work: Work,
  named: string,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Decided>> {
  const opened = await open(work, named, 'retention.approve-disposals', ['asked']);
  if (!opened.ok) return opened;
  const seen = opened.value;
  const broken = [...(await notSecond(work, seen)), ...(await moved(work, seen))];
  if (broken.length > 0) return refused(broken);
  const decided = { decidedBy: work.actor.id, decidedAt: work.now, decision: reason };
  const after = await save(work, seen, 'retention.disposal-approved', { state: 'approved', ...decided }, reason);
  const going = seen.items.filter(({ state }) => state === 'listed').length;
  const effects = [`${going} records go for good. Their hashes stay in the log.`];
  return signed(work, seen, 'approve', signature, { effects, input: { reason } }, after);
}

export const askDisposal = (call: Call, named: string, signature: Signing): Promise<Outcome<Decided>> =>
  transact(call, (work) => askDisposalIn(work, named, signature));

export const approveDisposal = (
  call: Call,
  named: string,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Decided>> => transact(call, (work) => approveDisposalIn(work, named, reason, signature));

export const rejectDisposal = (call: Call, named: string, reason: string): Promise<Outcome<Decided>> =>
  transact(call, async (work) => {
    const opened = await open(work, named, 'retention.approve-disposals', ['asked']);
    if (!opened.ok) return opened;
    const broken = await notSecond(work, opened.value);
    if (broken.length > 0) return refused(broken);
    const decided = { decidedBy: work.actor.id, decidedAt: work.now, decision: reason, endedAt: work.now };
    const { id, version } = await save(
      work,
      opened.value,
      'retention.disposal-rejected',
      { state: 'rejected', ...decided },
      reason,
    );
    return done({ id, version });
  });

export const withdrawDisposal = (call: Call, named: string, reason: string): Promise<Outcome<Decided>> =>
  transact(call, async (work) => {
    const opened = await open(work, named, 'retention.list-disposals', ['listed', 'asked']);
    if (!opened.ok) return opened;
    const broken = own(work, opened.value);
    if (broken.length > 0) return refused(broken);
    const ended = { state: 'withdrawn', decision: reason, endedAt: work.now } as const;
    const { id, version } = await save(work, opened.value, 'retention.disposal-withdrawn', ended, reason);
    return done({ id, version });
  });
