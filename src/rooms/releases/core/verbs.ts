import type { ReleaseVerb } from '../contract.ts';

/** Verbs of the house itself: the clock, and changes that take a go back. No operation offers them to anybody. */
export type HouseVerb = 'expire-go' | 'void-go';
export type AnyVerb = ReleaseVerb | HouseVerb;
