import { sampleRule, sampleSize } from '../../../ledger/door.ts';
import type { ReviewRules } from '../profile.ts';

/** How many entries of a population a review draws, and by which rule in words. */
export const howMany = (sample: ReviewRules['sample'], population: number): { readonly size: number; readonly rule: string } =>
  sample === 'everything' ? { size: population, rule: 'every entry' } : { size: sampleSize(population), rule: sampleRule };

/** The rule in words, of a profile. */
export const ruleOf = (sample: ReviewRules['sample']): string => howMany(sample, 0).rule;
