/** What became of the second entry of a critical value (EU GMP Annex 11, 6). */
export const seconds = ['pending', 'confirmed', 'differs'] as const;
export type SecondState = (typeof seconds)[number];

export type Second = {
  readonly state: SecondState;
  /** Who entered it again, and when; none while it is pending. */
  readonly by: string | null;
  readonly at: Date | null;
  readonly value: number | null;
  readonly checked: boolean | null;
};

type Standing = { readonly withdrawn: unknown; readonly second?: Second | null };

/** Whether a result counts at all: not withdrawn, and entered by two people where that is asked. */
export const stands = (result: Standing): boolean =>
  result.withdrawn === null && (result.second === undefined || result.second === null || result.second.state === 'confirmed');

export const awaitsSecond = (result: Standing): boolean => result.withdrawn === null && result.second?.state === 'pending';

type Entry = { readonly value: number | null; readonly checked: boolean | null };

/** Exactly the same, or it is another value: nothing is rounded and nothing is near enough. */
export const judgeSecond = (first: Entry, again: Entry): 'confirmed' | 'differs' =>
  first.value === again.value && first.checked === again.checked ? 'confirmed' : 'differs';
