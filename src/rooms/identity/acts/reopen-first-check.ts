import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { provingRoles } from '../core/proving-roles.ts';
import { anyCheckerLeft, openFirstCheck } from '../store/identity-checks.ts';
import { installationSubject } from '../store/installation.ts';

const day = 86_400_000;

/**
 * For an installation in which nobody is left who could check identities (they left, or lost their devices): whoever starts the server, and has no account for
 * that, lets the next check within a day be the first one again. An alarm in the trail. @returns until when; null where somebody is left, and nothing changes.
 */
export async function reopenFirstCheck(app: Services): Promise<Date | null> {
  const call = { app, actor: systemActor('start'), requestId: uuidv7(), ifVersion: null, idempotency: null };
  const outcome = await transact<string | null>(call, async (work) => {
    if (await anyCheckerLeft(work.tx, provingRoles)) return done(null);
    const until = new Date(work.now.getTime() + day);
    await openFirstCheck(work.tx, until, work.now);
    work.say({
      act: 'identity.first-check-reopened',
      subject: installationSubject,
      version: 1,
      before: null,
      after: { firstCheck: { reopenedAt: work.now.toISOString(), until: until.toISOString() } },
    });
    return done(until.toISOString());
  });
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.message).join(' '));
  return outcome.value === null ? null : new Date(outcome.value);
}
