import { fillSeats } from './fill-seats.ts';

/** One signature that a change needs: who may give it. */
export type Seat = { readonly says: string; readonly mayFill: (personId: string) => boolean };

export type SeatsFilled = { readonly filled: readonly (string | null)[]; readonly missing: readonly Seat[] };

/** Gives the signatures of a change to its seats; one person fills one. */
export function fillChange(seats: readonly Seat[], signers: readonly string[]): SeatsFilled {
  const filled = fillSeats(seats.map((seat) => signers.filter((person) => seat.mayFill(person))));
  return { filled, missing: seats.filter((_, at) => filled[at] === null) };
}

/** Whether one more signature brings the change further: with it one more seat is filled, whoever sits where. */
export const bringsFurther = (seats: readonly Seat[], signers: readonly string[], personId: string): boolean =>
  fillChange(seats, [...signers, personId]).missing.length < fillChange(seats, signers).missing.length;
