export { type Retention, retentionOf } from './acts/retention-of.ts';
