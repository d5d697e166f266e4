/** What other rooms embed of policies: what a record follows, and its exceptions. */
export { PoliciesOf } from './PoliciesOf.tsx';
