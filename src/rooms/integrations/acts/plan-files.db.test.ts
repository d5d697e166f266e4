import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { pharmaPlan } from '../../../../examples/pharma/pharma-plan.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { testNow, useHouse } from '../../../../tests/support/house.ts';
import type { IdentityTables } from '../../identity/store/tables.ts';
import type { PlanFile } from '../core/plan-file.ts';
import { writePlan } from '../core/write-plan.ts';

const house = useHouse();
const plan: PlanFile = pharmaPlan(testNow);
const text = writePlan(plan);
let administrator: Someone;
let manager: Someone;
let stakeholder: Someone;

const asManager = () => ({ cookie: manager.cookie });
const preview = (file: string) => house().http(asManager(), 'POST', '/plans/previews', { body: { text: file } });
const apply = (file: string, more: object = {}) =>
  house().http(asManager(), 'POST', '/plans/applications', { body: { text: file, ...more } });

/** Owners must exist before a file may name them. */
async function registerOwners(): Promise<void> {
  const h = house();
  const emails = new Set([...plan.applications, ...plan.releases].flatMap((one) => one.owner ?? []));
  for (const email of emails) {
    const person = await h.someone(['project-manager', 'system-owner', 'release-manager']);
    await h.app.database.db
      .withTables<IdentityTables>()
      .updateTable('identity.person')
      .set({ email })
      .where('id', '=', person.id)
      .execute();
  }
}

