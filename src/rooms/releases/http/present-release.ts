import type { z } from 'zod';
import type { Actor, Reach } from '../../../foundation/actor.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import { valueIn } from '../../../foundation/profile.ts';
import type { Services } from '../../../foundation/services.ts';
import * as gates from '../../gates/door.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { type MarkOf, marksOn } from '../../signatures/door.ts';
import type { Asking } from '../acts/gather-facts.ts';
import { judgeVerbs } from '../acts/judge-verbs.ts';
import { refOf } from '../acts/release-subject.ts';
import type * as contract from '../contract.ts';
import { goUntil } from '../core/go-until.ts';
import { type Health, healthOf, type Light } from '../core/health.ts';
import { lifecycleRefusals } from '../core/judge.ts';
import { lateBy } from '../core/late.ts';
import { isFinal, lifecycle } from '../core/lifecycle.ts';
import { goDays } from '../core/profile.ts';
import { type Decision, deploymentSpan, type GoLive, type Phase, type Release } from '../core/release.ts';
import { collisionCounts, noCollisions } from '../store/collision-counts.ts';
import { childrenOf } from '../store/read-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';

export type ReleaseReply = z.input<typeof contract.release>;
export type LineReply = z.input<typeof contract.releaseLine>;

export const presentGoLive = (live: GoLive | null) =>
  live === null ? null : { start: live.start.toISOString(), end: live.end.toISOString(), zone: live.zone };
const presentPhase = (phase: Phase) => ({
  key: phase.key,
  name: phase.name,
  kind: phase.kind,
  start: phase.start.toISOString(),
  end: phase.end.toISOString(),
});
export const presentGate = (gate: gates.GateOnStrip) => ({
  id: gate.id,
  key: gate.key,
  name: gate.name,
  guards: gate.guards,
  state: gate.state,
  dueAt: gate.dueAt?.toISOString() ?? null,
  met: gate.met,
  total: gate.total,
});
export const presentLate = (release: Release, now: Date) =>
  lateBy(release, now).map(({ what, since, milestone }) => ({ what, since: since.toISOString(), milestone: milestone ?? null }));

export const presentHealth = ({ light, parts }: Health) => ({
  light,
  parts: parts.map(({ part, light: of, reason }) => ({ part, light: of, reason })),
});

/** What gates say to the health: none at all is unknown. */
export const gateLight = (standing: gates.Standing | undefined): { readonly light: Light; readonly reason: string } | null =>
  standing === undefined || standing.worst === 'none' ? null : { light: standing.worst, reason: standing.says };

/** The train of a release is there for each of its readers; what it is called is for who may see it. */
const presentParent = ({ parent }: ReleaseWithNames['names'], reach: Reach) =>
  parent === null
    ? null
    : {
        id: parent.id,
        key: parent.key,
        name: reach === 'all' || reach.has(parent.unitId) ? parent.name : 'A release of another unit',
      };

/** @param reach units whose releases the reader may see. */
export const presentHead = (
  { release, names }: ReleaseWithNames,
  reach: Reach,
  now: Date,
  collisions: { readonly blocking: number; readonly warning: number },
) => ({
  id: release.id,
  key: release.key,
  planRef: release.planRef,
  name: release.name,
  kind: release.kind,
  class: release.class,
  unit: names.unit,
  owner: names.owner,
  parent: presentParent(names, reach),
  state: release.state,
  heldFrom: release.heldFrom,
  goLive: presentGoLive(release.goLive),
  backOutMinutes: release.backOutMinutes,
  outcome: release.outcome,
  origin: release.origin,
  late: presentLate(release, now),
  collisions,
  version: release.version,
  updatedAt: release.updatedAt.toISOString(),
});

const confirmedVerbs: ReadonlySet<string> = new Set([
  ...lifecycle.rows.filter((row) => row.demands.includes('signature')).map((row) => row.verb),
  'move',
]);

const presentDecision = (
  decision: Decision,
  nameOf: (id: string) => { readonly id: string; readonly name: string },
  markOf: MarkOf,
) => ({
  kind: decision.kind,
  confirmed: confirmedVerbs.has(decision.kind),
  signature: markOf(decision.kind, decision.at, decision.by),
  by: nameOf(decision.by),
  at: decision.at.toISOString(),
  result: decision.result,
  reason: decision.reason,
  voided: decision.voidedAt === null ? null : { at: decision.voidedAt.toISOString(), why: decision.voidWhy ?? '' },
});

