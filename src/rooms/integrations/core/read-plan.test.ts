import { describe, expect, test } from 'vitest';
import { planLimits } from './plan-limits.ts';
import { type ReadPlan, readPlan, readPlanBytes } from './read-plan.ts';
import { nothingKnown } from './rules/known-records.ts';

const head = 'interlock: 1\nname: year\nzone: Europe/Zurich\n';

const problemsOf = (read: ReadPlan) => (read.ok ? [] : read.problems);
const briefly = (text: string) => problemsOf(readPlan(text)).map(({ line, code }) => `${line} ${code}`);
const first = (text: string) => problemsOf(readPlan(text))[0];

const release = (lines: string): string =>
  `${head}units:\n  - { key: lab, name: Laboratory }\nreleases:\n  - key: lims-2027-1\n    name: LIMS 2027.1\n    kind: project\n    class: minor\n    unit: lab\n${lines}`;

describe('a plan file that is good', () => {
  test('is read into the normal form: instants in UTC, zones and scopes filled in, lists in one order', () => {
    const read = readPlan(
      release(
        '    owner: Release.Manager@Aurelia.example\n    phases:\n      - { key: uat, name: UAT, kind: uat, start: 2027-02-01, end: 2027-02-15 }\n      - { key: build, name: Build, kind: build, start: 2027-01-04T08:00, end: 2027-01-29T18:00:00+01:00 }\n    goLive: { start: 2027-07-03T22:00, end: 2027-07-04T04:00, backOutMinutes: 120 }\n',
      ),
    );
    expect(read).toMatchObject({
      ok: true,
      plan: {
        releases: [
          {
            owner: 'release.manager@aurelia.example',
            phases: [
              { key: 'build', start: '2027-01-04T07:00:00.000Z', end: '2027-01-29T17:00:00.000Z' },
              { key: 'uat', start: '2027-01-31T23:00:00.000Z', end: '2027-02-14T23:00:00.000Z' },
            ],
            goLive: { start: '2027-07-03T20:00:00.000Z', end: '2027-07-04T02:00:00.000Z', zone: 'Europe/Zurich' },
          },
        ],
      },
    });
  });

  test('leaves unknown what it does not say', () => {
    const read = readPlan(`${head}units: [{ key: lab, name: Lab }]\napplications: [{ key: APP-LIMS, name: LIMS, unit: lab }]\n`);
    const unknown = {
      criticality: 'unknown',
      gxp: 'unknown',
      sox: 'unknown',
      lifecycleStage: 'unknown',
    };
    expect(read.ok && read.plan.applications[0]).toEqual({ key: 'APP-LIMS', name: 'LIMS', unit: 'lab', ...unknown });
  });

  test('may begin with a byte order mark and may repeat a value by alias', () => {
    const text = `\ufeff${head}units:\n  - { key: lab, name: &n Laboratory }\n  - { key: lab2, name: *n, parent: lab }\n`;
    expect(readPlan(text)).toMatchObject({ ok: true, plan: { units: [{ name: 'Laboratory' }, { name: 'Laboratory' }] } });
  });

  test('tells the place of each record for refusals that come later', () => {
    const read = readPlan(release(''));
    expect(read.ok && read.placeOfRecord('releases', 'lims-2027-1')).toEqual({ line: 7, column: 5 });
  });
});

describe('a plan file cannot decide what people decide', () => {
  test.each(['state: ready', 'status: closed', 'passed: true', 'approved: yes', 'decision: go', 'signedBy: x', 'outcome: ok'])(
    'a release with "%s" is refused at its line',
    (line) => {
      const problem = first(release(`    ${line}\n`));
      expect(problem).toMatchObject({
        line: 12,
        column: 5,
        code: 'plan.decided-by-people',
        path: expect.stringMatching(/^releases\[lims-2027-1\]\./),
      });
      expect(problem?.message).toContain('decided by people');
    },
  );

  test('nor can a gate, a criterion or an imported record', () => {
    const gate =
      '    gates:\n      - key: g\n        name: Gate\n        guards: ready\n        deciders: [quality]\n        passed: true\n        criteria:\n          - { key: c, text: Tested, type: checklist, met: true }\n';
    expect(briefly(release(gate))).toEqual(['17 plan.decided-by-people', '19 plan.decided-by-people']);
    const history = `${head}history:\n  - { key: h, kind: release, application: A, source: git, sourceTime: 2026-01-01, approved: true }\n`;
    expect(briefly(history)).toContain('5 plan.decided-by-people');
  });
});

