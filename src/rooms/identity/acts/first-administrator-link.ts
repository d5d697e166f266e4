import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { installationSubject, isEmpty, lockInstallation } from '../store/installation.ts';
import { makeLink } from '../store/links.ts';

/**
 * On an empty installation: a fresh one-time token for the first administrator, valid for 24 hours, which the entrance prints on the console. Null once there is
 * anybody. The token reaches whoever can read the console, and nobody else.
 */
export async function firstAdministratorLink(app: Services): Promise<string | null> {
  const call = { app, actor: systemActor('start'), requestId: uuidv7(), ifVersion: null, idempotency: null };
  const outcome = await transact<string | null>(call, async (work) => {
    await lockInstallation(work.tx);
    if (!(await isEmpty(work.tx))) return done(null);
    const link = await makeLink(work.tx, 'first-administrator', null, work.now);
    work.say({
      act: 'identity.setup-link-made',
      subject: installationSubject,
      version: 1,
      before: null,
      after: { setupLink: { madeAt: work.now.toISOString(), expiresAt: link.expiresAt.toISOString() } },
    });
    return done(link.token);
  });
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.message).join(' '));
  return outcome.value;
}
