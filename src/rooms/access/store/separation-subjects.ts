import type { SubjectKind } from '../../../foundation/services.ts';
import { matrixChangeKind, matrixSubject, pairInWords } from '../core/matrix.ts';
import { waiverKind } from '../core/waiver.ts';
import { findMatrixChange } from './matrix-changes.ts';
import { findWaiver } from './waivers.ts';

const readRight = 'access.read-separation';
const everywhere = async (): Promise<readonly string[]> => [];

/** Kinds of records of the separation of duties. */
export const separationSubjects: readonly SubjectKind[] = [
  {
    kind: matrixSubject.kind,
    readRight,
    find: async (_db, named) => (named === matrixSubject.id ? named : null),
    label: async (_db, ids) =>
      ids.includes(matrixSubject.id)
        ? [{ id: matrixSubject.id, key: null, label: 'Matrix of duties', link: '/separation/matrix', unitId: null }]
        : [],
    unitIds: everywhere,
  },
  {
    kind: matrixChangeKind,
    readRight,
    find: async (db, named) => (await findMatrixChange(db, named))?.id ?? null,
    label: async (db, ids) => {
      const found = await Promise.all(ids.map((id) => findMatrixChange(db, id)));
      return found
        .filter((one) => one !== null)
        .map(({ id, key }) => ({
          id,
          key,
          label: `${key} Change of the matrix of duties`,
          link: '/separation/matrix',
          unitId: null,
        }));
    },
    unitIds: everywhere,
  },
  {
    kind: waiverKind,
    readRight,
    find: async (db, named) => (await findWaiver(db, named))?.id ?? null,
    label: async (db, ids) => {
      const found = await Promise.all(ids.map((id) => findWaiver(db, id)));
      return found
        .filter((one) => one !== null)
        .map((one) => ({
          id: one.id,
          key: one.key,
          label: `${one.key} Waiver of ${pairInWords(one)}`,
          link: `/separation/waivers/${one.key}`,
          unitId: one.unitIds[0] ?? null,
        }));
    },
    unitIds: async (db, id) => (await findWaiver(db, id))?.unitIds ?? [],
  },
];
