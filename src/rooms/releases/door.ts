import type { Db, Tx } from '../../foundation/database/database.ts';
import { done, type Outcome } from '../../foundation/refusal.ts';
import type { Call, Work } from '../../foundation/transact.ts';
import type { GateDraft, Placed } from '../gates/door.ts';
import { changeReleaseIn as change } from './acts/change-release.ts';
import { exportReleases } from './acts/export-releases.ts';
import { importHistoryIn as importHistory } from './acts/import-history.ts';
import { placeReleaseGatesIn as placeGates } from './acts/place-release-gates.ts';
import { proposeReleaseIn as propose } from './acts/propose-release.ts';
import type { Release } from './core/release.ts';
import type { ChangeInput, ExportedRelease, HistoryInput, ProposeInput, ReleaseHead } from './core/told.ts';
import { releaseForRecord as forRecord, type ReleaseForRecord } from './http/release-for-record.ts';
import { headsByPlanRef } from './store/export-view.ts';
import { releasesDuring as during, type PlannedRelease } from './store/plan-view.ts';

export type { ChangeInput, ExportedRelease, HistoryInput, PlannedRelease, ProposeInput, ReleaseForRecord, ReleaseHead };

const headOf = (outcome: Outcome<Release>): Outcome<ReleaseHead> => {
  if (!outcome.ok) return outcome;
  const { id, key, planRef, name, state, unitId, origin, version } = outcome.value;
  return done({ id, key, planRef, name, state, unitId, origin, version });
};

/** Proposes a release in the caller's unit of work. */
export const proposeReleaseIn = async (work: Work, input: ProposeInput): Promise<Outcome<ReleaseHead>> =>
  headOf(await propose(work, input));

/** Changes a release (id or key); the version is not compared. A go-live whose date is approved is refused: people move it. */
export const changeReleaseIn = async (work: Work, idOrKey: string, input: ChangeInput): Promise<Outcome<ReleaseHead>> =>
  headOf(await change(work, idOrKey, input));

/** Imports a release of another system as history. The same again changes nothing. */
export const importHistoryIn = async (work: Work, input: HistoryInput): Promise<Outcome<ReleaseHead>> =>
  headOf(await importHistory(work, input));

/** Makes the gates of a release (id or key) match the drafts. Once its dates are approved gates are only added; a go that relied on the gates as they were is void. */
export const placeReleaseGatesIn = (work: Work, idOrKey: string, drafts: readonly GateDraft[]): Promise<Outcome<Placed>> =>
  placeGates(work, idOrKey, drafts);

/** Releases by their key in plan files; those that do not exist are missing from the answer. */
export const releasesByPlanRef = (db: Db | Tx, planRefs: readonly string[]): Promise<readonly ReleaseHead[]> =>
  headsByPlanRef(db, planRefs);

/** Releases for export, by key, in pages: `after` is the id of the last one of the page before. At most 500. */
export const releasesForExport = (
  db: Db,
  filter: {
    readonly unitIds: readonly string[] | 'all';
    readonly origin: 'native' | 'imported';
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<readonly ExportedRelease[]> => exportReleases(db, filter);

/** A release (id or key) whole, as it stood at a moment, rebuilt from the ledger; refused to whoever may not read it. */
export const releaseForRecord = (call: Call, idOrKey: string, at: Date): Promise<Outcome<ReleaseForRecord>> =>
  forRecord(call, idOrKey, at);

/** Releases of some units that go live within a span, by go-live: what a plan tells. Nothing that was rejected or cancelled. At most `limit`. */
export const releasesDuring = (
  db: Db | Tx,
  span: { readonly start: Date; readonly end: Date },
  unitIds: readonly string[],
  limit: number,
): Promise<readonly PlannedRelease[]> => during(db, span, unitIds, limit);
