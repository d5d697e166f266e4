import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { startTestHouse, type TestHouse, useHouse } from '../../../../tests/support/house.ts';

/** Everything that a plan file has words for, said at least once in each of its forms. */
const file = `interlock: 1
name: everything
zone: Europe/Zurich
source: { name: Example data, address: "https://example.org/data", revision: abc123, licence: Apache-2.0, shiftedWeeks: 26, shiftedTo: 2026-11-28, note: Dates were shifted }
units:
  - { key: laboratory, name: Laboratory }
applications:
  - { key: APP-LIMS, name: LIMS, unit: laboratory, criticality: critical, gxp: true }
calendars:
  - key: ch
    name: Swiss working days
    week: { MO: [08:00-12:00, 13:00-17:00], TU: [08:00-17:00], FR: [08:00-24:00] }
    holidays:
      - { name: New Year, on: 2020-01-01, rule: FREQ=YEARLY, except: [2023-01-01] }
      - { name: Whit Monday, on: 2027-05-17 }
  - { key: ie, name: Irish working days, zone: Europe/Dublin, week: { WE: [09:00-17:30] }, default: true }
windows:
  - key: quarterly
    name: Quarterly
    repeats:
      first: 2027-03-06T20:00
      rule: FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA
      lasts: PT10H
      except: [2027-06-05]
      also: [2027-06-12T20:00]
    scope: { applications: [APP-LIMS], criticalities: [critical, unknown] }
    targets:
      - { key: scope-lock, name: Scope lock, daysBefore: 30, counted: working }
      - { key: day, name: The day itself, daysBefore: 0 }
      - { key: review, name: Review, daysAfter: 5, counted: working }
    workingCalendar: ch
    note: Agreed in the board
  - { key: extra, name: Extra, once: { start: 2027-04-10T18:00, end: 2027-04-11T18:00, goLive: 2027-04-10T22:00 } }
  - { key: hourly, name: Hourly, zone: UTC, repeats: { first: 2027-03-06T00:00, rule: "FREQ=DAILY;BYHOUR=1,13;COUNT=20", lasts: PT1H, measure: exact } }
freezes:
  - key: days
    name: Whole days
    reason: Audit
    severity: warns
    repeats: { first: 2026-12-25, rule: FREQ=YEARLY;UNTIL=20301231, lasts: P2D }
    scope: { units: [laboratory], environmentClasses: [production, uat], gxpOnly: true }
  - { key: exception, name: With exceptions, reason: Stocktaking, severity: needs-exception, once: { start: 2027-07-01, end: 2027-07-08 } }
  - { key: hard, name: Hard, reason: Year end, once: { start: 2027-12-18, end: 2028-01-04 } }
releases:
  - key: lims-1
    name: LIMS 1
    kind: project
    class: minor
    unit: laboratory
    summary: First
    applications: [{ key: APP-LIMS, role: changed, version: "1.10" }]
    phases:
      - { key: uat, name: UAT, kind: uat, start: 2027-02-01, end: 2027-02-20 }
      - { key: care, name: Care, kind: warranty, start: 2027-04-11, end: 2027-05-01 }
    milestones: [{ key: kick-off, name: Kick-off, at: 2027-01-11T09:00 }]
    goLive: { start: 2027-04-10T22:00, end: 2027-04-11T02:00, backOutMinutes: 60, zone: UTC }
    warrantyEnd: 2027-05-03
    gates:
      - key: readiness
        name: Ready
        guards: ready
        due: 2027-04-01T12:00
        deciders: [quality, system-owner]
        criteria:
          - { key: tests, text: Tests passed, type: measure, operator: ">=", threshold: 98.5, unit: "%", source: Test tool, freshnessHours: 72, responsible: test-manager, evidence: Report }
          - { key: back-out, text: Rehearsed, type: checklist, responsible: deployer, critical: true }
          - { key: alone, text: Nothing collides, type: fact, fact: releases.blocking-collisions, operator: "<=", threshold: 0 }
          - { key: both, text: Tests and back-out, type: expression, expression: criteria.tests.value >= 99.5 || criteria.back_out.met }
  - { key: lims-2, name: LIMS 2, kind: independent, class: patch, unit: laboratory, warrantyEnd: none, phases: [{ key: care, name: Care, kind: warranty, start: 2027-04-11, end: 2027-05-01 }] }
history:
  - { key: old, kind: release, application: APP-LIMS, source: Old tool, sourceTime: 2024-01-01, times: [{ name: approved, at: 2023-12-01 }] }
`;

const house = useHouse();
let other: TestHouse;
beforeAll(async () => {
  other = await startTestHouse();
});
afterAll(() => other.close());

