import { describe, expect, test } from 'vitest';
import { readPlan } from './read-plan.ts';

const head = 'interlock: 1\nname: year\nzone: Europe/Zurich\n';
const briefly = (text: string): string[] => {
  const read = readPlan(head + text);
  return read.ok ? [] : read.problems.map(({ line, code }) => `${line} ${code}`);
};
const remediesOf = (text: string): string[] => {
  const read = readPlan(head + text);
  return read.ok ? [] : read.problems.map(({ message, remedy }) => `${message} ${remedy}`);
};

const calendar = (lines: string): string => `calendars:\n  - key: ch\n    name: Swiss working days\n${lines}`;
const week = '    week: { MO: [08:00-12:00, 13:00-17:00] }\n';
const freeze = (lines: string): string =>
  `freezes:\n  - key: monthly\n    name: Closing\n    reason: Figures\n    repeats:\n      first: 2026-11-28T00:00\n      rule: FREQ=MONTHLY;BYMONTHDAY=28\n      lasts: P3D\n${lines}`;
const window = (lines: string): string =>
  `windows:\n  - key: spring\n    name: Spring\n    once: { start: 2027-03-06T20:00, end: 2027-03-07T06:00 }\n${lines}`;

describe('a working calendar in a plan file', () => {
  test('has a week, holidays that return or come once, and a zone of its own', () => {
    const read = readPlan(
      head +
        calendar(
          `${week}    zone: Europe/Dublin\n    holidays:\n      - { name: Whit Monday, on: 2027-05-17 }\n      - { name: Christmas, on: 2020-12-25, rule: "rrule:freq=yearly;", except: [2021-12-25, 2021-12-25] }\n    default: true\n`,
        ),
    );
    expect(read.ok && read.plan.calendars).toEqual([
      {
        key: 'ch',
        name: 'Swiss working days',
        zone: 'Europe/Dublin',
        week: { MO: ['08:00-12:00', '13:00-17:00'], TU: [], WE: [], TH: [], FR: [], SA: [], SU: [] },
        holidays: [
          { name: 'Whit Monday', on: '2027-05-17', except: [] },
          { name: 'Christmas', on: '2020-12-25', rule: 'FREQ=YEARLY', except: ['2021-12-25'] },
        ],
        default: true,
      },
    ]);
  });

  test.each([
    ['hours that run backwards', '    week: { MO: [17:00-08:00] }\n', ['7 plan.working-hours']],
    ['hours of no clock', '    week: { MO: [8-12] }\n', ['7 plan.working-hours']],
    ['a weekday of no week', '    week: { MO: [08:00-12:00], XX: [] }\n', ['7 plan.unknown-key']],
    ['a week without a working day', '    week: {}\n', ['7 plan.works-some-day']],
    ['no week at all', '', ['5 plan.missing']],
    ['a holiday that is a time', `${week}    holidays:\n      - { name: x, on: 2027-01-01T10:00 }\n`, ['9 plan.day']],
    ['a holiday of no calendar', `${week}    holidays:\n      - { name: x, on: 2027-02-30 }\n`, ['9 plan.time-no-such']],
    [
      'a holiday by a rule that is none',
      `${week}    holidays:\n      - { name: x, on: 2027-02-28, rule: yearly }\n`,
      ['9 plan.recurrence'],
    ],
    ['a zone that is none', `${week}    zone: CET\n`, ['8 plan.zone']],
  ])('%s is refused with its line', (_, lines, problems) => {
    expect(briefly(calendar(lines))).toEqual(problems);
  });

  test('two defaults and two equal keys are refused at the second', () => {
    const second = (key: string, more: string) => `  - key: ${key}\n    name: Second\n${week}${more}`;
    expect(briefly(calendar(`${week}    default: true\n`) + second('ie', '    default: true\n'))).toEqual([
      '12 plan.one-default',
    ]);
    expect(briefly(calendar(week) + second('CH', ''))).toEqual(['8 plan.record-twice']);
  });
});

