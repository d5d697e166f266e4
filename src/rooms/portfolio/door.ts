import type { Db, Tx } from '../../foundation/database/database.ts';
import { isUuid } from '../../foundation/ids.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import type { Work } from '../../foundation/transact.ts';
import * as depend from './acts/add-dependency.ts';
import * as change from './acts/change-application.ts';
import { markUnderChangeIn as markIn } from './acts/mark-under-change.ts';
import * as register from './acts/register-application.ts';
import * as withdraw from './acts/withdraw-application.ts';
import * as cut from './acts/withdraw-dependency.ts';
import type { Application, Dependency } from './core/application.ts';
import { type ApplicationFacets, lockFacets, readFacets } from './store/facets.ts';
import * as find from './store/find-applications.ts';

export type { ApplicationInput, ApplicationPatch, DependencyInput } from './core/application-input.ts';
export type { Application, ApplicationFacets, Dependency };

/** Applications by id, key, or the units that they belong to, withdrawn ones too; those that do not exist are missing from the answer. Ordered by key. */
export const applicationsBy = (
  db: Db | Tx,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[]; readonly unitIds?: readonly string[] },
): Promise<readonly Application[]> => find.applicationsBy(db, by);

/** Of these ids, those of no application. */
export async function idsOfNoApplication(db: Db | Tx, ids: readonly string[]): Promise<readonly string[]> {
  const known = new Set((await find.applicationsBy(db, { ids: ids.filter(isUuid) })).map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** What these applications need, ordered by the two keys. */
export const dependenciesOf = (db: Db | Tx, applicationIds: readonly string[]): Promise<readonly Dependency[]> =>
  find.dependenciesOf(db, applicationIds);

/** Registers an application. Unit by id or key, owner by id or e-mail. Refused: a state that a person must decide (law 10). */
export const registerApplicationIn = (
  work: Work,
  input: Parameters<typeof register.registerApplicationIn>[1],
): Promise<Outcome<Application>> => register.registerApplicationIn(work, input);

/** Changes fields of an application (id or key); missing leaves, null clears. The version is not compared: the caller holds the record locked in its own transaction. */
export const changeApplicationIn = (
  work: Work,
  idOrKey: string,
  patch: Parameters<typeof change.changeApplicationIn>[2],
  reason: string | null,
): Promise<Outcome<Application>> => change.changeApplicationIn(work, idOrKey, patch, reason);

/** Withdraws an application (id or key); refused while another one depends on it. */
export const withdrawApplicationIn = (work: Work, idOrKey: string, reason: string): Promise<Outcome<Application>> =>
  withdraw.withdrawApplicationIn(work, idOrKey, reason);

/** Says that one application needs another (ids or keys). The same dependency again changes its note, or nothing. */
export const addDependencyIn = (work: Work, input: Parameters<typeof depend.addDependencyIn>[1]): Promise<Outcome<Dependency>> =>
  depend.addDependencyIn(work, input);

/** Withdraws a dependency by its id. */
export const withdrawDependencyIn = (work: Work, dependencyId: string, reason: string): Promise<Outcome<null>> =>
  cut.withdrawDependencyIn(work, dependencyId, reason);

/**
 * Facets of applications for holds: 'application:<id>', 'unit:<id>' of the unit and every one above it, 'criticality:<value>', 'gxp:<value>', 'sox:<value>'.
 * Share-locks the applications until the transaction ends, so that they cannot change unseen between this answer and the holds that are placed with it.
 */
export const facetsOf = (tx: Tx, applicationIds: readonly string[]): Promise<readonly ApplicationFacets[]> =>
  lockFacets(tx, applicationIds);

/** The same facets for a picture: nothing is locked, so that nothing may be decided on them. */
export const facetsSeen = (db: Db | Tx, applicationIds: readonly string[]): Promise<readonly ApplicationFacets[]> =>
  readFacets(db, applicationIds);

/** A deployment changes these applications: those that are validated are under change from now on. Others stay as they are. The caller's own right covers it. */
export const markUnderChangeIn = (
  work: Work,
  applicationIds: readonly string[],
  reason: string,
): Promise<readonly Application[]> => markIn(work, applicationIds, reason);
