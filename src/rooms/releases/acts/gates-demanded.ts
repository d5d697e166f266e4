import type { Db, Tx } from '../../../foundation/database/database.ts';
import { defineRefusals, done, type Outcome, type Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import { isFinal } from '../core/lifecycle.ts';
import type { Release } from '../core/release.ts';
import { guardsDone } from '../core/resting.ts';
import { refOf } from './release-subject.ts';

const no = defineRefusals('releases', {
  'gate-demanded': {
    kind: 'rule',
    says: (f: { rule: string; gate: string; step: string }) =>
      `Rule ${f.rule} of the matrix demands the gate “${f.gate}” before “${f.step}”: it can neither be taken away nor ask less.`,
    remedy:
      'Keep the gate as its template asks it, or have its criteria waived or the gate declared not applicable by those who may.',
  },
  'gate-not-placed': {
    kind: 'rule',
    says: (f: { rule: string; gate: string; step: string }) =>
      `Rule ${f.rule} of the matrix demands the gate “${f.gate}” before “${f.step}”; the release does not have it yet.`,
    remedy: 'Place the gates that the matrix demands, on the page of the gates.',
  },
});

const facts = ({ demand }: gates.DemandSeen) => ({ rule: demand.rule, gate: demand.name, step: demand.step });

const nothingMore = (release: Release): boolean => release.origin === 'imported' || isFinal(release.state);

/** Of what the matrix demands: what is before the steps that are not behind the release; nothing of one that is over or imported. */
function stillDemanded(release: Release, demands: readonly gates.DemandSeen[]): readonly gates.DemandSeen[] {
  if (nothingMore(release)) return [];
  const behind = guardsDone(release.state);
  return demands.filter(({ demand }) => !behind.includes(demand.step));
}

/** What the matrix still demands of a release. `drafts`: its gates, where they are at hand. */
export const demandsOfRelease = async (
  app: Services,
  db: Db | Tx,
  release: Release,
  drafts?: readonly gates.GateDraft[],
): Promise<readonly gates.DemandSeen[]> =>
  nothingMore(release) ? [] : stillDemanded(release, await gates.demandsOn(app, db, refOf(release), drafts));

export const draftsOf = async (db: Db | Tx, release: Release): Promise<readonly gates.GateDraft[]> =>
  (await gates.gateDraftsOf(db, [refOf(release)])).get(release.id) ?? [];

/** Demands that gates answered and that the gates of now do not: nobody gets round the matrix by taking a gate away. */
export function lostDemands(before: readonly gates.DemandSeen[], after: readonly gates.DemandSeen[]): readonly Refusal[] {
  const answered = new Set(before.filter(({ gate }) => gate !== null).map(({ demand }) => demand.ruleId));
  return after
    .filter(({ gate, demand }) => gate === null && answered.has(demand.ruleId))
    .map((seen) => no['gate-demanded'](facts(seen), { field: '/gates', link: `/gate-matrix?rule=${seen.demand.rule}` }));
}

/** Why a step must wait: gates that the matrix demands before it and that are not there, by step. */
export function missingAmong(release: Release, demands: readonly gates.DemandSeen[]): ReadonlyMap<string, readonly Refusal[]> {
  const refusals = stillDemanded(release, demands)
    .filter(({ gate }) => gate === null)
    .map(
      (seen) =>
        [seen.demand.step, no['gate-not-placed'](facts(seen), { link: `/releases/${release.key}/gates?demanded=show` })] as const,
    );
  return new Map([...Map.groupBy(refusals, ([step]) => step)].map(([step, pairs]) => [step, pairs.map(([, one]) => one)]));
}

/** The same, read. */
export const gatesMissing = async (
  app: Services,
  db: Db | Tx,
  release: Release,
): Promise<ReadonlyMap<string, readonly Refusal[]>> => missingAmong(release, await demandsOfRelease(app, db, release));

type Place = (work: Work, release: Release, drafts: readonly gates.GateDraft[]) => Promise<Outcome<Release>>;

/** Places what the matrix demands and the release does not have, in the act that made it so (a proposal, a change). The gates that are there stay as they are. */
export async function placeDemanded(work: Work, release: Release, place: Place): Promise<Outcome<Release>> {
  const missing = (await demandsOfRelease(work.app, work.tx, release)).filter(({ gate }) => gate === null);
  if (missing.length === 0) return done(release);
  return place(work, release, [...(await draftsOf(work.tx, release)), ...distinct(missing)]);
}

/** Two demands may want the same key: each gate its own. */
export function distinct(missing: readonly Pick<gates.DemandSeen, 'demand' | 'draft'>[]): readonly gates.GateDraft[] {
  const taken = new Set<string>();
  return missing.map(({ draft, demand }) => {
    let { key } = draft;
    for (let next = 2; taken.has(key); next += 1) key = `${demand.gateKey.slice(0, 70)}-${demand.step.slice(0, 4)}-${next}`;
    taken.add(key);
    return { ...draft, key };
  });
}

const key = (draft: gates.GateDraft): string => draft.key;

/** The gate with what the edition in force asks, and what it asks beside its own edition. */
export function takenOver({ demand, gate }: gates.DemandSeen, old: readonly string[]): gates.GateDraft | null {
  if (gate === null) return null;
  const asked = new Set([...old, ...demand.content.criteria.map((criterion) => criterion.key)]);
  const own = gate.criteria.filter((criterion) => !asked.has(criterion.key));
  return {
    ...gate,
    deciders: demand.content.deciders,
    greenHours: demand.content.greenHours,
    criteria: [...demand.content.criteria, ...own],
    from: { template: demand.template, edition: demand.edition },
  };
}

/** The gates of a release with what the matrix demands added, and with newer editions where they are taken over. */
export function withDemanded(
  present: readonly gates.GateDraft[],
  demands: readonly gates.DemandSeen[],
  takeOver: readonly string[],
): readonly gates.GateDraft[] {
  const newer = new Map(
    demands
      .filter(({ demand, gate }) => gate !== null && gate.from?.edition !== demand.edition && takeOver.includes(demand.template))
      .flatMap((seen) => {
        const draft = takenOver(seen, seen.editionKeys);
        return draft === null ? [] : [[key(draft), draft] as const];
      }),
  );
  return [...present.map((draft) => newer.get(draft.key) ?? draft), ...distinct(demands.filter(({ gate }) => gate === null))];
}
