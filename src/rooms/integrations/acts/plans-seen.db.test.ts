import { beforeAll, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();
let mine: Unit;
let theirs: Unit;
let reader: Someone;
let everywhere: Someone;

const application = (key: string, unit: string): string =>
  `{key: ${key}, name: Name of ${key}, unit: ${unit}, criticality: low, gxp: false, sox: false}`;
const planOf = (name: string, rest: string): string =>
  `interlock: 1\nname: ${name}\ntitle: Title of ${name}\nzone: UTC\n${rest}\n`;
const week = '{MO: ["08:00-17:00"]}';

async function apply(text: string): Promise<void> {
  const keeper = await house().someone(['release-manager', 'system-owner']);
  const applied = await house().http(keeper, 'POST', '/plans/applications', { body: { text } });
  expect(applied.status, applied.text.slice(0, 900)).toBe(200);
}
const plansFor = async (person: Someone): Promise<unknown> => {
  const { body } = await house().http(person, 'GET', '/plans');
  return body.items.map(({ name, records }: { name: string; records: number }) => [name, records]);
};

beforeAll(async () => {
  const h = house();
  mine = await h.unit();
  theirs = await h.unit();
  reader = await h.someone(['stakeholder'], { unit: mine });
  everywhere = await h.someone(['stakeholder']);
  const calendar = `calendars:\n  - {key: office, name: Office, zone: UTC, week: ${week}}`;
  await apply(
    planOf('shared', `applications:\n  - ${application('APP-M1', mine.key)}\n  - ${application('APP-T1', theirs.key)}`),
  );
  await apply(planOf('secret', `applications:\n  - ${application('APP-T2', theirs.key)}\n${calendar}`));
  await apply(planOf('hours', calendar.replaceAll('office', 'plant')));
});

test('a plan is named to whoever may see a record of it, and counts what they may see', async () => {
  expect(await plansFor(reader)).toEqual([
    ['hours', 1],
    ['shared', 1],
  ]);
  expect(await plansFor(everywhere)).toEqual([
    ['hours', 1],
    ['secret', 2],
    ['shared', 2],
  ]);
});

test('the export of a plan that a reader may not see says no more than that of one that never was', async () => {
  const texts = await Promise.all(
    ['secret', 'never'].map(async (plan) => {
      const { status, body } = await house().http(reader, 'GET', `/plans/export?plan=${plan}`);
      expect(status).toBe(200);
      return body.text.replaceAll(plan, 'PLAN');
    }),
  );
  expect(texts[0]).not.toContain('Title of');
  expect(texts[0]?.includes('APP-T2')).toBe(false);
  expect(texts[1]).not.toContain('Title of');
});
