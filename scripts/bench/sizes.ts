/** What a benchmark database holds. Everything grows together: ten times the releases are ten times the open ones, too. */
export type Size = { readonly name: string; readonly releases: number; readonly entries: number };

export const fullSizes = {
  small: { name: 'bench_small', releases: 2_000, entries: 10_000 },
  large: { name: 'bench_large', releases: 20_000, entries: 1_000_000 },
} as const;

export const quickSizes = {
  small: { name: 'bench_small', releases: 300, entries: 1_500 },
  large: { name: 'bench_large', releases: 3_000, entries: 30_000 },
} as const;
