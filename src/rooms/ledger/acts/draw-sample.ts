import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { cutOffBeyond } from '../core/cut-off.ts';
import { sampleRule, sampleSize } from '../core/sample.ts';
import type { ReadEntry } from '../store/read-entries.ts';
import { drawnEntries, populationOf } from '../store/sample.ts';
import type { TrailFilter } from '../store/trail-filter.ts';
import { sealedSize } from '../store/trail-since.ts';

/** A drawing hashes each entry of its population once. */
const mostPopulation = 100_000;

const no = defineRefusals('ledger', {
  'sample-too-wide': {
    kind: 'rule',
    says: (f: { most: number }) => `More than ${f.most} entries match; a sample is drawn from at most as many.`,
    remedy: 'Narrow it: by record, kind, act, person or time.',
  },
});

export type Sample = {
  readonly id: string;
  readonly seed: string;
  readonly ledgerSize: number;
  readonly population: number;
  readonly rule: string;
  readonly entries: readonly ReadEntry[];
};

export type Drawing = { readonly seed: string | null; readonly ledgerSize: number | null; readonly asked: RecordFields };

/**
 * Draws a random sample of the trail. The drawing is an entry of its own, with seed, size of the ledger and the numbers that were drawn: the same seed over the same size
 * and filter draws the same, for readers of the same units.
 */
export async function sampleTrail(call: Call, filter: TrailFilter, drawing: Drawing): Promise<Outcome<Sample>> {
  const { db } = call.app.database;
  const size = await sealedSize(db);
  const ledgerSize = drawing.ledgerSize ?? size;
  const beyond = cutOffBeyond(ledgerSize, size);
  if (beyond.length > 0) return refused(beyond);
  const population = await populationOf(db, filter, ledgerSize, mostPopulation);
  if (population > mostPopulation) return refuse(no['sample-too-wide']({ most: mostPopulation }));
  const seed = drawing.seed ?? randomBytes(16).toString('hex');
  const entries = await drawnEntries(db, filter, { ledgerSize, seed, size: sampleSize(population) });
  const id = uuidv7(call.app.clock.now().getTime());
  const said = await transact({ ...call, idempotency: null, ifVersion: null }, async (work) => {
    work.say({
      act: 'ledger.sample-drawn',
      subject: { kind: 'sample', id, key: null, unitIds: [] },
      version: 1,
      before: null,
      after: {
        seed,
        ledgerSize,
        population,
        rule: sampleRule,
        filter: drawing.asked,
        reach: filter.reach === 'all' ? 'everything' : 'the units of the reader',
        drawn: entries.map(({ seq }) => seq),
      },
    });
    return done(null);
  });
  return said.ok ? done({ id, seed, ledgerSize, population, rule: sampleRule, entries }) : said;
}
