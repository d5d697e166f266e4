import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { ledgerSize, statesMoved } from '../../ledger/door.ts';
import type { SubjectRef } from '../core/comment.ts';
import { inboxSubject, type Notice } from '../core/watch.ts';
import { followed, nextInboxVersion, noticesPage, readUpTo, tellOfMoves } from '../store/notices.ts';
import { recordNamed } from './record-named.ts';

/** Says that one has read what one was told, up to a place. */
export const readInbox = (call: Call, place: string): Promise<Outcome<{ readonly read: number }>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('discussion.watch', null);
    if (denied.length > 0) return refused(denied);
    const read = await readUpTo(work.tx, work.actor.id, place, work.now);
    if (read === 0) return done({ read });
    work.say({
      act: 'discussion.inbox-read',
      subject: inboxSubject(work.actor.id),
      version: await nextInboxVersion(work.tx, work.actor.id),
      before: null,
      after: { upTo: place, lines: read },
    });
    return done({ read });
  });

export type Line = { readonly notice: Notice; readonly record: SubjectRef };

const atOnce = 100;
/** A person who was told of very much that they may no longer read is not searched for without end. */
const mostLooks = 10;

/** What somebody was told, newest first, of records that they may read now. `next`: where to read on; null at the end. */
export async function inboxOf(
  { app, actor }: Call,
  asked: { readonly limit: number; readonly before: string | null; readonly unread: boolean },
): Promise<{ readonly lines: readonly Line[]; readonly next: string | null }> {
  const { db } = app.database;
  const records = new Map<string, SubjectRef | null>();
  const readable = async (kind: string, id: string): Promise<SubjectRef | null> => {
    const key = `${kind} ${id}`;
    const known = records.get(key);
    if (known !== undefined) return known;
    const found = await recordNamed(app, db, actor, { kind, id });
    records.set(key, found.ok ? found.value : null);
    return found.ok ? found.value : null;
  };
  const lines: Line[] = [];
  let before = asked.before;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const page = await noticesPage(db, actor.id, { limit: atOnce, before, unread: asked.unread });
    for (const notice of page) {
      if (lines.length === asked.limit) return { lines, next: before };
      const record = await readable(notice.subjectKind, notice.subjectId);
      if (record !== null) lines.push({ notice, record });
      before = notice.place;
    }
    if (page.length < atOnce) return { lines, next: null };
  }
  return { lines, next: before };
}

const entriesAtOnce = 1_000;

/** Tells watchers of steps: reads on in the ledger from where it was; where nobody watches anything it only moves on. Killed at any point, the next turn goes on; nobody is told twice. */
export async function followMoves(app: Services): Promise<void> {
  const { db } = app.database;
  for (;;) {
    // Asked first: whoever begins to watch from here on is told of what comes after it.
    const size = await ledgerSize(db);
    const { seq, anybody } = await followed(db);
    if (!anybody) return seq < size ? tellOfMoves(db, [], size) : undefined;
    const { moves, upTo } = await statesMoved(db, seq, entriesAtOnce);
    if (upTo.seq > seq) await tellOfMoves(db, moves, upTo.seq);
    if (upTo.last) return;
  }
}
