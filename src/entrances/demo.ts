import { openstackPlan } from '../../examples/openstack/openstack-plan.ts';
import { type ExamplePerson, openstackPeople, pharmaGroups, pharmaPeople } from '../../examples/pharma/people.ts';
import { pharmaPlan } from '../../examples/pharma/pharma-plan.ts';
import { validatedStates } from '../../examples/pharma/portfolio.ts';
import { handClock } from '../foundation/clock.ts';
import type { Services } from '../foundation/services.ts';
import { isNew } from '../rooms/identity/wiring.ts';
import { writePlan } from '../rooms/integrations/core/write-plan.ts';
import { Actors } from './demo/actors.ts';
import { applyDemoPlan } from './demo/apply-demo-plan.ts';
import { askApprovals } from './demo/ask-approvals.ts';
import { foundDemo } from './demo/found-demo.ts';
import { publishPlanAgain, publishPlanOf } from './demo/publish-plans.ts';
import { reviewTrail, startTrailReviews } from './demo/review-trail.ts';
import { isSeeded, markBegun, markSeeded } from './demo/seeded.ts';
import { acknowledgeFounding, lockAnAccount } from './demo/tell-alarms.ts';
import { tellChanges } from './demo/tell-changes.ts';
import { tellDuties } from './demo/tell-duties.ts';
import { tellExceptions } from './demo/tell-exceptions.ts';
import { tellPolicies, writePolicies } from './demo/tell-policies.ts';
import { tellStory } from './demo/tell-story.ts';
import { tellTemplates } from './demo/tell-templates.ts';

export type DemoPerson = { readonly email: string; readonly password: string; readonly roles: readonly string[] };

/** One password for all invented people of the example: it is printed at the start and opens nothing but the example. */
export const demoPassword = 'twelve rails interlock at dawn';

const everybody: readonly ExamplePerson[] = [...pharmaPeople, ...openstackPeople];
const dayMs = 86_400_000;
/** How long the inspector of the example is let in from the day on which it is made. */
const inspectionDays = 60;

const signatories = (): readonly DemoPerson[] =>
  everybody.map((person) => ({ email: person.email, password: demoPassword, roles: person.roles }));

/**
 * The example portfolio, made by the same acts that people use: the organisation is founded, people set their passwords, plan files are applied, and
 * the releases of the story are driven by their people. The year before today is told with a clock that is moved by hand, so that the example has a past;
 * nothing else may set a time. A second start finds it there and does nothing.
 */
export async function seedDemo(app: Services, say: (line: string) => void): Promise<readonly DemoPerson[]> {
  if (await isSeeded(app.database.db)) return signatories();
  if (!(await isNew(app))) {
    throw new Error(
      'Somebody is registered here already: the example needs a database of its own. Name an empty data folder (INTERLOCK_DATA) or database (DATABASE_URL).',
    );
  }
  const today = app.clock.now();
  await markBegun(app.database.db, today);
  const clock = handClock(new Date(today.getTime() - 300 * dayMs));
  const past: Services = { ...app, clock };
  say('Founding the example organisation …');
  const cast = await foundDemo(past, everybody, pharmaGroups, demoPassword);
  const firm = writePlan(pharmaPlan(today));
  const programme = writePlan(openstackPlan(today));
  for (const plan of [firm, programme]) await applyDemoPlan(cast, plan, ['units']);
  await cast.grantRoles();
  await cast.checkIdentities();
  clock.moveBy(3_600_000);
  await acknowledgeFounding(past, cast);
  await writePolicies(past, cast);
  say('Applying the plan of the example firm …');
  await applyDemoPlan(cast, firm, []);
  await publishPlanOf(cast);
  const actors = new Actors(past, cast);
  for (const [key, state] of validatedStates) await actors.validate(key, state);
  say('Applying the plan of a programme at real scale (OpenStack) …');
  await applyDemoPlan(cast, programme, []);
  say('Driving the releases through the year …');
  await tellStory(past, cast, clock, today);
  say('Laying down what must be approved …');
  await askApprovals(past, cast, clock);
  say('Reviewing an audit trail …');
  await reviewTrail(past, cast, clock, 'REL-1008');
  await startTrailReviews(past, cast);
  await cast.admitInspectors(new Date(today.getTime() + inspectionDays * dayMs));
  await tellExceptions(past, cast);
  await tellPolicies(past, cast);
  await tellDuties(past, cast);
  await tellTemplates(cast, clock);
  say('Requesting changes, and deciding on them …');
  await tellChanges(cast, clock);
  await publishPlanAgain(app, cast);
  await lockAnAccount(cast);
  await markSeeded(app.database.db, today);
  return signatories();
}
