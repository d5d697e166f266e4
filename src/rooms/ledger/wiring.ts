import type { Condition, Measure } from '../../foundation/http/health.ts';
import type { Services } from '../../foundation/services.ts';
import { witnessedSince } from './acts/witnessed.ts';
import { judgeSpace, shareOf, spaceText } from './core/space.ts';
import { clockBehind } from './core/time-order.ts';
import { openAlarms } from './store/alarms.ts';
import { signingState } from './store/checkpoints.ts';
import { sealerState } from './store/seal.ts';
import { selfCheck } from './store/self-check.ts';
import { spaceOf } from './store/space.ts';
import { clockWatch, countDisordered } from './store/time-order.ts';
import { newestEntryAt } from './store/trail-of-records.ts';
import { witnessPolicy } from './store/witnesses.ts';

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

const signs = (app: Services): boolean => (app.settings.signing?.keyFile ?? null) !== null;

const unsignedSeconds = (app: Services, since: Date | null): number =>
  since === null ? 0 : Math.max(0, app.clock.now().getTime() - since.getTime()) / 1000;

/** An entry is signed within two seconds of the act; after this many something is wrong. */
const lateAfter = 15;

export const signingMeasures: readonly Measure[] = [
  {
    name: 'interlock_ledger_signs',
    help: '1 where this process holds a key and signs checkpoints',
    read: async (app) => (signs(app) ? 1 : 0),
  },
  {
    name: 'interlock_ledger_checkpoint_size',
    help: 'Entries under the newest signed checkpoint',
    read: async (app) => (await signingState(app.database.db)).signedSize,
  },
  {
    name: 'interlock_ledger_unsigned_oldest_seconds',
    help: 'Age of the oldest sealed entry that no checkpoint covers',
    read: async (app) => unsignedSeconds(app, (await signingState(app.database.db)).unsignedSince),
  },
  {
    name: 'interlock_ledger_witnessed_size',
    help: 'Entries under the newest checkpoint that a quorum of witnesses cosigned',
    read: async (app) => (await witnessedSince(app.database.db, await witnessPolicy(app.database.db))).witnessedSize,
  },
  {
    name: 'interlock_ledger_self_verified_entries',
    help: 'Entries that the ledger hashed anew by itself since they were sealed',
    read: async (app) => (await selfCheck(app.database.db)).size,
  },
  {
    name: 'interlock_ledger_space_share',
    help: 'Share of the space of the database that is taken, 0 to 1; 0 where it is not known',
    read: async (app) => {
      const space = await spaceOf(app);
      return space === null ? 0 : shareOf(space);
    },
  },
  {
    name: 'interlock_ledger_time_disorder_entries',
    help: 'Entries that are dated before one with an earlier place',
    read: async (app) => countDisordered(app.database.db, 'all'),
  },
  {
    name: 'interlock_ledger_open_alarms',
    help: 'Differences that the signer or a verification found and that still stand',
    read: async (app) => (await openAlarms(app.database.db)).length,
  },
];

/** Minutes for which a checkpoint may wait for its quorum: a witness is a machine elsewhere, and is restarted now and then. */
const unwitnessedMinutes = 15;

/** What /health says of the ledger. An open alarm is not well; a process without a key is, and says so. */
export const ledgerConditions: readonly Condition[] = [
  {
    name: 'ledger',
    read: async (app) => {
      const [alarm, ...more] = await openAlarms(app.database.db);
      if (alarm === undefined) return { well: true, says: 'no difference known' };
      return { well: false, says: `${alarm.says}${more.length === 0 ? '' : ` (and ${more.length} more)`}` };
    },
  },
  {
    name: 'clock',
    read: async (app) => {
      const [watch, newest] = await Promise.all([clockWatch(app.database.db), newestEntryAt(app.database.db, null)]);
      // The newest entry may be dated before others; how far the watch has come may lag a second behind.
      const latest = newest === null || (watch.ahead !== null && watch.ahead.at > newest) ? watch.ahead : { at: newest };
      const behind = Math.round(clockBehind(latest, app.clock.now()) / 1000);
      if (behind === 0) return { well: true, says: 'not behind the trail' };
      return {
        well: false,
        says: `the clock of the server is ${behind} s behind the newest entry of the trail: it stepped back, or was ahead`,
      };
    },
  },
  {
    name: 'ledger-witnesses',
    read: async (app) => {
      const policy = await witnessPolicy(app.database.db);
      if (policy.quorum === 0) return { well: true, says: 'no witness is named' };
      const { signedSize, witnessedSize, since } = await witnessedSince(app.database.db, policy);
      const minutes = since === null ? 0 : (app.clock.now().getTime() - since.getTime()) / 60_000;
      const late = minutes > unwitnessedMinutes;
      return { well: !late, says: `witnessed up to ${witnessedSize} of ${signedSize}${late ? ': the quorum is late' : ''}` };
    },
  },
  {
    name: 'space',
    read: async (app) => {
      const space = await spaceOf(app);
      if (space === null)
        return { well: true, says: 'not known: INTERLOCK_DATABASE_MAX_GB says how large the database may become' };
      return { well: judgeSpace(space) !== 'short', says: `${spaceText(space)} are taken` };
    },
  },
  {
    name: 'ledger-signing',
    read: async (app) => {
      if (!signs(app)) return { well: true, says: 'this process holds no key: it seals and does not sign' };
      const { signedSize, lastSeq, unsignedSince } = await signingState(app.database.db);
      const late = unsignedSeconds(app, unsignedSince) > lateAfter;
      return { well: !late, says: `signed up to ${signedSize} of ${lastSeq}${late ? ': signing is late' : ''}` };
    },
  },
];
