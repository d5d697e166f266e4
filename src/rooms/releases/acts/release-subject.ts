import type { Subject } from '../../../foundation/record.ts';
import type { Release } from '../core/release.ts';

export const subjectKind = 'release';
/** The release as the ledger, gates and interlocks name it. */
export const subjectOf = (release: Pick<Release, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: subjectKind,
  id: release.id,
  key: release.key,
  unitIds: [release.unitId],
});
export const refOf = (release: Pick<Release, 'id'>) => ({ kind: subjectKind, id: release.id });
