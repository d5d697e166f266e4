import type { Measure } from '../foundation/http/health.ts';
import { sealingMeasures } from '../rooms/ledger/wiring.ts';

/** What /metrics shows beside the process's own figures. */
export const measures: readonly Measure[] = [...sealingMeasures];