describe('a recurrence in a plan file', () => {
  test('names the occurrences that do not take place, and those that were moved', () => {
    const read = readPlan(
      head + freeze('      except: [2027-01-28, 2026-12-28T00:00:00]\n      also: [2027-01-29T00:00]\n      measure: exact\n'),
    );
    expect(read.ok && read.plan.freezes[0]?.repeats).toMatchObject({
      measure: 'exact',
      except: ['2026-12-28T00:00', '2027-01-28'],
      also: ['2027-01-29T00:00'],
    });
  });

  test.each([
    ['an exception with an offset', '      except: [2027-01-28T00:00+01:00]\n', '12 plan.time-not-local'],
    ['an exception that has two readings', '      also: [01/02/2027]\n', '12 plan.time-two-readings'],
    [
      'a further start that is a day where times repeat',
      '      also: [2027-01-29T00:00, 2027-02-01]\n',
      '12 plan.also-like-first',
    ],
    ['a measure that is none', '      measure: roughly\n', '12 plan.not-a-choice'],
    ['a severity that is none', '    severity: block\n', '12 plan.not-a-choice'],
    ['a class of environments that is none', '    scope: { environmentClasses: [prod] }\n', '12 plan.not-a-choice'],
  ])('%s is refused with its line', (_, lines, problem) => {
    expect(briefly(freeze(lines))).toEqual([problem]);
  });

  test('only freezes are narrowed to classes of environments', () => {
    expect(briefly(window('    scope: { environmentClasses: [uat] }\n'))).toEqual(['8 plan.unknown-key']);
  });
});

describe('a window in a plan file', () => {
  test('has targets before and after go-live, counted in calendar or working days', () => {
    const read = readPlan(
      head +
        calendar(week) +
        window(
          '    targets:\n      - { key: review, name: Review, daysAfter: 5, counted: working }\n      - { key: lock, name: Scope lock, daysBefore: 42 }\n    workingCalendar: ch\n',
        ),
    );
    expect(read.ok && read.plan.windows[0]).toMatchObject({
      workingCalendar: 'ch',
      targets: [
        { key: 'lock', daysBefore: 42, counted: 'calendar' },
        { key: 'review', daysAfter: 5, counted: 'working' },
      ],
    });
  });

  test('a go-live that is the start says nothing and falls out', () => {
    const once = (goLive: string) => window('').replace('06:00 }', `06:00, goLive: ${goLive} }`);
    const spanOf = (text: string) => {
      const read = readPlan(head + text);
      return read.ok ? read.plan.windows[0]?.once : read.problems;
    };
    expect(spanOf(once('2027-03-06T19:00Z'))).toEqual({ start: '2027-03-06T19:00:00.000Z', end: '2027-03-07T05:00:00.000Z' });
    expect(spanOf(once('2027-03-06T21:00'))).toMatchObject({ goLive: '2027-03-06T20:00:00.000Z' });
    expect(briefly(once('9pm'))).toEqual(['7 plan.time-form']);
  });

  test.each([
    ['a target on two days', '    targets:\n      - { key: x, name: x, daysBefore: 1, daysAfter: 1 }\n', '9 plan.target-one-day'],
    ['a target on no day', '    targets:\n      - { key: x, name: x }\n', '9 plan.target-one-day'],
    ['a target on the day after zero', '    targets:\n      - { key: x, name: x, daysAfter: 0 }\n', '9 plan.out-of-range'],
    [
      'days of no calendar',
      '    targets:\n      - { key: x, name: x, daysBefore: 1, counted: banking }\n',
      '9 plan.not-a-choice',
    ],
    ['a working calendar that is not there', '    workingCalendar: ch\n', '8 plan.working-calendar-not-found'],
  ])('%s is refused with its line', (_, lines, problem) => {
    const text = window(lines);
    expect(briefly(text)).toEqual([problem]);
    expect(remediesOf(text)[0]?.length).toBeGreaterThan(20);
  });
});

describe('the warranty of a release in a plan file', () => {
  const release = (lines: string) =>
    `units: [{ key: lab, name: Lab }]\nreleases:\n  - key: r\n    name: R\n    kind: project\n    class: minor\n    unit: lab\n${lines}`;
  const phase = '    phases: [{ key: w, name: W, kind: warranty, start: 2027-02-01, end: 2027-03-01 }]\n';
  const endOf = (lines: string) => {
    const read = readPlan(head + release(lines));
    return read.ok ? read.plan.releases[0]?.warrantyEnd : read.problems;
  };

  test('is said only where the phases do not say it', () => {
    expect(endOf(phase)).toBeUndefined();
    expect(endOf(`${phase}    warrantyEnd: 2027-03-01\n`)).toBeUndefined();
    expect(endOf(`${phase}    warrantyEnd: 2027-03-02\n`)).toBe('2027-03-01T23:00:00.000Z');
    expect(endOf(`${phase}    warrantyEnd: none\n`)).toBe('none');
    expect(endOf('    warrantyEnd: none\n')).toBeUndefined();
    expect(briefly(release('    warrantyEnd: never\n'))).toEqual(['11 plan.time-form']);
  });
});
