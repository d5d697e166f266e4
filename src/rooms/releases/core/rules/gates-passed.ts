import type { Rule } from '../facts.ts';

/** Each gate that stands before the verb has passed, or does not apply; what is unknown has not passed (law 6). The gates room says why one has not. */
export const gatesPassed: Rule = (_release, facts) => facts.closedGates;
