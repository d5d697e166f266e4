import { sql } from 'kysely';
import { transact } from '../../src/foundation/transact.ts';
import { nothingMore } from '../../src/rooms/gates/core/asked-more.ts';
import { type GateDraft, placeGatesIn } from '../../src/rooms/gates/door.ts';
import { registerApplicationIn } from '../../src/rooms/portfolio/door.ts';
import type { ReleaseState, ReleaseVerb } from '../../src/rooms/releases/contract.ts';
import type { Someone, Unit } from './builders.ts';
import type { HttpReply, TestHouse } from './house.ts';

/** Somebody for each part in the life of a release, so that nobody decides on their own work. */
export type Cast = {
  readonly unit: Unit;
  readonly proposer: Someone;
  readonly manager: Someone;
  readonly owner: Someone;
  readonly business: Someone;
  /** Who validated does not release for use: a second process owner does. */
  readonly otherBusiness: Someone;
  readonly tester: Someone;
  readonly deployer: Someone;
  readonly quality: Someone;
  readonly systemOwner: Someone;
};

export async function castOf(h: TestHouse): Promise<Cast> {
  const unit = await h.unit();
  return {
    unit,
    proposer: await h.someone(['project-manager'], { unit }),
    manager: await h.someone(['release-manager'], { unit }),
    owner: await h.someone(['release-manager'], { unit }),
    business: await h.someone(['business-process-owner'], { unit }),
    otherBusiness: await h.someone(['business-process-owner'], { unit }),
    tester: await h.someone(['test-manager'], { unit }),
    deployer: await h.someone(['deployer'], { unit }),
    quality: await h.someone(['quality'], { unit }),
    systemOwner: await h.someone(['system-owner'], { unit }),
  };
}

let counter = 0;

/** Moves the clock and keeps everybody signed in: days pass between the steps of a release. */
export async function passTimeTo(h: TestHouse, time: Date): Promise<void> {
  h.clock.moveTo(time);
  const ends = new Date(time.getTime() + 12 * 3_600_000);
  await sql`update identity.session set created_at = ${time}, seen_at = ${time}, rotated_at = ${time}, ends_at = ${ends} where ended_at is null`.execute(
    h.app.database.db,
  );
}

export async function application(
  h: TestHouse,
  cast: Cast,
  gxp: 'yes' | 'no' | 'unknown' = 'no',
): Promise<{ readonly id: string; readonly key: string }> {
  const made = await transact(h.callAs(cast.systemOwner.actor), (work) =>
    registerApplicationIn(work, {
      key: `APP-${++counter}`,
      name: `Application ${counter}`,
      unit: cast.unit.id,
      gxp,
      criticality: 'high',
    }),
  );
  if (!made.ok) throw new Error(made.refusals[0]?.message);
  return { id: made.value.id, key: made.value.key };
}

const hour = 3_600_000;
/** A plan around a go-live in so many days from the clock's now, two hours long with an hour to back out. */
export function planFor(h: TestHouse, days = 20) {
  const now = h.clock.now().getTime();
  const at = (offsetHours: number): string => new Date(now + days * 24 * hour + offsetHours * hour).toISOString();
  return {
    goLive: { start: at(0), end: at(2), zone: 'Europe/Zurich' },
    backOutMinutes: 60,
    phases: [
      { key: 'build', name: 'Build', kind: 'build', start: at(-15 * 24), end: at(-8 * 24) },
      { key: 'uat', name: 'UAT', kind: 'uat', start: at(-8 * 24), end: at(-24) },
      { key: 'deploy', name: 'Deployment', kind: 'deploy', start: at(-1), end: at(4) },
    ],
    milestones: [{ key: 'lock', name: 'Scope lock', at: at(-10 * 24) }],
  };
}

/** Proposes a release over HTTP as the proposer of the cast. */
export async function propose(h: TestHouse, cast: Cast, more: Readonly<Record<string, unknown>> = {}): Promise<HttpReply> {
  return h.http(cast.proposer, 'POST', '/releases', {
    body: {
      name: `Release ${++counter}`,
      kind: 'project',
      class: 'minor',
      unit: cast.unit.id,
      owner: cast.owner.id,
      ...planFor(h),
      ...more,
    },
  });
}

