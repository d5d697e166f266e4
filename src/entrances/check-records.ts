import { pino } from 'pino';
import { systemClock } from '../foundation/clock.ts';
import { openDatabase } from '../foundation/database/database.ts';
import type { LiveNews } from '../foundation/live.ts';
import { servicesOver } from './house.ts';

/** Nothing is listened to and nothing said: who checks only reads. */
const noNews: LiveNews = { poke: () => {}, subscribe: () => () => {}, since: async () => null, stop: async () => {} };

const settings = { build: 'check', checkReplies: false, secure: false, publicUrl: 'http://localhost' };

/**
 * Asks every room, over an address of the database that may be one for reading only, whether its tables still are what their entries tell. No server takes part.
 * @returns the first difference, in words.
 */
export async function checkRecords(url: string): Promise<string | null> {
  const database = openDatabase(url, { max: 3 });
  try {
    const app = servicesOver({ clock: systemClock, log: pino({ level: 'silent' }), settings }, database, noNews);
    for (const check of app.checks) {
      const says = await check(app);
      if (says !== null) return says;
    }
    return null;
  } finally {
    await database.close();
  }
}
