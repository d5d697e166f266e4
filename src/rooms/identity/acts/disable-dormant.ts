import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact, type Work } from '../../../foundation/transact.ts';
import { disabledAt, dormancyOf, dormantSoonFrom } from '../core/dormancy.ts';
import { accountUse, saveWarning, unusedSince } from '../store/account-use.ts';
import { lockAdministrators } from '../store/held-roles.ts';
import { personForUpdate, personRecord } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { endAccess } from './disable-person.ts';
import { sayAccount } from './say.ts';

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Disables accounts that nobody used for as long as the profile says (21 CFR 11.300(b)), fourteen days after the trail warned of it. Each is a unit of work of its own:
 * one that is refused (the last administrator stays) keeps no other from it.
 */
export async function disableDormant(app: Services): Promise<void> {
  const { profile } = await readSecurityProfile(app.database.db);
  const since = dormantSoonFrom(app.clock.now(), profile.dormantDays);
  for (let after = firstId; ; ) {
    const found = await unusedSince(app.database.db, since, after);
    for (const { id } of found)
      await transact(
        { app, actor: systemActor('identity.disable-dormant'), requestId: uuidv7(), ifVersion: null, idempotency: null },
        (work) => judge(work, id),
      );
    const last = found.at(-1);
    if (found.length < 200 || last === undefined) return;
    after = last.id;
  }
}

/** Looked at again with the person locked: somebody may have signed in since the list was read. */
async function judge(work: Work, id: string): Promise<Outcome<null>> {
  await lockAdministrators(work.tx);
  const person = await personForUpdate(work.tx, id);
  const use = await accountUse(work.tx, id);
  if (person === undefined || use === undefined) return done(null);
  const { dormantDays } = (await readSecurityProfile(work.tx)).profile;
  const found = dormancyOf(use, dormantDays, work.now);
  const unused = { lastUsedAt: use.usedAt.toISOString(), dormantDays };
  if (found === 'disable') {
    const reason = `Nobody used the account for ${dormantDays} days or more.`;
    const outcome = await endAccess(work, person, await personRecord(work.tx, id), reason);
    return outcome.ok ? done(null) : outcome;
  }
  if (found === 'warn') {
    await saveWarning(work.tx, use, work.now);
    const disabled = disabledAt({ ...use, warnedAt: work.now }, dormantDays, work.now);
    sayAccount(work, 'identity.dormancy-warned', person, { dormancy: { ...unused, disabledAt: disabled.toISOString() } });
  }
  return done(null);
}
