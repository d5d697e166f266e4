// A server process for the harness: the house on a migrated database, listening; it is there to be killed.
import { flushCompileCache } from 'node:module';
import { pino } from 'pino';
import { openHouse } from '../../src/entrances/house.ts';
import { systemClock } from '../../src/foundation/clock.ts';

const [databaseUrl = '', jobs = ''] = process.argv.slice(2);

const house = await openHouse({
  databaseUrl,
  clock: systemClock,
  log: pino({ level: process.env.INTERLOCK_TEST_LOG ?? 'fatal' }, pino.destination(2)),
  settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://localhost' },
  ratePerMinute: 1_000_000,
  trustProxy: false,
  poolSize: 4,
  runJobs: jobs === 'jobs',
});
const url = await house.server.listen({ port: 0, host: '127.0.0.1' });
// Compiled code is kept for the next child now: a process that is killed keeps nothing.
flushCompileCache();
process.send?.({ url });
process.once('disconnect', () => process.exit(0));
