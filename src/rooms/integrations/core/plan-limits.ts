/**
 * What a plan file may cost. A file of 5 MB with 100,000 records is read in about 2.5 s on one core (linear in its size);
 * a real programme of 224 applications needs 0.2 MB.
 */
export const planLimits = {
  bytes: 8 * 1024 * 1024,
  /** Scalars, lists and maps after aliases have been followed; stops a few lines of aliases from growing to millions. */
  values: 500_000,
  aliases: 1_000,
  depth: 24,
  /** Problems that are reported one by one; the rest is counted. */
  problems: 200,
} as const;
