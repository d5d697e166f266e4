import type { Db, Tx } from '../../foundation/database/database.ts';
import { commentKind } from './core/comment.ts';
import { attachmentKind } from './core/files/attachment.ts';
import { attachmentIdsOf } from './store/attachments.ts';
import { commentIdsOf } from './store/comments.ts';

type Ref = { readonly kind: string; readonly id: string };

/** The comments on a record and the files attached to it, as records with entries of their own, oldest first; at most `most` of each. */
export const saidForRecord = async (db: Db | Tx, of: Ref, most: number): Promise<readonly Ref[]> => [
  ...(await commentIdsOf(db, of, most)).map((id) => ({ kind: commentKind, id })),
  ...(await attachmentIdsOf(db, of, most)).map((id) => ({ kind: attachmentKind, id })),
];
