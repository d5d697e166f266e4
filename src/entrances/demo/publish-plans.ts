import type { Services } from '../../foundation/services.ts';
import { publishPlan, publishVersion } from '../../rooms/communications/acts/publish-plan.ts';
import { findPlan } from '../../rooms/communications/store/published-plans.ts';
import { type Cast, expectDone } from './found-demo.ts';

const nothingSaid = { from: null, months: null, note: null };
const key = 'PUB-1001';

function publisherOf(cast: Cast): string {
  const person = cast.people.find(({ roles }) => roles.some((role) => role === 'release-manager'));
  if (person === undefined) throw new Error('the example has no release manager');
  return person.email;
}

/** The plan of the firm as it stood when the year began. */
export async function publishPlanOf(cast: Cast): Promise<void> {
  const first = { ...nothingSaid, unit: 'aurelia', title: 'Releases of Aurelia Pharma, the next twelve months' };
  expectDone('publish the plan of the firm', await publishPlan(await cast.callOf(publisherOf(cast)), first));
}

/** The same plan as it stands today: what came, went and moved in the meantime shows beside it. */
export async function publishPlanAgain(app: Services, cast: Cast): Promise<void> {
  const plan = await findPlan(app.database.db, key);
  if (plan === null) throw new Error(`the example has no ${key}`);
  const note = 'Dates up to the end of the next quarter are approved; later ones are what we aim for.';
  const again = await publishVersion(await cast.callOf(publisherOf(cast), plan.version), key, { ...nothingSaid, note });
  expectDone('publish the plan of the firm again', again);
}
