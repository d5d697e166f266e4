import { describe, expect, test } from 'vitest';
import { usePortfolio } from '../../../../tests/support/portfolio.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { changeUnitIn } from '../../identity/door.ts';
import { collisionsOf, type Owner, placeHolds, placeRestrictions } from '../../interlocks/door.ts';
import * as door from '../door.ts';

const { house, cast, register } = usePortfolio();

const time = { start: new Date('2027-03-01T00:00:00Z'), end: new Date('2027-03-02T00:00:00Z') };
const owner = (label: string): Owner => ({ kind: 'thing', id: uuidv7(), key: null, label, unitIds: [] });
const call = (): Call => house().callAs(cast().keeper.actor);

/** Places a deployment of the application as a release does: facets first, then the hold; `pause` keeps the transaction open. */
const deploy = (who: Owner, applicationId: string, pause: Promise<void> = Promise.resolve()) =>
  transact(call(), async (work) => {
    const [told] = await door.facetsOf(work.tx, [applicationId]);
    const hold = {
      slot: 's',
      resource: { kind: 'application', id: applicationId, label: 'X' },
      strength: 'hard',
      exclusive: true,
      deployment: true,
      needsWindow: false,
    } as const;
    const outcome = await placeHolds(work, who, [{ ...hold, ...time, facets: told?.facets ?? [] }]);
    await pause;
    return outcome;
  });
const freeze = (selector: readonly string[]) =>
  transact(call(), (work) =>
    placeRestrictions(work, owner('Freeze'), [{ ...time, slot: 'f', kind: 'freeze', selector, label: 'F', severity: 'blocks' }]),
  );
const open = async (who: Owner) => (await collisionsOf(house().app.database.db, who, house().clock.now())).map((one) => one.rule);
const patch = (id: string, version: number, body: object) =>
  house().http(cast().keeper, 'PATCH', `/applications/${id}`, {
    body: { reason: 'assessed anew', ...body },
    ifMatch: version,
  });

describe('freezes see an application as it is now', () => {
  test('a change of criticality or unit has the holds on the application judged anew in the same act', async () => {
    const one = await register({ criticality: 'low' });
    const release = owner('A deployment');
    await deploy(release, one.id);
    await freeze(['criticality:critical', `unit:${cast().there.id}`]);
    await patch(one.id, 1, { criticality: 'critical' });
    expect(await open(release)).toEqual([]);
    await patch(one.id, 2, { unit: cast().there.key });
    expect(await open(release)).toEqual(['freeze']);
    await patch(one.id, 3, { criticality: 'high' });
    expect(await open(release)).toEqual([]);
  });

  test('an application that changes while a deployment of it is being placed is not overlooked', async () => {
    const one = await register({ criticality: 'low' });
    const release = owner('A deployment');
    await freeze([`application:${one.id}`, 'criticality:critical']);
    const underway = deploy(release, one.id, new Promise((resolve) => setTimeout(resolve, 150)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [placed, changed] = await Promise.all([underway, patch(one.id, 1, { criticality: 'critical' })]);
    expect([placed.ok, changed.status]).toEqual([true, 200]);
    expect(await open(release)).toEqual(['freeze']);
  });

  test('a unit that moves under another one brings its applications under the freezes there, in the same act', async () => {
    const h = house();
    const administrator = await h.someone(['administrator']);
    const [unit, above] = [await h.unit(), await h.unit()];
    const below = await h.unit({ parent: unit });
    const one = await register({ unit: below.key });
    const release = owner('A deployment');
    await deploy(release, one.id);
    await freeze([`unit:${above.id}`]);
    expect(await open(release)).toEqual([]);
    const moved = await transact(h.callAs(administrator.actor), (work) =>
      changeUnitIn(work, unit.key, { parent: above.key, reason: 'reorganised' }),
    );
    expect(moved.ok).toBe(true);
    expect(await open(release)).toEqual(['freeze']);
  });
});
