import type { ProfileValue } from '../../../foundation/profile.ts';

/** A value in words: “30 minutes”, “Password and second factor”. */
export function sayValue(value: ProfileValue | undefined, given: number | string): string {
  if (value === undefined) return String(given);
  if (value.type === 'choice') return value.choices.find((one) => one.value === given)?.says ?? String(given);
  return `${given} ${value.unit}`;
}