describe('a plan file with words that are not read', () => {
  test('is refused with the word that was probably meant', () => {
    expect(first(release('    sumary: x\n'))?.message).toBe('"sumary" is not a word that is read here. Did you mean "summary"?');
    expect(first(`${head}aplications: []\n`)?.message).toContain('Did you mean "applications"?');
    expect(first(`${head}password: x\n`)).toMatchObject({ line: 4, code: 'plan.unknown-key' });
  });

  test('is judged by all other rules as well', () => {
    const text = release('    parent: train\n    weight: 3\n    applications: [{ key: APP-X, role: changed, colour: red }]\n');
    expect(briefly(text)).toEqual([
      '12 plan.release-not-found',
      '13 plan.unknown-key',
      '14 plan.application-not-found',
      '14 plan.unknown-key',
    ]);
  });

  test('is refused for a choice that does not exist', () => {
    const text = release('    applications: [{ key: APP-X, role: chnged }]\n');
    expect(briefly(text)).toEqual(['12 plan.not-a-choice']);
    expect(first(text)?.message).toContain('Did you mean "changed"?');
  });

  test('is refused for a version that YAML reads as a number', () => {
    expect(first(release('    applications: [{ key: APP-X, role: changed, version: 1.10 }]\n'))).toMatchObject({
      code: 'plan.needs-quotes',
    });
  });
});

describe('a time in a plan file has one reading', () => {
  const goLive = (start: string) => first(release(`    goLive: { start: ${start}, end: 2027-12-31 }\n`));
  test.each([
    ['01/02/2027', 'plan.time-two-readings', '1 February 2027 or 2 January 2027'],
    ['1.2.2027', 'plan.time-two-readings', '1 February 2027 or 2 January 2027'],
    ['13/02/2027', 'plan.time-form', 'other people read differently'],
    ['next Monday', 'plan.time-form', 'exactly one reading'],
    ['2027-02-30', 'plan.time-no-such', 'does not exist'],
    ['2027-02-01T24:00', 'plan.time-no-such', 'does not exist'],
    ['2027-02-01T10:00+15:30', 'plan.time-no-such', 'offset'],
    ['0027-02-01', 'plan.time-range', '1990 to 2199'],
    ['2027-03-28T02:30', 'plan.time-skipped', 'the clocks go forward'],
    ['2026-10-25T02:30', 'plan.time-twice', 'the clocks go back'],
    ['1798761600', 'plan.needs-quotes', 'read as a number'],
  ])('%s is refused (%s)', (text, code, says) => {
    const problem = goLive(text);
    expect(problem).toMatchObject({ line: 12, code, path: 'releases[lims-2027-1].goLive.start' });
    expect(problem?.message).toContain(says);
  });

  test('a time that happens twice is read when its offset is written', () => {
    expect(goLive('2026-10-25T02:30+02:00')).toBeUndefined();
  });

  test('a span that ends before it starts is refused', () => {
    expect(goLive('2028-01-01')).toMatchObject({ code: 'plan.span-reversed', path: 'releases[lims-2027-1].goLive.end' });
  });

  test('an offset or an abbreviation is no zone', () => {
    for (const zone of ['+01:00', 'CET', 'Europe/Zurick']) {
      expect(first(`interlock: 1\nname: a\nzone: "${zone}"\n`)).toMatchObject({ line: 3, code: 'plan.zone' });
    }
  });

  test('a freeze says once or repeats, exactly one of them', () => {
    const freeze = (when: string) => briefly(`${head}freezes:\n  - { key: f, name: F, reason: close${when} }\n`);
    const repeats = 'repeats: { first: 2026-12-28T00:00, rule: FREQ=MONTHLY, lasts: PT72H }';
    expect(freeze('')).toEqual(['5 plan.one-time-only']);
    expect(freeze(`, once: { start: 2026-12-20, end: 2027-01-04 }, ${repeats}`)).toEqual(['5 plan.one-time-only']);
    expect(freeze(`, ${repeats}`)).toEqual([]);
    expect(freeze(`, ${repeats.replace('MONTHLY', 'FORTNIGHTLY')}`)).toEqual(['5 plan.recurrence']);
    expect(freeze(`, ${repeats.replace('PT72H', 'three days')}`)).toEqual(['5 plan.duration']);
  });
});