/** The record itself, field by field, as it is or was; what depends on the reader or the moment is added by the caller. */
export async function presentBody(app: Services, release: Release) {
  const db = app.database.db;
  const ids = release.applications.map((application) => application.applicationId);
  const applications = ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids });
  const byId = new Map(applications.map((application) => [application.id, application] as const));
  const people = await identity.peopleBy(db, {
    ids: [...new Set([release.proposedBy, ...release.decisions.map((decision) => decision.by)])],
  });
  const names = new Map(people.map((person) => [person.id, person.name] as const));
  const nameOf = (id: string) => ({ id, name: names.get(id) ?? 'Interlock' });
  const markOf = await marksOn(app, db, { kind: 'release', id: release.id });
  const span = deploymentSpan(release);
  return {
    summary: release.summary,
    proposedBy: nameOf(release.proposedBy),
    warrantyEnd: release.warrantyEnd?.toISOString() ?? null,
    deploymentSpan: span === null ? null : { start: span.start.toISOString(), end: span.end.toISOString() },
    phases: release.phases.map(presentPhase),
    milestones: release.milestones.map(({ key, name, at, doneAt }) => ({
      key,
      name,
      at: at.toISOString(),
      doneAt: doneAt?.toISOString() ?? null,
    })),
    applications: release.applications.map(({ applicationId, role, version, result, resultNote }) => {
      const known = byId.get(applicationId);
      return {
        application: { id: applicationId, key: known?.key ?? applicationId, name: known?.name ?? '' },
        role,
        version,
        result,
        resultNote,
        gxp: known?.gxp ?? ('unknown' as const),
      };
    }),
    baseline:
      release.baseline === null
        ? null
        : {
            at: release.baseline.at.toISOString(),
            goLive: presentGoLive(release.baseline.goLive),
            phases: release.baseline.phases.map(presentPhase),
          },
    deviation: release.deviation,
    decisions: release.decisions.toReversed().map((decision) => presentDecision(decision, nameOf, markOf)),
    source: release.source,
    sourceTime: release.sourceTime?.toISOString() ?? null,
    createdAt: release.createdAt.toISOString(),
  };
}

/** `change` and `move` beside the verbs: what the buttons of the workspace ask. */
function otherCan(app: Services, actor: Actor, release: Release) {
  const may = (right: string) => app.ports.authority.may(actor, right, release.unitId);
  const imported =
    release.origin === 'imported' ? [lifecycleRefusals.imported({ source: release.source ?? 'another system' })] : [];
  const over = isFinal(release.state) ? [lifecycleRefusals.over({ state: release.state })] : [];
  const begun = ['deploying', 'deployed', 'released-for-use', 'warranty'].includes(release.state)
    ? [lifecycleRefusals['deployment-begun']({ state: release.state })]
    : [];
  const first = (...reasons: readonly (readonly ReturnType<typeof may>[number][])[]) =>
    reasons.find((refusals) => refusals.length > 0) ?? [];
  return {
    change: first(may('releases.change'), imported, over),
    move: first(may('releases.move'), imported, over, begun),
    'place-gates': first(may('releases.change'), imported, over),
  };
}

/** The whole release for its reader, with what they may do. */
export async function presentRelease(ask: Omit<Asking, 'db'>, found: ReleaseWithNames): Promise<ReleaseReply> {
  const { app, actor, now } = ask;
  const db = app.database.db;
  const { release } = found;
  const ref = refOf(release);
  const [seen, counts, children, judged, body] = await Promise.all([
    gates.gatesSeen(db, [ref], now),
    collisionCounts(db, [release], now),
    release.kind === 'enterprise' ? childrenOf(db, release.id) : [],
    judgeVerbs({ ...ask, db }, release),
    presentBody(app, release),
  ]);
  const until = release.state === 'ready' ? goUntil(release, await valueIn(db, goDays)) : null;
  const collisions = counts.get(release.id) ?? noCollisions;
  const gatesOf = seen.get(release.id);
  const reach = app.ports.authority.reach(actor, 'releases.read');
  return {
    ...presentHead(found, reach, now, collisions),
    ...body,
    goUntil: until?.toISOString() ?? null,
    children: children
      .filter((child) => reach === 'all' || reach.has(child.unitId))
      .map(({ id, key, name, state, goLive }) => ({ id, key, name, state, goLive: presentGoLive(goLive) })),
    gates: (gatesOf?.strip ?? []).map(presentGate),
    health: presentHealth(healthOf(release, { now, gates: gateLight(gatesOf?.standing), collisions })),
    can: presentCan({ ...Object.fromEntries(judged), ...otherCan(app, actor, release) }),
    asOf: null,
  };
}
