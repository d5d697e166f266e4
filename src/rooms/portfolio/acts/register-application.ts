import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { Application } from '../core/application.ts';
import type { ApplicationInput } from '../core/application-input.ts';
import { recordOf, subjectOf } from '../core/application-record.ts';
import { portfolioRefusals as no } from '../core/refusals.ts';
import { stateNeedsPerson } from '../core/rules/state-needs-person.ts';
import { insertApplication } from '../store/write-applications.ts';
import { ownerNamed, unitNamed } from './resolve-references.ts';

const triesForKey = 20;

export const registerApplication = (call: Call, input: ApplicationInput): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const outcome = await registerApplicationIn(work, input);
    return outcome.ok ? done({ id: outcome.value.id }) : outcome;
  });

/** Registers an application in a unit. What is left out is unknown; a state that a person must decide is refused (law 10). */
export async function registerApplicationIn(work: Work, input: ApplicationInput): Promise<Outcome<Application>> {
  const unit = await unitNamed(work, input.unit);
  const denied = work.mayNot('portfolio.register', unit.ok ? unit.value : null);
  if (denied.length > 0) return refused(denied);
  const owner = input.owner === undefined || input.owner === null ? done(null) : await ownerNamed(work, input.owner);
  const gxp = input.gxp ?? 'unknown';
  const validatedState = input.validatedState ?? 'unknown';
  const broken = [
    ...(unit.ok ? [] : unit.refusals),
    ...(owner.ok ? [] : owner.refusals),
    ...stateNeedsPerson(validatedState, gxp),
  ];
  if (!unit.ok || !owner.ok || broken.length > 0) return refused(broken);
  const draft: Omit<Application, 'key'> = {
    id: uuidv7(work.now.getTime()),
    name: input.name,
    description: input.description ?? null,
    unitId: unit.value,
    ownerId: owner.value,
    criticality: input.criticality ?? 'unknown',
    gxp,
    sox: input.sox ?? 'unknown',
    technology: input.technology ?? null,
    lifecycleStage: input.lifecycleStage ?? 'unknown',
    validatedState,
    withdrawnAt: null,
    version: 1,
    changedAt: work.now,
  };
  const application =
    input.key === undefined ? await insertWithFreshKey(work, draft) : await insertWithKey(work, { ...draft, key: input.key });
  if (application === null) return refuse(no['key-taken']({ key: input.key ?? '' }, { field: '/key' }));
  work.say({
    act: 'portfolio.registered',
    subject: subjectOf(application),
    version: 1,
    before: null,
    after: recordOf(application, []),
  });
  return done(application);
}

const insertWithKey = async (work: Work, application: Application): Promise<Application | null> =>
  (await insertApplication(work.tx, application)) ? application : null;

/** Keys that people gave may look like made ones; those are passed over. */
async function insertWithFreshKey(work: Work, draft: Omit<Application, 'key'>): Promise<Application> {
  for (let tries = 0; tries < triesForKey; tries++) {
    const made = await insertWithKey(work, { ...draft, key: await work.nextKey('APP') });
    if (made !== null) return made;
  }
  throw new Error('no free key for an application was found');
}