/** Takes a verb as somebody, on the version that the release has now. */
export async function act(
  h: TestHouse,
  as: Someone,
  id: string,
  verb: ReleaseVerb,
  body: Readonly<Record<string, unknown>> = {},
): Promise<HttpReply> {
  const { body: seen } = await h.http(as, 'GET', `/releases/${id}`);
  return h.http(as, 'POST', `/releases/${id}/acts/${verb}`, {
    ifMatch: seen.version,
    body: { password: as.password, reason: 'because it is due', ...body },
  });
}

const road: readonly {
  readonly to: ReleaseState;
  readonly verb: ReleaseVerb;
  readonly by: keyof Omit<Cast, 'unit'>;
  readonly atGoLive?: true;
  readonly completes?: true;
  readonly validates?: true;
}[] = [
  { to: 'accepted', verb: 'accept', by: 'manager' },
  { to: 'planned', verb: 'plan', by: 'manager' },
  { to: 'in-progress', verb: 'start', by: 'manager' },
  { to: 'in-progress', verb: 'accept-uat', by: 'business' },
  { to: 'ready', verb: 'declare-ready', by: 'manager' },
  { to: 'deploying', verb: 'deploy', by: 'deployer', atGoLive: true },
  { to: 'deployed', verb: 'complete', by: 'deployer', completes: true },
  { to: 'deployed', verb: 'validate', by: 'business', validates: true },
  { to: 'released-for-use', verb: 'release-for-use', by: 'otherBusiness' },
  { to: 'warranty', verb: 'enter-warranty', by: 'manager' },
  { to: 'warranty', verb: 'confirm-business', by: 'business' },
  { to: 'warranty', verb: 'confirm-it', by: 'systemOwner' },
  { to: 'closed', verb: 'close', by: 'manager' },
];

/** Walks a release until a verb was taken; every step is a person's own act over HTTP. */
export async function walkUntil(h: TestHouse, cast: Cast, id: string, last: ReleaseVerb): Promise<HttpReply> {
  let reply: HttpReply | null = null;
  for (const step of road) {
    const seen = (await h.http(cast.manager, 'GET', `/releases/${id}`)).body;
    if (step.atGoLive === true && h.clock.now() < new Date(seen.goLive.start)) await passTimeTo(h, new Date(seen.goLive.start));
    const results = seen.applications.map((each: { application: { id: string } }) => ({
      application: each.application.id,
      result: 'completed',
    }));
    const body = { ...(step.completes ? { results } : {}), ...(step.validates ? { validation: 'positive' } : {}) };
    reply = await act(h, cast[step.by], id, step.verb, body);
    if (reply.status !== 200) throw new Error(`${step.verb}: ${reply.text}`);
    if (step.verb === last) return reply;
  }
  throw new Error(`the road does not pass ${last}`);
}

export const gateDraft = (guards: string, more: Partial<GateDraft> = {}): GateDraft => ({
  key: `gate-${guards}`,
  name: `Gate before ${guards}`,
  guards,
  dueAt: null,
  deciders: ['quality'],
  greenHours: null,
  criteria: [
    {
      key: 'done',
      text: 'The checklist is done',
      type: 'checklist',
      operator: null,
      threshold: null,
      unit: null,
      source: null,
      freshnessHours: null,
      responsible: null,
      evidence: null,
      ...nothingMore,
    },
  ],
  ...more,
});

export async function placeGates(
  h: TestHouse,
  cast: Cast,
  release: { readonly id: string; readonly key: string },
  gates: readonly GateDraft[],
): Promise<readonly string[]> {
  const placed = await transact(h.callAs(cast.manager.actor), (work) =>
    placeGatesIn(work, { kind: 'release', id: release.id, key: release.key, unitIds: [cast.unit.id] }, gates),
  );
  if (!placed.ok) throw new Error(placed.refusals[0]?.message);
  return placed.value.gates.map((gate) => gate.id);
}

export const codesOf = (reply: HttpReply): readonly string[] =>
  reply.body.refusals.map((refusal: { code: string }) => refusal.code);