describe('keys and references', () => {
  test('a key is used once, also in other capitals, and no key stands twice in a record', () => {
    const text = `${head}units:\n  - { key: lab, name: A }\n  - { key: LAB, name: B }\n  - { key: x, name: C, name: D }\n`;
    expect(briefly(text)).toEqual(['6 plan.record-twice', '7 plan.key-twice']);
  });

  test('a reference names something that the file has or that exists', () => {
    const text = `${head}units: [{ key: lab, name: A }]\napplications:\n  - { key: APP-LIMS, name: LIMS, unit: lap, owner: nobody@aurelia.example }\n`;
    expect(first(text)?.message).toBe('There is no unit "lap". Did you mean "lab"?');
    const known = { ...nothingKnown, units: new Set(['lap']), people: new Set(['somebody@aurelia.example']) };
    expect(problemsOf(readPlan(text, known))).toMatchObject([{ line: 6, code: 'plan.person-not-found' }]);
  });

  test('a circle is refused and named', () => {
    const units = `${head}units:\n  - { key: a, name: A, parent: c }\n  - { key: b, name: B, parent: a }\n  - { key: c, name: C, parent: b }\n`;
    expect(first(units)?.message).toBe('These units stand above each other in a circle: a → c → b → a.');
    const apps = 'applications: [{ key: A, name: A, unit: u }, { key: B, name: B, unit: u }]\nunits: [{ key: u, name: U }]\n';
    const both = (type: string) =>
      `${head}${apps}dependencies: [{ from: A, to: B, type: ${type} }, { from: B, to: A, type: ${type} }]\n`;
    expect(first(both('deploys-with'))?.message).toContain('A → B → A');
    expect(briefly(both('calls'))).toEqual([]);
    expect(first(`${head}${apps}dependencies: [{ from: A, to: A, type: calls }]\n`)?.message).toContain('depend on itself');
  });

  test('only an enterprise release has parts', () => {
    expect(briefly(release('  - { key: p, name: P, kind: project, class: minor, unit: lab, parent: lims-2027-1 }\n'))).toEqual([
      '12 plan.parent-is-enterprise',
    ]);
  });

  test('a measure is whole and a checklist item has no threshold', () => {
    const gate = (criterion: string) =>
      briefly(
        release(
          `    gates: [{ key: g, name: G, guards: ready, deciders: [quality], criteria: [{ key: c, text: T, ${criterion} }] }]\n`,
        ),
      );
    expect(gate('type: measure, operator: ">=", source: test run')).toEqual(['12 plan.measure-is-whole']);
    expect(gate('type: measure, operator: ">=", threshold: 95, source: test run')).toEqual([]);
    expect(gate('type: checklist, threshold: 95')).toEqual(['12 plan.measure-is-whole']);
  });
});

