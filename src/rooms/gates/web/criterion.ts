import type { GateView } from '../contract.ts';

/** A criterion as the gate page shows it. */
export type Criterion = GateView['criteria'][number];
