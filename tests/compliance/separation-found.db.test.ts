import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { watchSeparation } from '../../src/rooms/identity/acts/watch-separation.ts';
import { historyOf } from '../../src/rooms/ledger/store/read-entries.ts';
import { manyGrants } from '../support/access.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
const report = (as: { readonly cookie: string }): Promise<HttpReply> => house().http(as, 'GET', '/separation-report');
const acts = async (id: string): Promise<readonly string[]> =>
  (await historyOf(house().app.database.db, { kind: 'account', id }, { limit: 50, before: null })).map(({ act }) => act);

/** Past the product: a grant that no act wrote. */
const slipIn = async (person: string, role: string): Promise<void> => {
  const h = house();
  const { id: unit } = await h.root();
  await sql`insert into identity.role_grant (id, person_id, role, unit_id, granted_by, granted_at)
    values (${uuidv7()}, ${person}, ${role}, ${unit}, ${person}, ${h.clock.now()})`.execute(h.app.database.db);
};

describe('the detective check of the separation of duties', () => {
  test('finds among 500 people the one pair that was slipped into the database, tells it once as an alarm, and tells when it is gone', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    await manyGrants(h, await h.unit(), 'release-manager', 500);
    await watchSeparation(h.app);
    expect((await report(auditor)).body).toMatchObject({ violations: [], total: 0 });

    const person = await h.someone(['release-manager'], { name: 'Mary' });
    await slipIn(person.id, 'administrator');
    const found = { person: { id: person.id, name: 'Mary' }, one: { role: 'administrator' }, other: { role: 'release-manager' } };
    expect((await report(auditor)).body).toMatchObject({ violations: [{ ...found, alarmAt: null }], total: 1 });
    await watchSeparation(h.app);
    await watchSeparation(h.app);
    expect((await acts(person.id)).filter((act) => act === 'identity.forbidden-pair-found')).toHaveLength(1);
    expect((await report(auditor)).body.violations).toMatchObject([{ ...found, alarmAt: h.clock.now().toISOString() }]);

    await sql`update identity.role_grant set withdrawn_at = ${h.clock.now()} where person_id = ${person.id} and role = 'administrator'`.execute(
      h.app.database.db,
    );
    await watchSeparation(h.app);
    expect((await report(auditor)).body.total).toBe(0);
    expect((await acts(person.id))[0]).toBe('identity.forbidden-pair-gone');
    await slipIn(person.id, 'administrator');
    await watchSeparation(h.app);
    expect((await acts(person.id)).filter((act) => act === 'identity.forbidden-pair-found')).toHaveLength(2);
  });

  test('says through which group or for whom a role came', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    const person = await h.someone(['quality'], { name: 'Quentin' });
    const group = uuidv7();
    const { id: unit } = await h.root();
    const { db } = h.app.database;
    await sql`insert into identity.crowd (id, key, name, version) values (${group}, 'night', 'Night shift', 1)`.execute(db);
    await sql`insert into identity.crowd_member (crowd_id, person_id) values (${group}, ${person.id})`.execute(db);
    await sql`insert into identity.role_grant (id, crowd_id, role, unit_id, granted_by, granted_at)
      values (${uuidv7()}, ${group}, 'deployer', ${unit}, ${person.id}, ${h.clock.now()})`.execute(db);
    const { violations } = (await report(auditor)).body;
    expect(violations.find((one: HttpReply['body']) => one.person.id === person.id)).toMatchObject({
      one: { role: 'quality', by: '' },
      other: { role: 'deployer', by: 'through the group Night shift' },
    });
  });

  test('is shown to whoever may see access everywhere, and to nobody of one unit alone', async () => {
    const h = house();
    const local = await h.someone(['auditor'], { unit: await h.unit() });
    expect(codesOf(await report(local))).toEqual(['identity.whole-organisation-only']);
    expect(codesOf(await report(await h.someone(['release-manager'])))).toEqual(['identity.no-right']);
  });
});
