import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { canPassFrom } from '../run-of-green.ts';

const days = (hours: number): string =>
  hours % 24 === 0 ? `${hours / 24} ${hours === 24 ? 'day' : 'days'}` : `${hours} ${hours === 1 ? 'hour' : 'hours'}`;

const no = defineRefusals('gates', {
  'green-too-short': {
    kind: 'rule',
    says: (f: { hours: number; since: string | null; from: string | null }) =>
      f.since === null
        ? `All criteria must have been green for ${days(f.hours)} without break; they are not green now, so the time has not begun.`
        : `All criteria must have been green for ${days(f.hours)} without break; they are since ${f.since}, so the gate can pass from ${f.from}.`,
    remedy: (f) =>
      f.since === null
        ? 'Make every criterion green; the time counts from then.'
        : `Wait until ${f.from}; a criterion that is not green in between begins the time anew.`,
  },
});

/** A gate that asks for a minimum duration passes only after all its criteria were green that long without break, by the server's clock. */
export function greenTooShort(greenHours: number | null, since: Date | null, now: Date): readonly Refusal[] {
  if (greenHours === null) return [];
  const from = canPassFrom(greenHours, since);
  if (from !== null && from <= now) return [];
  return [no['green-too-short']({ hours: greenHours, since: since?.toISOString() ?? null, from: from?.toISOString() ?? null })];
}
