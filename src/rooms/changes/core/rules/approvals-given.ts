import type { Rule } from '../facts.ts';

/**
 * Everybody who is asked has said yes, nobody's “no” stands, and whoever takes the step gave no approval that keeps them from it. The approvals room says what is
 * missing, who could give it, and since when it waits; of an emergency also what is owed.
 */
export const approvalsGiven: Rule = (_change, facts) => facts.missingApprovals;
