/**
 * Gives each seat at most one person and each person at most one seat, as many as can be (maximum bipartite matching by augmenting paths, Kuhn 1955). Counting
 * seats one by one would let one person fill two, or find a seat empty that another order fills.
 * @param options for each seat the people who could fill it, best first
 * @returns for each seat who fills it, or null
 */
export function fillSeats<P>(options: readonly (readonly P[])[]): readonly (P | null)[] {
  const seatOf = new Map<P, number>();
  const place = (seat: number, tried: Set<P>): boolean => {
    for (const person of options[seat] ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const taken = seatOf.get(person);
      if (taken !== undefined && !place(taken, tried)) continue;
      seatOf.set(person, seat);
      return true;
    }
    return false;
  };
  for (const seat of options.keys()) place(seat, new Set());
  const bySeat = new Map([...seatOf].map(([person, seat]) => [seat, person] as const));
  return options.map((_, seat) => bySeat.get(seat) ?? null);
}
