import type { Tx } from './database/database.ts';
import { holdingOne } from './database/one-connection.ts';
import type { Services } from './services.ts';

/** Everything in `run` reads one and the same state of the database, whatever is written meanwhile; it writes nothing. */
export const inSnapshot = <T>(app: Services, run: (app: Services, tx: Tx) => Promise<T>): Promise<T> =>
  app.database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => holdingOne(() => run({ ...app, database: { ...app.database, db: tx } }, tx)));
