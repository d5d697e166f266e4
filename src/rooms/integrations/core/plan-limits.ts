/**
 * What a plan file may cost. A file of 7 MB with 60,000 applications is read in 1 s of one core and 330 MB (linear in its size) where it is written as
 * most are; the long way, for anchors and folded text, takes some 12 s and 750 MB. A real programme of 224 applications needs 0.2 MB.
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
