import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { seal } from './seal.ts';
import { historyOf } from './read-entries.ts';

const house = useHouse();

describe('the ledger', () => {
  test('[P11-10e-1] an act is recorded with who, when, old and new value and reason', async () => {
    const h = house();
    const person = await h.someone(['release-manager'], { name: 'Mary Okafor' });
    const subject = { kind: 'thing', id: uuidv7(), key: 'THING-1', unitIds: [] };
    const outcome = await transact(h.callAs(person.actor), async (work) => {
      work.say({ act: 'thing.renamed', subject, version: 2, before: { name: 'old' }, after: { name: 'new', secret: 'x' }, reason: 'because it was wrong', erasable: ['/secret'] });
      return done(null);
    });
    expect(outcome.ok).toBe(true);
    const [entry] = await historyOf(h.app.database.db, subject, { limit: 10, before: null });
    expect(entry?.actor.name).toBe('Mary Okafor');
    expect(entry?.reason).toBe('because it was wrong');
    expect(entry?.changes).toEqual([
      { field: '/name', old: 'old', new: 'new' },
      { field: '/secret', old: null, new: 'x' },
    ]);
    expect(await seal(h.app.database.db, h.clock.now())).toBe(1);
  });

  test.each(['update ledger.entry set act = \'x\'', 'delete from ledger.entry', 'truncate ledger.entry', 'delete from ledger.side', 'update ledger.place set seq = 9'])(
    '[P11-10e-2] the application cannot %s',
    async (statement) => {
      await expect(sql.raw(statement).execute(house().app.database.db)).rejects.toThrow(/permission denied/);
    },
  );
});
