import type { Db } from '../../../foundation/database/database.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { ExceptionVerb } from '../contract-exception-words.ts';
import type { KeptCollision } from '../core/collision.ts';
import { type CollisionException, exceptionRecord, exceptionSubject } from '../core/exception.ts';
import { type ExceptionRule, rowOfVerb } from '../core/exception-machine.ts';
import { exceptionRefusals as no } from '../core/exception-refusals.ts';
import { exceptionDays } from '../core/profile.ts';
import { exceptionBounded } from '../core/rules/exception-bounded.ts';
import { exceptionFits } from '../core/rules/exception-fits.ts';
import { exceptionOfThis } from '../core/rules/exception-of-this.ts';
import { lockCollision } from '../store/collisions.ts';
import { findException, rootUnit } from '../store/exceptions.ts';
import { claimsOf } from './ask-exception.ts';
import { writeException } from './lapse-exceptions.ts';
import { nameParties } from './name-parties.ts';
import { handsInParties, mayNotForBoth, mayNotForEither } from './parties.ts';

export type ExceptionAct = { readonly reason: string | null; readonly signature: Signing };
type Written = { readonly id: string; readonly version: number };

/** Grants or refuses an exception with a signature, or withdraws one. */
export const actOnException = (
  call: Call,
  idOrKey: string,
  verb: ExceptionVerb,
  input: ExceptionAct,
): Promise<Outcome<Written>> => transact(call, (work) => actOnExceptionIn(work, idOrKey, verb, input));

export async function actOnExceptionIn(
  work: Work,
  idOrKey: string,
  verb: ExceptionVerb,
  input: ExceptionAct,
): Promise<Outcome<Written>> {
  const row = rowOfVerb(verb);
  const seen = await findException(work.tx, idOrKey);
  // The collision is locked first, as by whoever moves one of its claims.
  const collision = seen === null ? null : await lockCollision(work.tx, seen.collisionId, work.reach('interlocks.read'));
  const before = seen === null ? null : await findException(work.tx, seen.id, 'for update');
  if (collision === null || before === null) return refuse(no['no-such-exception']({}));
  const barred = barredFrom(work.mayNot, verb, collision, await rootUnit(work.tx));
  if (barred.length > 0) return refused(barred);
  const stale = await work.stale(exceptionSubject(before), before.version);
  if (stale.length > 0) return refused(stale);
  const broken = await brokenRules({ ...work, db: work.tx }, verb, before, collision);
  const unsaid = (input.reason ?? '') === '' ? [no['exception-reason-demanded']({}, { field: '/reason' })] : [];
  if (broken.length + unsaid.length > 0) return refused([...broken, ...unsaid]);
  const after = await writeException(work, before, { act: row.act, to: row.to, reason: input.reason ?? '' });
  if (!row.demands.includes('signature')) return done({ id: after.id, version: after.version });
  const signed = await sign(
    work,
    {
      subject: exceptionSubject(after),
      label: `${after.key} for ${collision.resource.label}`,
      version: before.version,
      verb,
      after: exceptionRecord(after),
      input: { reason: input.reason },
      effects: await effectsOf(work, verb, after, collision),
    },
    input.signature,
  );
  return signed.ok ? done({ id: after.id, version: after.version }) : signed;
}

/** What the signature brings, with the parties named as far as the signer may know them. */
async function effectsOf(
  work: Work,
  verb: ExceptionVerb,
  { expiresAt }: CollisionException,
  { one, other, resource }: KeptCollision,
): Promise<readonly string[]> {
  const names = await nameParties(work.app, work.tx, work.actor, other === null ? [one.owner] : [one.owner, other.owner]);
  const against = other === null ? 'outside of every window' : `although it collides with ${names(other.owner).label}`;
  const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return verb === 'grant'
    ? [`${names(one.owner).label} may go on with ${resource.label} ${against}, until ${until} and as long as neither side moves.`]
    : [`${names(one.owner).label} may not go on with ${resource.label} ${against}.`];
}

/** The right of a verb: decided is by whoever may for both parties, withdrawn by whoever may for either. */
export const barredFrom = (
  mayNot: Work['mayNot'],
  verb: ExceptionVerb,
  collision: KeptCollision,
  root: string | null,
): readonly Refusal[] => (verb === 'withdraw' ? mayNotForEither : mayNotForBoth)(mayNot, rowOfVerb(verb).right, collision, root);

type Asking = Pick<Work, 'app' | 'actor' | 'now'> & { readonly db: Db };

/** Every rule of the verb's row that does not hold, and the state. */
export async function brokenRules(
  ask: Asking,
  verb: ExceptionVerb,
  one: CollisionException,
  collision: KeptCollision,
): Promise<readonly Refusal[]> {
  const row = rowOfVerb(verb);
  if (!row.from.includes(one.state)) return [no['exception-not-from-here']({ says: row.says, state: one.state })];
  const rules: Readonly<Record<ExceptionRule, () => readonly Refusal[] | Promise<readonly Refusal[]>>> = {
    'exception-independent': async () =>
      notIndependent(
        ask.db,
        ask.actor,
        [{ personId: one.asked.by, as: 'asked for the exception' }, ...(await handsInParties(ask.app, ask.db, collision))],
        ask.now,
      ),
    'exception-bounded': async () => exceptionBounded(one.expiresAt, ask.now, await valueIn(ask.db, exceptionDays)),
    'exception-fits': async () => exceptionFits(collision, await claimsOf(ask.db, collision)),
    'exception-of-this': () => exceptionOfThis(one, collision),
  };
  const broken: Refusal[] = [];
  for (const rule of row.rules) broken.push(...(await rules[rule]()));
  return broken;
}
