/** What other rooms embed of retention: until when a record is kept. */
export { RetentionOf } from './RetentionOf.tsx';
