import type { Measure } from '../../foundation/http/health.ts';
import { sealerState } from './store/seal.ts';

/** The sealer's lag is a metric: an alarm belongs on it (the sealing promise is one second after the last older write ended). */
export const sealingMeasures: readonly Measure[] = [
  {
    name: 'interlock_ledger_unsealed_entries',
    help: 'Entries that have no place in the sequence yet',
    read: async (app) => (await sealerState(app.database.db, app.clock.now())).unsealed,
  },
  {
    name: 'interlock_ledger_unsealed_oldest_seconds',
    help: 'Age of the oldest entry without a place',
    read: async (app) => (await sealerState(app.database.db, app.clock.now())).oldestUnsealedMs / 1000,
  },
];
