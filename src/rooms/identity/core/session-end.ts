/** When a session ends that nobody uses any more, and what would end it: idling, or its latest end, which no use moves. */
export type ComingEnd = { readonly inSeconds: number; readonly by: 'idle' | 'expired' };

type Times = { readonly createdAt: Date | null; readonly seenAt: Date | null; readonly endsAt: Date | null };
type Limits = { readonly idleMinutes: number; readonly absoluteMinutes: number };

/** Whole seconds, rounded down: who goes by them is not late. Null of a token, which has no session. */
export function comingEnd({ createdAt, seenAt, endsAt }: Times, limits: Limits, now: Date): ComingEnd | null {
  if (createdAt === null || seenAt === null || endsAt === null) return null;
  const idle = seenAt.getTime() + limits.idleMinutes * 60_000;
  const latest = Math.min(endsAt.getTime(), createdAt.getTime() + limits.absoluteMinutes * 60_000);
  const inSeconds = Math.max(0, Math.floor((Math.min(idle, latest) - now.getTime()) / 1000));
  return { inSeconds, by: idle < latest ? 'idle' : 'expired' };
}
