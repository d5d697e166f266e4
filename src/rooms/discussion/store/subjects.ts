import type { SubjectKind } from '../../../foundation/services.ts';
import { commentKind } from '../core/comment.ts';
import { commentsById, findComment } from './comments.ts';

/**
 * The history of a comment holds its text, so it is for readers of the trail; others see it with its record, by the right to read that. News of it tells nothing but
 * that there is some.
 */
export const subjects: readonly SubjectKind[] = [
  {
    kind: commentKind,
    readRight: 'ledger.read',
    newsRight: 'discussion.hear',
    find: async (db, named) => (await findComment(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await commentsById(db, ids)).map(({ id, subjectKind, subjectId, unitIds }) => ({
        id,
        key: null,
        label: `Comment on a record of the kind ${subjectKind}`,
        link: `/discussions/${encodeURIComponent(subjectKind)}/${subjectId}`,
        unitId: unitIds[0] ?? null,
      })),
    unitIds: async (db, id) => (await findComment(db, id))?.unitIds ?? [],
    partOf: async (db, id) => {
      const found = await findComment(db, id);
      return found === null ? null : { kind: found.subjectKind, id: found.subjectId };
    },
  },
];
