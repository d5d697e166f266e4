import type { Alarm } from './alarm.ts';

/** What leaves the house of an alarm: no name of anybody. `link` leads to it. */
export function messageOf(alarm: Alarm, level: 1 | 2, publicUrl: string) {
  return {
    type: level === 2 ? 'alarm.escalated' : 'alarm.raised',
    alarm: {
      id: alarm.id,
      key: alarm.key,
      kind: alarm.kind,
      says: alarm.says,
      details: alarm.details,
      severity: alarm.severity,
      state: alarm.state,
      raisedAt: alarm.raisedAt.toISOString(),
      link: `${publicUrl}/alarms/${alarm.key}`,
    },
  };
}

/** The same for people: one line to read in passing, and where to act. */
export function mailOf(alarm: Alarm, level: 1 | 2, publicUrl: string): { readonly subject: string; readonly text: string } {
  const { alarm: told } = messageOf(alarm, level, publicUrl);
  const escalated = level === 2 ? ['Whoever must act has not acknowledged it in time; it has come to you.', ''] : [];
  return {
    subject: `${level === 2 ? 'Escalated: ' : ''}${told.key} (${told.severity}): ${told.says}`,
    text: [
      ...escalated,
      `${told.says}.`,
      ...(told.details === null ? [] : [told.details]),
      '',
      `Raised at ${told.raisedAt}.`,
      `See it, and acknowledge it with a comment: ${told.link}`,
      '',
    ].join('\n'),
  };
}

/** Seconds to wait before each next attempt; after the last one it has failed. */
const pauses = [10, 30, 120, 600, 1800] as const;

/** When to try again after so many attempts; null: never. */
export const nextAttempt = (attempts: number, now: Date): Date | null => {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause * 1000);
};
