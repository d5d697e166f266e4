import type { Condition, Measure } from '../foundation/http/health.ts';
import { ledgerConditions, sealingMeasures, signingMeasures } from '../rooms/ledger/wiring.ts';

/** What /metrics shows beside the process's own figures. */
export const measures: readonly Measure[] = [...sealingMeasures, ...signingMeasures];

/** What /health says beside that the process lives. */
export const conditions: readonly Condition[] = [...ledgerConditions];
