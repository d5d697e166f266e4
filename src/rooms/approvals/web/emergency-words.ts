import type { Tone } from '../../../design/tokens.ts';
import type { NoticeShown, VerbalShown } from '../contract.ts';

type Told = { readonly text: string; readonly tone: Tone };

/** What a verbal authorisation is worth now, and what it still owes. */
export function verbalWorth({ state, overdue, lets }: Pick<VerbalShown, 'state' | 'overdue' | 'lets'>): Told {
  if (state === 'waits-for-quality') return { text: 'Waits for quality', tone: 'orange' };
  if (state === 'open') {
    if (overdue) return { text: 'Approvals overdue', tone: 'red' };
    return lets
      ? { text: 'Emergency: approvals due', tone: 'orange' }
      : { text: 'Counts no more; approvals due', tone: 'yellow' };
  }
  if (state === 'settled') return { text: 'Approved afterwards', tone: 'teal' };
  return state === 'reviewed' ? { text: 'Reviewed afterwards', tone: 'teal' } : { text: 'Withdrawn', tone: 'gray' };
}

/** What a notice tells now; that its date passed is told only where it may be. */
export function noticeWorth({ state, unopposed, until }: Pick<NoticeShown, 'state' | 'unopposed' | 'until'>, now: number): Told {
  if (state === 'objected') return { text: 'Objected', tone: 'red' };
  if (state === 'withdrawn') return { text: 'Withdrawn', tone: 'gray' };
  if (unopposed) return { text: 'Nobody objected', tone: 'gray' };
  return Date.parse(until) <= now ? { text: 'Over, tells nothing', tone: 'gray' } : { text: 'Open', tone: 'brand' };
}
