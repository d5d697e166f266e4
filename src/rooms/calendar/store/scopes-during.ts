import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import { selects } from '../../interlocks/door.ts';
import { scopeText } from '../core/scope-text.ts';
import { concernsOf, scopesOf } from '../core/scopes-over.ts';
import type { ScopesDuring } from '../core/told.ts';
import { freezesDuring } from './freezes.ts';
import { namesOf } from './names.ts';
import { rootUnit } from './units.ts';
import { windowsDuring } from './windows.ts';

// As many of each kind as the calendar draws at most.
const mostRecords = 2_000;

export type ScopeQuestion = {
  readonly span: Span;
  readonly reach: Reach;
  /** Applications of other units are counted in a scope, not named. */
  readonly mayRead: (unitId: string) => boolean;
  /** Facets of deployments, one list for each. */
  readonly facets: readonly (readonly string[])[];
};

/** Scopes of the windows and freezes of a stretch, and which of them select each deployment. */
export async function scopesDuring(db: Db | Tx, question: ScopeQuestion): Promise<ScopesDuring> {
  const { span, reach } = question;
  const all = sql`true`;
  const windows = await windowsDuring(db, span, reach, ['draft', 'proposed', 'locked', 'used'], all, mostRecords);
  const freezes = await freezesDuring(db, span, reach, all, mostRecords);
  const scopes = scopesOf([...windows, ...freezes], await rootUnit(db));
  const names = await namesOf(db, scopes, question.mayRead);
  return {
    scopes: scopes.map(({ scope, recordIds, whole }) => ({ recordIds, whole, says: scopeText(scope, whole, names) })),
    concerns: concernsOf(scopes, question.facets, selects),
  };
}