type Manager = Pick<Someone, 'cookie'>;
const applyTo = async (h: TestHouse, text: string): Promise<Manager> => {
  const administrator = await h.someone(['administrator']);
  const manager = await h.someone(['release-manager']);
  for (const [who, only] of [
    [administrator, ['units']],
    [manager, []],
  ] as const) {
    const applied = await h.http({ cookie: who.cookie }, 'POST', '/plans/applications', { body: { text, only } });
    expect(applied.status, applied.text.slice(0, 800)).toBe(200);
  }
  return manager;
};
const preview = async (h: TestHouse, who: Manager, text: string) =>
  (await h.http({ cookie: who.cookie }, 'POST', '/plans/previews', { body: { text } })).body;
const exported = async (h: TestHouse, who: Manager) =>
  (await h.http({ cookie: who.cookie }, 'GET', '/plans/export?plan=everything')).body;

describe('a plan file', () => {
  test('that says everything is applied once, exported as it was, and builds the same portfolio elsewhere', async () => {
    const manager = await applyTo(house(), file);
    const again = await preview(house(), manager, file);
    expect(again.diff).toMatch(/^Nothing to do/);
    const here = await exported(house(), manager);
    expect(here.unsaid).toEqual([]);
    expect(here.text).not.toContain('Not in this file');
    expect(here.text).toMatch(/licence: Apache-2\.0\n {2}shiftedWeeks: 26\n/);
    expect((await preview(house(), manager, here.text)).diff).toMatch(/^Nothing to do/);
    expect(here.counts).toEqual({
      unit: 1,
      application: 1,
      dependency: 0,
      calendar: 2,
      window: 3,
      freeze: 3,
      release: 2,
      history: 1,
    });

    const there = await exported(other, await applyTo(other, here.text));
    expect(there.text).toBe(here.text);
    expect(there.unsaid).toEqual([]);
  });

  test('changes each of these and takes it back', async () => {
    const manager = await applyTo(house(), file);
    const changed = file
      .replace('severity: warns', 'severity: blocks')
      .replace('except: [2027-06-05]', 'except: []')
      .replace('environmentClasses: [production, uat]', 'environmentClasses: [production]')
      .replace('daysBefore: 30, counted: working', 'daysBefore: 30')
      .replace('workingCalendar: ch\n', 'workingCalendar: ie\n')
      .replace('except: [2023-01-01]', 'except: [2023-01-01, 2024-01-01]')
      .replace(', default: true', '')
      .replace('name: Swiss working days\n', 'name: Swiss working days\n    default: true\n')
      .replace('warrantyEnd: 2027-05-03\n', 'warrantyEnd: none\n')
      .replace('responsible: deployer', 'responsible: test-manager');
    const seen = await preview(house(), manager, changed);
    const fields = seen.rows.flatMap((row: { key: string; fields: { field: string }[] }) =>
      row.fields.map(({ field }) => `${row.key} ${field}`),
    );
    expect(fields).toEqual([
      'ch default',
      'ch holidays[New Year].except',
      'ie default',
      'quarterly repeats.except',
      'quarterly targets[scope-lock].counted',
      'quarterly workingCalendar',
      'days scope.environmentClasses',
      'days severity',
      'lims-1 gates[readiness].criteria[back-out].responsible',
      'lims-1 warrantyEnd',
    ]);
    await applyTo(house(), changed);
    expect((await preview(house(), manager, changed)).diff).toMatch(/^Nothing to do/);
    await applyTo(house(), file);
    expect((await preview(house(), manager, file)).diff).toMatch(/^Nothing to do/);
  });

  test('of which no calendar claims to be the default leaves the default where it is', async () => {
    const manager = await applyTo(house(), file);
    const silent = file.replace(', default: true', '');
    expect((await preview(house(), manager, silent)).diff).toMatch(/^Nothing to do/);
  });

  test('withdraws a working calendar by which nothing counts, and is told why another stays', async () => {
    const manager = await applyTo(house(), file);
    const without = (key: string) =>
      file.replace(new RegExp(`  - \\{ key: ${key}, [^\\n]*\\n`), '').replace('workingCalendar: ie', '');
    const refused = await house().http({ cookie: manager.cookie }, 'POST', '/plans/applications', {
      body: { text: without('ie'), only: ['calendars'] },
    });
    expect(refused.body.refusals[0].facts.code).toBe('calendar.default-not-withdrawn');
    await applyTo(
      house(),
      file.replace(', default: true', '').replace('name: Swiss working days\n', 'name: Swiss working days\n    default: true\n'),
    );
    await applyTo(house(), without('ie'));
    const list = await house().http({ cookie: manager.cookie }, 'GET', '/working-calendars');
    expect(list.body.items.map((one: { key: string }) => one.key)).toEqual(['ch']);
  });

  test('says a rule that the calendar cannot follow with the line of its record', async () => {
    const h = house();
    const manager = await h.someone(['release-manager']);
    const refused = await h.http({ cookie: manager.cookie }, 'POST', '/plans/applications', {
      body: {
        text: 'interlock: 1\nname: n\nzone: Europe/Zurich\nfreezes:\n  - key: x\n    name: X\n    reason: R\n    repeats: { first: 2027-01-01T00:00, rule: FREQ=HOURLY, lasts: PT1H }\n',
      },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.refusals[0].message).toMatch(/^freeze x \(line 5\): /);
    expect(refused.body.refusals[0].facts.code).toBe('calendar.rule-not-supported');
  });
});

describe('an export', () => {
  test('says what was registered by hand, in whatever spelling, and is no news to the portfolio', async () => {
    const h = house();
    const manager = await h.someone(['release-manager']);
    const register = async (kind: string, body: object) => {
      const made = await h.http({ cookie: manager.cookie }, 'POST', `/${kind}`, { body });
      expect(made.status, made.text).toBe(201);
      return made.body.key;
    };
    const repeats = { rule: 'RRULE:freq=weekly;byday=su,+1tu;', startsAt: '2027-01-03T10:00:00', minutes: 90 };
    const keys = [
      await register('freezes', {
        name: 'By hand',
        reason: 'Because',
        zone: 'Europe/Zurich',
        repeats: { ...repeats, rule: 'RRULE:freq=weekly;byday=su,tu;', except: ['2027-01-10'], also: ['2027-01-12T11:00:00'] },
        scope: { criticalities: ['unknown'], environmentClasses: ['staging'] },
        severity: 'needs-exception',
      }),
      await register('windows', {
        name: 'By hand',
        zone: 'America/New_York',
        once: { start: '2027-01-10T10:00', end: '2027-01-10T12:00', goLive: '2027-01-10T11:00' },
        targets: [{ key: 'x', name: 'X', days: 3, measure: 'working' }],
      }),
      await register('windows', {
        name: 'All day',
        zone: 'Europe/Zurich',
        repeats: { rule: 'FREQ=MONTHLY;UNTIL=20280101', startsAt: '2027-01-31', minutes: 1440, measure: 'exact' },
      }),
    ];
    const out = (await h.http({ cookie: manager.cookie }, 'GET', '/plans/export?zone=Europe/Zurich')).body;
    expect(out.unsaid).toEqual([]);
    for (const key of keys) expect(out.text).toContain(`key: ${key}\n`);
    const seen = await preview(h, manager, out.text);
    expect(seen.diff).toMatch(/^Nothing to do/);
  });

  test('shows nobody what concerns units or applications outside their reach', async () => {
    const h = house();
    const [mine, theirs] = [await h.unit(), await h.unit()];
    const manager = await h.someone(['release-manager']);
    const application = await h.http({ cookie: manager.cookie }, 'POST', '/applications', {
      body: { key: 'APP-SECRET', name: 'Secret', unit: theirs.key },
    });
    expect(application.status, application.text).toBe(201);
    const imported = await h.http({ cookie: manager.cookie }, 'POST', '/plans/applications', {
      body: {
        text: 'interlock: 1\nname: past\nzone: UTC\nhistory:\n  - { key: secret-1, kind: release, application: APP-SECRET, source: s, sourceTime: 2024-01-01 }\n',
      },
    });
    expect(imported.status, imported.text).toBe(200);
    const once = { start: '2027-01-10T10:00', end: '2027-01-10T12:00' };
    for (const [name, scope] of [
      ['Of mine', { units: [mine.key] }],
      ['Of theirs', { units: [theirs.key] }],
      ['Of an application', { applications: ['APP-SECRET'] }],
    ] as const) {
      const made = await h.http({ cookie: manager.cookie }, 'POST', '/freezes', {
        body: { name, reason: 'r', zone: 'UTC', once, scope },
      });
      expect(made.status, made.text).toBe(201);
    }
    const narrow = await h.someone(['project-manager'], { unit: mine });
    const out = (await h.http({ cookie: narrow.cookie }, 'GET', '/plans/export')).body;
    expect(out.text).toContain('Of mine');
    expect(out.text).not.toMatch(/Of theirs|Of an application|APP-SECRET|secret-1/);
    // Their unit stands below one that they do not see; its name is theirs to say all the same.
    const seen = await h.http({ cookie: narrow.cookie }, 'POST', '/plans/previews', { body: { text: out.text } });
    expect(seen.status, seen.text).toBe(200);
    expect(seen.body.diff).toMatch(/^Nothing to do/);
  });
});
