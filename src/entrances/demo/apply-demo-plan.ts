import { applyPlan } from '../../rooms/integrations/acts/apply-plan.ts';
import type { PlanSection } from '../../rooms/integrations/core/plan-file.ts';
import { type Cast, expectDone } from './found-demo.ts';

/** Units are an administrator's to make, the rest a release manager's. */
export async function applyDemoPlan(cast: Cast, text: string, only: readonly PlanSection[]): Promise<void> {
  const role = only.includes('units') ? 'administrator' : 'release-manager';
  const person = cast.people.find((one) => one.roles.some((held) => held === role));
  if (person === undefined) throw new Error(`the example has no ${role}`);
  expectDone(
    'apply a plan',
    await applyPlan(await cast.callOf(person.email), { text, mode: 'all-or-nothing', only, fingerprint: null, takeOver: false }),
  );
}
