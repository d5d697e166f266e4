import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { sign } from '../../signatures/door.ts';
import { type Change, changeRecord, changeSubject, requirementRecord, requirementSubject } from '../core/change.ts';
import { fillChange } from '../core/change-seats.ts';
import type { Requirement } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { findChange, insertChangeSignature, saveChange } from '../store/changes.ts';
import { findRequirement, lockRequirements, saveVersion } from '../store/requirements.ts';
import { seatsOf } from './change-seats.ts';
import { unsatisfiableIn } from './conflicts.ts';
import type { ChangeAnswer } from './propose-change.ts';
import { signatureIdOf } from './signature-id.ts';
import { whyNotSign } from './why-not-sign.ts';

type Made = Requirement & { readonly at: Date };

/** Signs a proposed change; the last signature that is missing makes it effective. */
export const signChange = (call: Call, idOrKey: string, signature: Signing): Promise<Outcome<ChangeAnswer>> =>
  transact(call, (work) => signChangeIn(work, idOrKey, signature));

export async function signChangeIn(work: Work, idOrKey: string, signature: Signing): Promise<Outcome<ChangeAnswer>> {
  const nowhere = work.mayNot('approvals.sign-changes', null);
  if (nowhere.length > 0) return refused(nowhere);
  await lockRequirements(work.tx);
  const change = await findChange(work.tx, idOrKey, 'for update');
  if (change === null || work.mayNot('approvals.read', change.terms.unitId).length > 0)
    return refuse(no['no-such-change']({ named: idOrKey }));
  const stale = await work.stale(changeSubject(change), change.version);
  if (stale.length > 0) return refused(stale);
  const today = change.baseVersion === null ? null : await findRequirement(work.tx, change.requirementId ?? '', 'for update');
  const broken = await whyNotSign(work, change, today);
  if (broken.length > 0) return refused(broken);
  const signatures = [...change.signatures, { personId: work.actor.id, signatureId: signatureIdOf(signature), at: work.now }];
  const signed: Change = { ...change, version: change.version + 1, signatures };
  const { seats, signers } = await seatsOf(work.app, work.tx, change, today, [work.actor.id], work.now);
  const isLast = fillChange(seats, [...signers, work.actor.id]).missing.length === 0;
  const unmet = isLast && change.kind !== 'withdraw' ? await unsatisfiableIn(work, change.terms, today?.id ?? null) : [];
  if (unmet.length > 0) return refused(unmet);
  const made = isLast ? await madeBy(work, signed, today) : null;
  const after: Change =
    made === null
      ? signed
      : {
          ...signed,
          state: 'effective',
          requirementId: made.id,
          ended: { at: work.now, why: 'Everybody who is asked has signed' },
        };
  await save(work, change, after, today, made);
  const due = {
    subject: changeSubject(after),
    label: `${after.key} ${after.terms.name}`,
    version: change.version,
    verb: 'sign',
    after: changeRecord(after),
    input: {},
    effects: [
      made === null
        ? 'The change waits for the others who are asked.'
        : `${made.key} is changed by your signature, the last that was missing.`,
    ],
  };
  const bound = await sign(work, due, signature);
  return bound.ok ? done({ id: after.id, version: after.version }) : bound;
}

/** The version that comes of a change that everybody signed. Its time is that after the steps for which the act waited: they are earlier. */
async function madeBy(work: Work, change: Change, today: Requirement | null): Promise<Made> {
  const at = work.app.clock.now();
  const from = change.effectiveFrom === null || change.effectiveFrom < at ? at : change.effectiveFrom;
  return {
    ...change.terms,
    id: today?.id ?? uuidv7(work.now.getTime()),
    key: today?.key ?? (await work.nextKey('RQ')),
    version: (today?.version ?? 0) + 1,
    effectiveFrom: from,
    withdrawn: change.kind === 'withdraw',
    at,
  };
}

async function save(work: Work, before: Change, after: Change, today: Requirement | null, made: Made | null): Promise<void> {
  const mine = after.signatures.at(-1);
  if (mine === undefined) throw new Error('a change was signed by nobody');
  await insertChangeSignature(work.tx, after.id, mine);
  if (made !== null) {
    await saveVersion(work.tx, made, { changeId: after.id, at: made.at });
    work.say({
      act: made.withdrawn ? 'approvals.requirement-withdrawn' : 'approvals.requirement-set',
      subject: requirementSubject(made),
      version: made.version,
      before: today === null ? null : requirementRecord(today),
      after: requirementRecord(made),
      reason: after.reason,
    });
  }
  if (!(await saveChange(work.tx, after))) throw new Error(`${after.key} changed while it was locked`);
  work.say({
    act: 'approvals.change-signed',
    subject: changeSubject(after),
    version: after.version,
    before: changeRecord(before),
    after: changeRecord(after),
  });
}