const entries = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ledger.entry`.execute(house().app.database.db)).rows[0]?.n ?? 0;

beforeAll(async () => {
  const h = house();
  administrator = await h.someone(['administrator']);
  manager = await h.someone(['release-manager']);
  stakeholder = await h.someone(['stakeholder']);
  await registerOwners();
});

describe('plan files', () => {
  test('a preview says what would be created and writes nothing', async () => {
    const before = await entries();
    const seen = await preview(text);
    expect(seen.status).toBe(200);
    expect(seen.body.counts.create).toBeGreaterThan(60);
    expect(seen.body.diff).toContain('+ application APP-LIMS');
    expect(await entries()).toBe(before);
  });

  test('a release manager does not make units: all or nothing, and nothing is half applied', async () => {
    const before = await entries();
    const refused = await apply(text);
    expect(refused.status).toBe(403);
    expect(refused.body.refusals[0].message).toContain('unit ');
    expect(await entries()).toBe(before);
  });

  test('an administrator applies the units, a release manager the rest; a second application changes nothing', async () => {
    const h = house();
    const units = await h.http({ cookie: administrator.cookie }, 'POST', '/plans/applications', {
      body: { text, only: ['units'] },
    });
    expect(units.body.results?.every((row: { ok: boolean }) => row.ok)).toBe(true);
    const applied = await apply(text);
    expect(applied.status, applied.text.slice(0, 600)).toBe(200);
    const before = await entries();
    const again = await apply(text);
    expect(again.body.counts).toMatchObject({ create: 0, change: 0, withdraw: 0 });
    expect(await entries()).toBe(before);
  });

  test('export after apply is equal: the exported file would change nothing, and names every record', async () => {
    const exported = await house().http(asManager(), 'GET', `/plans/export?plan=${plan.name}`);
    expect(exported.status).toBe(200);
    expect(exported.body.unsaid).toEqual([]);
    const seen = await preview(exported.body.text);
    expect(seen.body.counts).toMatchObject({ create: 0, change: 0, withdraw: 0 });
    expect(exported.body.counts).toMatchObject({
      application: plan.applications.length,
      release: plan.releases.length,
      freeze: plan.freezes.length,
    });
  });

  test('a changed file changes exactly what differs', async () => {
    const seen = await preview(text.replace('name: Data warehouse', 'name: Data warehouse and lake'));
    expect(seen.body.rows).toMatchObject([
      {
        subject: 'application',
        key: 'APP-DWH',
        action: 'change',
        fields: [{ field: 'name', old: 'Data warehouse', new: 'Data warehouse and lake' }],
      },
    ]);
  });

  test('an application that is confirmed on a preview is refused once the portfolio has moved', async () => {
    const refused = await apply(text.replace('name: Data warehouse', 'name: Data lake'), { fingerprint: 'f'.repeat(64) });
    expect(refused.status).toBe(412);
  });

  test('a dependency that the file no longer holds is withdrawn by a later file of that name, never by another', async () => {
    const [first] = plan.dependencies;
    const shorter = writePlan({ ...plan, dependencies: plan.dependencies.slice(1) });
    const seen = await preview(shorter);
    expect(seen.body.rows).toMatchObject([
      { subject: 'dependency', action: 'withdraw', key: `${first?.from} -> ${first?.to} (${first?.type})` },
    ]);
    const other = await preview(writePlan({ ...plan, name: 'somebody-else', dependencies: plan.dependencies.slice(1) }));
    expect(other.body.counts.withdraw).toBe(0);
    expect((await apply(shorter)).status).toBe(200);
    expect((await preview(shorter)).body.counts).toMatchObject({ create: 0, change: 0, withdraw: 0 });
  });

  test('a record that another plan brought is named, changed only with consent, and is then the other plan’s', async () => {
    const h = house();
    const [one] = plan.applications;
    if (one === undefined) throw new Error('the plan has no application');
    const own = { ...plan, name: 'own-year', units: [], dependencies: [], windows: [], freezes: [], releases: [] };
    const other = writePlan({ ...own, applications: [{ ...one, name: 'Named by another plan' }] });
    const seen = await preview(other);
    expect(seen.body.rows).toMatchObject([{ key: one.key, action: 'change', takenOverFrom: plan.name }]);
    const { line } = seen.body.rows[0];
    expect(line).toBeGreaterThan(1);
    expect(seen.body.diff).toContain(`application ${one.key} (line ${line}) from plan "${plan.name}"`);
    const before = await entries();
    const refused = await apply(other);
    expect(refused.status).toBe(422);
    expect(refused.body.refusals).toMatchObject([
      { code: 'integrations.brought-by-another-plan', facts: { line, other: plan.name, plan: 'own-year' } },
    ]);
    expect(await entries()).toBe(before);
    const report = await apply(other, { mode: 'row-by-row' });
    expect(report.body.results).toMatchObject([{ key: one.key, ok: false, line }]);
    expect((await h.http(asManager(), 'GET', `/applications/${one.key}`)).body.name).toBe(one.name);
    const taken = await apply(other, { takeOver: true, fingerprint: seen.body.fingerprint });
    expect(taken.status, taken.text).toBe(200);
    const after = await entries();
    for (const more of [{}, { takeOver: true }]) {
      expect((await apply(other, more)).body.counts).toMatchObject({ create: 0, change: 0, withdraw: 0 });
    }
    expect(await entries()).toBe(after);
    // The way back needs consent as well: the record is no longer of the first plan.
    const back = writePlan({ ...plan, dependencies: plan.dependencies.slice(1) });
    expect((await apply(back)).body.refusals).toMatchObject([{ facts: { other: 'own-year' } }]);
    expect((await apply(back, { takeOver: true })).status).toBe(200);
  });

  test('a release that left the file is not cancelled by it: that is for a person', async () => {
    const refused = await apply(
      writePlan({
        ...plan,
        dependencies: plan.dependencies.slice(1),
        releases: plan.releases.filter((one) => one.key !== 'erp-tax'),
      }),
    );
    expect(refused.status).toBe(422);
    expect(refused.body.refusals[0].facts.code).toBe('integrations.release-is-cancelled-by-people');
  });

  test('row by row does what can be done and reports the rest with its line', async () => {
    const broken = `${text}`.replace('name: Data warehouse\n', 'name: Data lake\n');
    const without = writePlan({
      ...plan,
      dependencies: plan.dependencies.slice(1),
      releases: plan.releases.filter((one) => one.key !== 'erp-tax'),
    }).replace('name: Data warehouse\n', 'name: Data lake\n');
    expect(broken).not.toBe(text);
    const report = await apply(without, { mode: 'row-by-row' });
    expect(report.status).toBe(200);
    expect(report.body.results.filter((row: { ok: boolean }) => !row.ok)).toMatchObject([
      { subject: 'release', key: 'erp-tax', action: 'withdraw' },
    ]);
    expect(report.body.results.find((row: { key: string }) => row.key === 'APP-DWH')).toMatchObject({
      ok: true,
      line: expect.any(Number),
    });
  });

  test.each([
    ['an unknown key', 'criticality: critical', 'criticalty: critical', 'plan.unknown-key'],
    ['a state that a person must decide', 'kind: enterprise', 'state: ready\n    kind: enterprise', 'plan.decided-by-people'],
    ['an owner whom nobody knows', 'system.owner@aurelia.example', 'ghost@aurelia.example', 'integrations.owner-unknown'],
  ])('%s is refused with its line, and nothing is written', async (_, from, to, rule) => {
    const before = await entries();
    const refused = await apply(text.replace(from, to));
    expect(refused.status, refused.text.slice(0, 400)).toBeGreaterThanOrEqual(400);
    const first = refused.body.refusals[0];
    expect([first.code, first.facts?.rule]).toContain(rule);
    expect(first.message).toMatch(/^Line \d+/);
    expect(await entries()).toBe(before);
  });

  test('a date that has two readings and a file that is no YAML are refused with their lines', async () => {
    const twice = await preview(text.replace(/start: 20\d\d-\d\d-\d\dT[0-9:+Z.-]*/, 'start: 01/02/2027'));
    expect(twice.status).toBe(400);
    expect(twice.body.refusals[0].message).toMatch(/^Line \d+/);
    const torn = await preview('interlock: 1\nname: [x');
    expect(torn.status).toBe(400);
  });

  test('who may not apply is refused before the file is read; a stakeholder may look', async () => {
    const h = house();
    expect((await h.http({ cookie: stakeholder.cookie }, 'POST', '/plans/applications', { body: { text: 'x' } })).status).toBe(
      403,
    );
    expect((await h.http({ cookie: stakeholder.cookie }, 'POST', '/plans/previews', { body: { text } })).status).toBe(200);
    expect((await h.http(null, 'POST', '/plans/previews', { body: { text } })).status).toBe(401);
  });

  test('history is imported as history: marked, with the time of the source as data, and never rewritten', async () => {
    const h = house();
    const record = {
      key: 'lims-6.0',
      kind: 'release' as const,
      application: 'APP-LIMS',
      version: '6.0.0',
      source: 'release log of 2024',
      sourceTime: '2024-03-01T00:00:00.000Z',
      times: [],
    };
    const file = writePlan({
      ...plan,
      name: 'history-of-lims',
      units: [],
      applications: [],
      dependencies: [],
      windows: [],
      freezes: [],
      releases: [],
      history: [record],
    });
    expect((await apply(file)).status).toBe(200);
    expect((await preview(file)).body.counts).toMatchObject({ create: 0, change: 0 });
    const { rows } = await sql<{
      imported_by: string;
      imported_at: Date;
    }>`select imported_by, imported_at from integrations.history where key = 'lims-6.0'`.execute(h.app.database.db);
    expect(rows).toEqual([{ imported_by: manager.id, imported_at: testNow }]);
    const rewritten = await apply(file.replace('6.0.0', '6.0.1'));
    expect(rewritten.status).toBe(422);
  });
});