describe('a bad file is answered with everything that is wrong with it', () => {
  test('all problems at once, in the order of the file', () => {
    const text = `${head}units:\n  - { key: "a b", name: A }\n  - { name: B }\napplications:\n  - { key: X, name: , unit: nowhere, gxp: maybe }\nfreezes:\n  - { key: f, name: F, reason: r, once: { start: 01/02/2027, end: 2027-01-01 } }\n`;
    expect(briefly(text)).toEqual([
      '5 plan.key-form',
      '6 plan.missing',
      '8 plan.empty-value',
      '8 plan.not-a-choice',
      '10 plan.time-two-readings',
    ]);
  });

  test('at most two hundred one by one, the rest counted', () => {
    const read = readPlan(`${head}units:\n${'  - { key: "a b", name: A }\n'.repeat(300)}`);
    expect(read).toMatchObject({ ok: false, more: 100 });
    expect(problemsOf(read)).toHaveLength(planLimits.problems);
  });

  test('broken YAML is told with its line', () => {
    expect(briefly(`${head}units:\n  - { key: a, name: A\n`)[0]).toMatch(/^[56] plan\.yaml-/);
    expect(briefly(`${head}units:\n\t- key: a\n`)[0]).toMatch(/^5 plan\.yaml-/);
    expect(briefly(`${head}---\nname: b\n`)[0]).toContain('plan.yaml-multiple-docs');
    expect(briefly(`${head}title: !!js/function "x"\n`)[0]).toContain('plan.yaml-tag-resolve-failed');
    expect(briefly(`%YAML 1.1\n---\n${head}`)).toEqual(['1 plan.yaml-directive']);
  });

  test('nothing, a list or a lone word is no plan', () => {
    for (const text of ['', '# nothing\n', '- a\n', 'plan\n', '42']) expect(briefly(text)).toEqual(['1 plan.not-a-plan']);
    expect(briefly('interlock: 2\nname: a\nzone: UTC\n')).toEqual(['1 plan.not-a-choice']);
  });
});

describe('a file that means harm costs little', () => {
  test('fifty megabytes are refused by size, before anything is read', () => {
    expect(problemsOf(readPlanBytes(new Uint8Array(50 * 1024 * 1024).fill(32)))).toMatchObject([{ code: 'plan.too-large' }]);
  });

  test('a binary file and another encoding are refused', () => {
    expect(problemsOf(readPlanBytes(Uint8Array.of(0x50, 0x4b, 3, 4, 0)))).toMatchObject([{ code: 'plan.not-text' }]);
    expect(problemsOf(readPlanBytes(Uint8Array.of(0x6e, 0xfc, 0x72)))).toMatchObject([{ code: 'plan.not-utf-8' }]);
    expect(briefly(`${head}title: "a\\0b"\n`)).toEqual(['4 plan.characters']);
    expect(briefly(`${head}title: "\\ud800"\n`)).toEqual(['4 plan.characters']);
  });

  test('aliases that multiply are stopped', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*b${i - 1}, `.repeat(9)}]`.replaceAll('*b-1', 'x'));
    expect(briefly(`${head}${levels.join('\n')}\n`).join()).toContain('plan.too-many-aliases');
    expect(briefly(`${head}units: &u [*u]\n`).join()).toContain('plan.too-deep');
    expect(briefly(`${head}units: *nothing\n`)[0]).toMatch(/alias/);
  });

  test.each([
    ['deep brackets', '['.repeat(200_000)],
    ['many quotes', '"a" "b"\n'.repeat(50_000)],
    ['many words', `${head}units:\n  - {${Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join(', ')}}\n`],
    [
      'many bad references',
      `${head}applications:\n${Array.from({ length: 20_000 }, (_, i) => `  - { key: A${i}, name: A, unit: u${i} }`).join('\n')}`,
    ],
    [
      'a long chain of circles',
      `${head}units:\n${Array.from({ length: 20_000 }, (_, i) => `  - { key: u${i}, name: U, parent: u${(i + 1) % 20_000} }`).join('\n')}`,
    ],
    ['prototype games', `${head}__proto__: { a: 1 }\nconstructor: 1\ntoString: 2\n`],
  ])(
    '%s are answered within seconds',
    (_name, text) => {
      const read = readPlan(text);
      expect(read.ok).toBe(false);
      expect(problemsOf(read).length).toBeLessThanOrEqual(planLimits.problems);
    },
    60_000,
  );
});

describe('a plan file with characters that show nothing or turn the text', () => {
  test('is refused with the line, the character and the remedy; a joiner inside a word of free text stays', () => {
    const bad = first(release('    owner: a@b.example\n').replace('LIMS 2027.1', 'LIMS \u202e1.7202'));
    expect(bad).toMatchObject({
      line: 8,
      code: 'plan.hidden-character',
      message: expect.stringContaining('U+202E (right-to-left override)'),
      remedy: expect.stringContaining('Delete it'),
    });
    expect(briefly(release('    summary: "one \u200btwo"\n'))).toEqual(['12 plan.hidden-character']);
    expect(briefly(release('    summary: "می\u200cخواهم"\n'))).toEqual([]);
  });
});
