import { sha256 } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { freshBytes } from '../../../foundation/fresh-bytes.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { peopleBy, unitsBy } from '../../identity/door.ts';
import { planRefusals as no } from '../core/communications-refusals.ts';
import type { PublishedPlan } from '../core/published-plan.ts';
import { planByLink, savePlan } from '../store/published-plans.ts';
import { type Published, planToChange, sayPlan } from './publish-plan.ts';

export const mostDays = 400;
const tokenBytes = 32;

/** Opens the read-only link of a plan. One that was open before ends with it. @returns the token, this once: it is not kept, not even for the Idempotency-Key. */
export async function openLink(
  call: Call,
  id: string,
  until: Date,
): Promise<Outcome<Published & { readonly token: string | null }>> {
  const tokens: string[] = [];
  const outcome = await transact(call, async (work) => {
    const found = await planToChange(work, id);
    if (!found.ok) return found;
    const latest = work.now.getTime() + mostDays * 86_400_000;
    if (until <= work.now || until.getTime() > latest)
      return refuse(no['link-too-long']({ most: mostDays }, { field: '/until' }));
    const { plan: before, edition } = found.value;
    const token = freshBytes(tokenBytes).toString('base64url');
    const after: PublishedPlan = {
      ...before,
      link: { hash: sha256(token), until, openedBy: work.actor.id },
      version: before.version + 1,
    };
    await savePlan(work.tx, after);
    sayPlan(work, 'communications.link-opened', found.value, { plan: after, edition });
    tokens.push(token);
    return done({ id: after.id });
  });
  return outcome.ok ? done({ id: outcome.value.id, token: tokens.at(-1) ?? null }) : outcome;
}

/** Closes the link: from now on it opens nothing. */
export const closeLink = (call: Call, id: string, reason: string): Promise<Outcome<Published>> =>
  transact(call, async (work) => {
    const found = await planToChange(work, id);
    if (!found.ok) return found;
    const { plan: before, edition } = found.value;
    if (before.link === null) return refuse(no['no-link']({ key: before.key }));
    const after: PublishedPlan = { ...before, link: null, version: before.version + 1 };
    await savePlan(work.tx, after);
    sayPlan(work, 'communications.link-closed', found.value, { plan: after, edition }, reason);
    return done({ id: after.id });
  });

/** The plan that a link leads to, for whoever has it: while who opened it still has an account here, and the unit stands. */
export async function planOfLink(app: Services, token: string): Promise<Outcome<PublishedPlan>> {
  const { db } = app.database;
  const plan = await planByLink(db, sha256(token), app.clock.now());
  const stands = plan !== null && plan.link !== null && (await isAnsweredFor(db, plan.link.openedBy, plan.unitId));
  return stands ? done(plan) : refuse(no['link-not-valid']({}));
}

async function isAnsweredFor(db: Db, openedBy: string, unitId: string): Promise<boolean> {
  const [opener] = await peopleBy(db, { ids: [openedBy] });
  const [unit] = await unitsBy(db, { ids: [unitId] });
  return opener?.active === true && unit !== undefined;
}
