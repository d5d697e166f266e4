import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { WaitingCursor } from '../store/waiting.ts';

const no = defineRefusals('gates', {
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is not one that this list gave.',
    remedy: 'Send `nextCursor` of the page before exactly as it came, or none for the first page.',
  },
});

export const waitingCursor = (dueAt: Date | null, id: string): string => `${dueAt?.toISOString() ?? ''}~${id}`;

export function readWaitingCursor(cursor: string | undefined): Outcome<WaitingCursor | null> {
  if (cursor === undefined) return done(null);
  const [due = '', id = ''] = cursor.split('~');
  const dueAt = due === '' ? null : new Date(due);
  return isUuid(id) && !Number.isNaN(dueAt?.getTime() ?? 0) ? done({ dueAt, id }) : refuse(no['bad-cursor']({}));
}

export function readPlace(cursor: string | undefined): Outcome<number | null> {
  if (cursor === undefined) return done(null);
  return /^\d{1,9}$/.test(cursor) ? done(Number(cursor)) : refuse(no['bad-cursor']({}));
}

export function readIdCursor(cursor: string | undefined): Outcome<string | null> {
  if (cursor === undefined) return done(null);
  return isUuid(cursor) ? done(cursor) : refuse(no['bad-cursor']({}));
}
