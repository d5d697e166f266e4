import { type ExamplePolicy, pharmaPolicies } from '../../../examples/pharma/policies.ts';
import { readProfile } from '../../foundation/profile.ts';
import type { Services } from '../../foundation/services.ts';
import type { Call } from '../../foundation/transact.ts';
import { acknowledgePolicy } from '../../rooms/policies/acts/acknowledge-policy.ts';
import { proposeProfileChange } from '../../rooms/policies/acts/change-profile.ts';
import { decideVersion, takeEffect } from '../../rooms/policies/acts/decide-version.ts';
import { decideException, requestException } from '../../rooms/policies/acts/except.ts';
import { recordTraining } from '../../rooms/policies/acts/record-training.ts';
import { changePolicy, createPolicy } from '../../rooms/policies/acts/write-policy.ts';
import type { PolicyVerb } from '../../rooms/policies/contract.ts';
import type { Policy } from '../../rooms/policies/core/policy.ts';
import { allPolicies, findPolicy } from '../../rooms/policies/store/policies.ts';
import { findException } from '../../rooms/policies/store/policy-exceptions.ts';
import { releasesByPlanRef } from '../../rooms/releases/door.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';

const day = 86_400_000;

/** The people of the example who write, decide and ask: by the first role that may. */
function actorsOf(cast: Cast) {
  const emails = (role: string) =>
    cast.people.filter((person) => person.roles.some((one) => one === role)).map((person) => person.email);
  const callOf = async (role: string, version?: number): Promise<Call> => {
    const [email] = emails(role);
    if (email === undefined) throw new Error(`the example has no ${role}`);
    return cast.callOf(email, version);
  };
  return { emails, callOf };
}

async function policyNow(app: Services, id: string): Promise<Policy> {
  const policy = await findPolicy(app.database.db, id);
  if (policy === null) throw new Error(`there is no policy ${id}`);
  return policy;
}

/** Takes the newest version one step on; the approval is signed by quality. */
async function step(app: Services, cast: Cast, id: string, verb: PolicyVerb): Promise<void> {
  const { callOf } = actorsOf(cast);
  const policy = await policyNow(app, id);
  const version = policy.versions.at(-1);
  if (version === undefined) throw new Error(`${policy.key} has no version`);
  const call = await callOf(verb === 'approve' ? 'quality' : 'release-manager', policy.version);
  const asked = { kind: 'policy-version', id: version.id, verb, input: {} };
  const decided = await signed(call, cast.password, asked, (signature) =>
    decideVersion(call, version.id, verb, { reason: null }, signature),
  );
  expectDone(`${verb} ${policy.key}`, decided);
}

async function write(app: Services, cast: Cast, example: ExamplePolicy): Promise<void> {
  const { callOf } = actorsOf(cast);
  const { kind, title, acknowledgedBy, text, training } = example;
  const made = await createPolicy(await callOf('release-manager'), {
    ...{ kind, title, acknowledgedBy, text },
    unit: 'aurelia',
    summary: 'First version',
    ...(training === undefined ? {} : { trainedRoles: training.roles, trainingMonths: training.months }),
  });
  const { id } = expectDone(`write “${title}”`, made);
  await step(app, cast, id, 'submit');
  await step(app, cast, id, 'approve');
}

/** Whoever signs in a role that a policy asks for is trained in it. */
async function train(app: Services, cast: Cast, policy: Policy): Promise<void> {
  const { emails, callOf } = actorsOf(cast);
  const trained = { number: 1, trainedAt: app.clock.now(), evidence: 'Course DEP-1 in the learning system, passed' };
  for (const person of new Set(policy.versions.flatMap((version) => version.trainedRoles).flatMap(emails)))
    expectDone(`train ${person}`, await recordTraining(await callOf('quality'), policy.id, { ...trained, person }));
}

/** Before the year of the example: its rules of engagement are written, approved, acknowledged by most of those who owe it, and taught. */
export async function writePolicies(app: Services, cast: Cast): Promise<void> {
  for (const example of pharmaPolicies) await write(app, cast, example);
  await takeEffect(app);
  const { emails } = actorsOf(cast);
  for (const policy of await allPolicies(app.database.db)) {
    const { id, key, acknowledgedBy } = policy;
    await train(app, cast, policy);
    const owing = [...new Set(acknowledgedBy.flatMap(emails))];
    for (const email of owing.slice(0, Math.max(1, owing.length - 1)))
      expectDone(`${email} acknowledges ${key}`, await acknowledgePolicy(await cast.callOf(email), id, 1));
  }
}

/** Today: next versions on their way, two exceptions, and a change of the profile that waits for quality. */
export async function tellPolicies(app: Services, cast: Cast): Promise<void> {
  const { callOf } = actorsOf(cast);
  const { db } = app.database;
  const now = app.clock.now().getTime();
  const policies = await allPolicies(db);
  const titled = (title: string) => policies.find((policy) => policy.title === title);
  for (const { title, next } of pharmaPolicies) {
    const policy = titled(title);
    if (next === undefined || policy === undefined) continue;
    const draft = { text: next.text, summary: next.summary, effectiveAt: new Date(now + 14 * day) };
    const call = await callOf('release-manager', policy.version);
    expectDone(`write the next version of ${policy.key}`, await changePolicy(call, policy.id, draft, null));
    if (next.stands !== 'draft') await step(app, cast, policy.id, 'submit');
    if (next.stands === 'approved') await step(app, cast, policy.id, 'approve');
  }
  const exceptions = [
    {
      policy: 'Rehearsals before go-live',
      release: 'lab-inventory',
      days: 21,
      grant: true,
      reason: 'The second rehearsal shares its environment with UAT of the quarterly train; the first was without a finding.',
    },
    {
      policy: 'Release windows and the year-end freeze',
      release: 'dwh-year-end-reports',
      days: 45,
      grant: false,
      reason: 'The year-end reports are due by law in the middle of the freeze.',
    },
  ];
  for (const { policy: title, release, days, grant, reason } of exceptions) {
    const [head] = await releasesByPlanRef(db, [release]);
    const policy = titled(title);
    if (head === undefined || policy === undefined) throw new Error(`the example speaks of ${release} and “${title}”`);
    const input = { subject: `release:${head.id}`, reason, expiresAt: new Date(now + days * day) };
    const asked = expectDone(
      `ask for an exception of ${release}`,
      await requestException(await callOf('project-manager'), policy.id, input),
    );
    const one = await findException(db, asked.id);
    if (!grant || one === null) continue;
    const call = await callOf('quality', one.version);
    const wanted = { kind: 'policy-exception', id: one.id, verb: 'grant', input: {} };
    const granted = await signed(call, cast.password, wanted, (signature) =>
      decideException(call, one.id, 'grant', null, signature),
    );
    expectDone(`grant ${one.key}`, granted);
  }
  const tightened = {
    values: { 'gates.trailBeforeDecision': 'criteria-and-trail' },
    reason: 'From now on nobody decides a gate without having seen the trail',
  };
  const before = await readProfile(db);
  expectDone('demand the trail', await proposeProfileChange(await callOf('administrator', before.version), tightened));
  const { version } = await readProfile(db);
  const proposal = {
    values: { 'session.idleMinutes': 45 },
    reason: 'The shop floor works with gloves and is signed out in the middle of a batch record',
  };
  expectDone('propose longer sessions', await proposeProfileChange(await callOf('administrator', version), proposal));
}
