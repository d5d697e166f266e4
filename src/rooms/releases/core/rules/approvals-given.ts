import type { Rule } from '../facts.ts';

/**
 * Everybody who is asked has said yes, nobody's "no" stands, and whoever takes the step gave no approval that keeps them from it. The approvals room says what is
 * missing, who could give it, and since when it waits.
 */
export const approvalsGiven: Rule = (_release, facts) => facts.missingApprovals;
