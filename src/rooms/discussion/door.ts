import type { Db, Tx } from '../../foundation/database/database.ts';
import { commentKind } from './core/comment.ts';
import { commentIdsOf } from './store/comments.ts';

type Ref = { readonly kind: string; readonly id: string };

/** The comments on a record, as records with entries of their own, oldest first; at most `most`. */
export const commentsForRecord = async (db: Db | Tx, of: Ref, most: number): Promise<readonly Ref[]> =>
  (await commentIdsOf(db, of, most)).map((id) => ({ kind: commentKind, id }));
