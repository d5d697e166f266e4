import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { mayNotErase, notSecondPerson, retainedUntil } from '../core/may-erase.ts';
import { personYears } from '../core/profile.ts';
import {
  changedToAt,
  type Erasure,
  erasureFields,
  erasureSubject,
  insertErasure,
  lockErasure,
  saveErasure,
} from '../store/erasures.ts';
import { standingHold } from '../store/holds.ts';

const no = defineRefusals('ledger', {
  'no-such-person': {
    kind: 'notFound',
    says: () => 'There is no such person.',
    remedy: 'Give the id or the e-mail of a person.',
  },
  'no-such-erasure': { kind: 'notFound', says: () => 'There is no such erasure.', remedy: 'Take its key out of the list.' },
  'erasure-open': {
    kind: 'conflict',
    says: () => 'An erasure of this person is asked for already.',
    remedy: 'Confirm or withdraw that one.',
  },
  'everywhere-only': {
    kind: 'forbidden',
    says: () => 'What is about a person lies in all units; your right reaches a part of them.',
    remedy: 'Ask somebody who holds the role for the whole organisation.',
  },
  'erasure-over': {
    kind: 'conflict',
    says: (f: { state: string }) => `The erasure is ${f.state}: this can be done no more.`,
    remedy: 'Look at it again.',
  },
});

export { no as erasureRefusals };

/** A person's traces lie in all units: a right in some of them is none here. */
export function mayNotEraseAnybody(work: Work): readonly Refusal[] {
  const refusals = work.mayNot('ledger.erase', null);
  if (refusals.length > 0) return refusals;
  return work.reach('ledger.erase') === 'all' ? [] : [no['everywhere-only']({})];
}

const personKind = 'person';

/** By the compliance profile; the operator of the installation can only lengthen it. */
export const yearsOf = async (app: Services, db: Db | Tx): Promise<number> =>
  Math.max(await valueIn(db, personYears), app.settings.retentionYears ?? 0);

/** The id of a person by id or e-mail, as the room that owns people knows it. */
export async function personNamed(work: Work, named: string): Promise<string | null> {
  return (await work.app.subjects.get(personKind)?.find(work.tx, named)) ?? null;
}

/** What the law says of a person now. */
async function factsOf(work: Work, personId: string) {
  const left = work.app.subjects.get(personKind)?.personal?.left ?? null;
  const leftAt = left === null ? null : await changedToAt(work.tx, { kind: personKind, id: personId }, left);
  return { now: work.now, leftAt, years: await yearsOf(work.app, work.tx), hold: await standingHold(work.tx, personId) };
}

export type RequestInput = { readonly person: string; readonly reason: string; readonly password: string | undefined };

/** Asks for the erasure of a person's name and texts: refused while the law keeps them, with ground and date. */
export const requestErasure = (call: Call, input: RequestInput): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const refusals = mayNotEraseAnybody(work);
    if (refusals.length > 0) return refused(refusals);
    const personId = await personNamed(work, input.person);
    if (personId === null) return refuse(no['no-such-person']({}));
    const facts = await factsOf(work, personId);
    const broken = [
      ...(await work.confirmPassword(input.password)),
      ...notSecondPerson(work.actor.id, null, personId),
      ...mayNotErase(facts),
    ];
    if (broken.length > 0 || facts.leftAt === null) return refused(broken);
    const made = await insertErasure(work.tx, {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('ERA'),
      personId,
      reason: input.reason,
      retainedUntil: retainedUntil(facts.leftAt, facts.years),
      requestedBy: work.actor.id,
      requestedAt: work.now,
    });
    if (made === null) return refuse(no['erasure-open']({}));
    say(work, 'ledger.erasure-requested', null, made, input.reason);
    return done({ id: made.id });
  });

const say = (work: Work, act: string, before: Erasure | null, after: Erasure, reason: string | null): void =>
  work.say({
    act,
    subject: erasureSubject(after),
    version: after.version,
    before: before === null ? null : erasureFields(before),
    after: erasureFields(after),
    reason,
  });

async function open(work: Work, named: string): Promise<Outcome<Erasure>> {
  const refusals = mayNotEraseAnybody(work);
  if (refusals.length > 0) return refused(refusals);
  const erasure = await lockErasure(work.tx, named);
  if (erasure === null) return refuse(no['no-such-erasure']({}));
  return erasure.state === 'requested' ? done(erasure) : refuse(no['erasure-over']({ state: erasure.state }));
}

/** Another person confirms: the room of people forgets the name at once, and what lies beside the entries is erased by the next turn of the job. */
export const confirmErasure = (
  call: Call,
  named: string,
  password: string | undefined,
): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const opened = await open(work, named);
    if (!opened.ok) return opened;
    const erasure = opened.value;
    const broken = [
      ...(await work.confirmPassword(password)),
      ...notSecondPerson(work.actor.id, erasure.requestedBy, erasure.personId),
      ...mayNotErase(await factsOf(work, erasure.personId)),
    ];
    if (broken.length > 0) return refused(broken);
    const confirmed = await saveErasure(work.tx, erasure, 'confirmed', work.actor.id, work.now);
    await work.app.subjects.get(personKind)?.personal?.forget(work, erasure.personId);
    say(work, 'ledger.erasure-confirmed', erasure, confirmed, null);
    return done({ id: erasure.id });
  });

export const withdrawErasure = (call: Call, named: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const opened = await open(work, named);
    if (!opened.ok) return opened;
    const withdrawn = await saveErasure(work.tx, opened.value, 'withdrawn', null, work.now);
    say(work, 'ledger.erasure-withdrawn', opened.value, withdrawn, reason);
    return done({ id: withdrawn.id });
  });
