import type { ChangeState, ChangeVerb } from '../../src/rooms/changes/contract.ts';
import type { Someone, Unit } from './builders.ts';
import type { HttpReply, TestHouse } from './house.ts';
import { passTimeTo } from './releases.ts';

/** Somebody for each part in the life of a change, so that nobody decides on their own work. */
export type ChangeCast = {
  readonly unit: Unit;
  readonly requester: Someone;
  readonly manager: Someone;
  readonly quality: Someone;
  readonly builder: Someone;
  readonly tester: Someone;
  readonly deployer: Someone;
  readonly business: Someone;
  readonly systemOwner: Someone;
  readonly environments: Someone;
};

export async function changeCastOf(h: TestHouse): Promise<ChangeCast> {
  const unit = await h.unit();
  return {
    unit,
    requester: await h.someone(['project-manager'], { unit }),
    manager: await h.someone(['change-manager'], { unit }),
    quality: await h.someone(['quality'], { unit }),
    builder: await h.someone(['development-manager'], { unit }),
    tester: await h.someone(['test-manager'], { unit }),
    deployer: await h.someone(['deployer'], { unit }),
    business: await h.someone(['business-process-owner'], { unit }),
    systemOwner: await h.someone(['system-owner'], { unit }),
    environments: await h.someone(['environment-manager'], { unit }),
  };
}

let counter = 0;
const hour = 3_600_000;

/** An application of the cast's unit. */
export async function touched(
  h: TestHouse,
  cast: ChangeCast,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly id: string; readonly key: string }> {
  const key = `TCH-${++counter}`;
  const body = { key, name: `Touched ${counter}`, unit: cast.unit.key, gxp: 'no', sox: 'no', criticality: 'low', ...more };
  const reply = await h.http(cast.systemOwner, 'POST', '/applications', { body });
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body;
}

/** When a change is meant to be implemented: in so many days from the clock's now, two hours long. */
export function plannedIn(h: TestHouse, days = 5) {
  const at = (hours: number): string => new Date(h.clock.now().getTime() + days * 24 * hour + hours * hour).toISOString();
  return { start: at(0), end: at(2), zone: 'UTC' };
}

/** Requests a change over HTTP as the requester of the cast. */
export const request = async (h: TestHouse, cast: ChangeCast, more: Readonly<Record<string, unknown>> = {}): Promise<HttpReply> =>
  h.http(cast.requester, 'POST', '/changes', {
    body: {
      name: `Change ${++counter}`,
      unit: cast.unit.key,
      backOutPlan: 'Put the old version back.',
      testPlan: 'Run the regression suite.',
      planned: plannedIn(h),
      ...more,
    },
  });

/** Takes a verb as somebody, on the version that the change has now. */
export async function step(
  h: TestHouse,
  as: Someone,
  id: string,
  verb: ChangeVerb,
  body: Readonly<Record<string, unknown>> = {},
): Promise<HttpReply> {
  const { body: seen } = await h.http(as, 'GET', `/changes/${id}`);
  return h.http(as, 'POST', `/changes/${id}/acts/${verb}`, {
    ifMatch: seen.version,
    body: { password: as.password, reason: 'because it is due', ...body },
  });
}

type By = keyof Omit<ChangeCast, 'unit'>;
export const road: readonly {
  readonly to: ChangeState;
  readonly verb: ChangeVerb;
  readonly by: By;
  readonly forQuality?: true;
}[] = [
  { to: 'submitted', verb: 'submit', by: 'requester' },
  { to: 'assessed', verb: 'assess', by: 'manager' },
  { to: 'assessed', verb: 'agree', by: 'quality', forQuality: true },
  { to: 'authorised', verb: 'authorise', by: 'manager' },
  { to: 'built', verb: 'build', by: 'builder' },
  { to: 'tested', verb: 'test', by: 'tester' },
  { to: 'tested', verb: 'agree', by: 'quality', forQuality: true },
  { to: 'approved-for-production', verb: 'approve', by: 'manager' },
  { to: 'scheduled', verb: 'schedule', by: 'manager' },
  { to: 'implementing', verb: 'implement', by: 'deployer' },
  { to: 'implemented', verb: 'complete', by: 'deployer' },
  { to: 'verified', verb: 'verify', by: 'business' },
  { to: 'verified', verb: 'agree', by: 'quality', forQuality: true },
  { to: 'closed', verb: 'close', by: 'manager' },
];

/** Walks a change on until it is in a state; every step is a person's own act over HTTP. Quality agrees where it is asked. */
export async function walkTo(h: TestHouse, cast: ChangeCast, id: string, state: ChangeState): Promise<HttpReply['body']> {
  const look = async (): Promise<HttpReply['body']> => (await h.http(cast.manager, 'GET', `/changes/${id}`)).body;
  let seen = await look();
  let at = Math.max(0, road.findLastIndex(({ to, forQuality }) => to === seen.state && forQuality === undefined) + 1);
  for (; seen.state !== state; at += 1) {
    const next = road[at];
    if (next === undefined) throw new Error(`the road does not lead to ${state}`);
    const { verb, by, forQuality } = next;
    if (forQuality && !seen.asks.quality) continue;
    if (verb === 'implement' && h.clock.now() < new Date(seen.planned.start)) await passTimeTo(h, new Date(seen.planned.start));
    const reply = await step(h, cast[by], id, verb, verb === 'complete' ? { outcome: 'It runs as planned.' } : {});
    if (reply.status !== 200) throw new Error(`${verb}: ${reply.text}`);
    seen = reply.body;
  }
  return look();
}

/** A template of standard changes that is in force: proposed by one, approved by another. */
export async function templateOf(
  h: TestHouse,
  { by, approver }: { readonly by: Someone; readonly approver: Someone },
  applications: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<HttpReply['body']> {
  const instructions = 'Restart it in the quiet hour, look at the first report, start the old image if it fails.';
  const body = { name: `Template ${++counter}`, applications, instructions, reason: 'it is routine', ...more };
  const proposed = await h.http(by, 'POST', '/change-models', { body });
  if (proposed.status !== 201) throw new Error(proposed.text);
  const { id, version } = proposed.body;
  const signed = { password: approver.password, reason: 'it was done twenty times without a fault' };
  const reply = await h.http(approver, 'POST', `/change-models/${id}/acts/approve`, { ifMatch: version, body: signed });
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body;
}
