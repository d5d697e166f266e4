/** What other rooms embed of approvals: why a record waits. */
export { ApprovalsOf } from './ApprovalsOf.tsx';
