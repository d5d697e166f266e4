import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import type { DependencyInput } from '../core/application-input.ts';
import { subjectOf } from '../core/application-record.ts';
import { portfolioRefusals as no } from '../core/refusals.ts';
import { deploysWithSaid } from '../core/rules/deploys-with-said.ts';
import { notItself } from '../core/rules/not-itself.ts';
import { withdrawnIsClosed } from '../core/rules/withdrawn-is-closed.ts';
import { applicationNamed, applicationsForUpdate, dependencyBetween } from '../store/find-applications.ts';
import { insertDependency, updateNote } from '../store/write-applications.ts';
import { type Loaded, loadFor } from './load-application.ts';
import { saveApplication } from './save-application.ts';

export const addDependency = (call: Call, input: DependencyInput): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    await lockBoth(work, input);
    const loaded = await loadFor(work, input.from, 'portfolio.change');
    if (!loaded.ok) return loaded;
    const { application } = loaded.value;
    const stale = await work.stale(subjectOf(application), application.version);
    if (stale.length > 0) return refused(stale);
    const outcome = await add(work, loaded.value, input);
    return outcome.ok ? done({ id: application.id }) : outcome;
  });

/** For callers that hold their own transaction: the version is not compared. */
export async function addDependencyIn(work: Work, input: DependencyInput): Promise<Outcome<Dependency>> {
  await lockBoth(work, input);
  const loaded = await loadFor(work, input.from, 'portfolio.change');
  return loaded.ok ? add(work, loaded.value, input) : loaded;
}

/** Both ends are locked in the order of their ids, so that the other one cannot be retired or withdrawn meanwhile, and two that add both ways do not lock each other out. */
async function lockBoth(work: Work, input: DependencyInput): Promise<void> {
  const ends = [await applicationNamed(work.tx, input.from), await applicationNamed(work.tx, input.to)];
  await applicationsForUpdate(
    work.tx,
    ends.flatMap((end) => end?.id ?? []),
  );
}

async function add(work: Work, before: Loaded, input: DependencyInput): Promise<Outcome<Dependency>> {
  const from = before.application;
  const to = await applicationNamed(work.tx, input.to);
  if (to === null || work.mayNot('portfolio.read', to.unitId).length > 0) {
    return refuse(no['no-such-application']({ application: input.to }, { field: '/to' }));
  }
  const broken = [
    ...withdrawnIsClosed(from),
    ...withdrawnIsClosed(to),
    ...notItself(from.key, from.id, to.id),
    ...deploysWithSaid(input.type, from.key, to.key, await dependencyBetween(work.tx, to.id, from.id, input.type)),
  ];
  if (broken.length > 0) return refused(broken);
  return done(await write(work, before, to, input));
}

/** The same need said again takes over the note; said with the same note it changes nothing. */
async function write(work: Work, before: Loaded, to: Application, input: DependencyInput): Promise<Dependency> {
  const known = before.needs.find((need) => need.toId === to.id && need.type === input.type);
  const dependency =
    known === undefined
      ? { id: uuidv7(work.now.getTime()), fromId: before.application.id, toId: to.id, type: input.type, note: input.note }
      : { ...known, note: input.note };
  if (known === undefined) await insertDependency(work.tx, dependency);
  else if (known.note !== dependency.note) await updateNote(work.tx, dependency);
  const needs =
    known === undefined ? [...before.needs, dependency] : before.needs.map((need) => (need.id === known.id ? dependency : need));
  await saveApplication(work, before, { ...before, needs }, { act: 'portfolio.dependency-added', reason: null });
  return dependency;
}
