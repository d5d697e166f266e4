import { sql } from 'kysely';
import type { Disposer } from '../../../foundation/services.ts';
import { commentKind } from '../core/comment.ts';
import { attachmentKind } from '../core/files/attachment.ts';
import { watchKind } from '../core/watch.ts';

/** How the rows of this room's records go, once a signed disposal names them. */
export const disposers: readonly Disposer[] = [
  { kind: commentKind, remove: async (tx, id) => void (await sql`select discussion.remove_comment(${id})`.execute(tx)) },
  { kind: attachmentKind, remove: async (tx, id) => void (await sql`select discussion.remove_attachment(${id})`.execute(tx)) },
  { kind: watchKind, remove: async (tx, id) => void (await sql`select discussion.remove_watch(${id})`.execute(tx)) },
];
