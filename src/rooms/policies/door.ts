export { followPoliciesIn } from './acts/follow-policies.ts';
