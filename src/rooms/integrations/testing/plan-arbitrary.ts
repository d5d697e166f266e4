import fc from 'fast-check';
import { normalisePlan } from '../core/normalise-plan.ts';
import type { PlanFileInput } from '../core/plan-file.ts';
import {
  applicationRoles,
  criticalities,
  dayMeasures,
  decidingRoles,
  dependencyTypes,
  environmentClasses,
  freezeSeverities,
  guardedVerbs,
  lengthMeasures,
  lifecycleStages,
  operators,
  phaseKinds,
  recordingRoles,
  releaseClasses,
  unknown,
  weekdays,
} from '../core/plan-words.ts';

/** Any plan that is well formed, for properties that hold of all of them. */
const zones = ['UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kathmandu', 'America/Santiago'] as const;
const line = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((text) => /^(?=.*\S)[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(text));
const prose = fc.oneof(
  line,
  fc.constantFrom('two\nlines\n', ' - [x]: "y" # z', 'yes', '1.10', '\ttab', '2027-01-01', '~', '%', '*a', '|\n a'),
);
const instant = fc
  .date({ min: new Date('1995-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const span = fc
  .tuple(instant, fc.integer({ min: 1, max: 10 ** 10 }))
  .map(([start, ms]) => ({ start, end: new Date(Date.parse(start) + ms).toISOString() }));

const optionally = <T extends Record<string, fc.Arbitrary<unknown>>>(parts: T) => fc.record(parts, { requiredKeys: [] });
const keyed = (prefix: string, most: number) =>
  fc.integer({ min: 0, max: most }).map((n) => Array.from({ length: n }, (_, i) => `${prefix}-${i}`));
const someOf = <T>(list: readonly T[]) => fc.subarray([...list]);

const each = <T extends object>(
  keys: readonly string[],
  make: (key: string) => fc.Arbitrary<T>,
): fc.Arbitrary<(T & { key: string })[]> => fc.tuple(...keys.map((key) => make(key).map((value) => ({ ...value, key }))));

const scope = (units: string[], applications: string[]) =>
  fc.record({
    units: someOf(units),
    applications: someOf(applications),
    criticalities: someOf([...criticalities, unknown]),
    gxpOnly: fc.boolean(),
  });

const local = fc.constantFrom('2026-12-05T20:00', '2027-01-31', '2027-02-06T20:00:30', '2027-03-06T20:00:00');
const repeatsFrom = (first: fc.Arbitrary<string>, also: fc.Arbitrary<string>) =>
  fc.record({
    first,
    rule: fc.constantFrom(
      'FREQ=MONTHLY;BYDAY=1SA',
      'INTERVAL=1;FREQ=YEARLY',
      'FREQ=MONTHLY;INTERVAL=3;COUNT=8',
      'rrule:freq=yearly;bymonth=12;byyearday=-1,+3;',
    ),
    lasts: fc.constantFrom('PT90M', 'P2D', 'PT24H', 'P1DT12H'),
    measure: fc.constantFrom(...lengthMeasures),
    except: fc.array(local, { maxLength: 3 }),
    also: fc.array(also, { maxLength: 3 }),
  });

const repeats = fc.oneof(
  repeatsFrom(
    fc.constantFrom('2026-12-05T20:00', '2027-01-31T00:00'),
    fc.constantFrom('2027-02-06T20:00:30', '2027-03-06T20:00:00'),
  ),
  repeatsFrom(fc.constant('2027-01-31'), fc.constantFrom('2027-02-06', '2027-03-06')),
);

const when = fc.oneof(
  span.map((once) => ({ once })),
  repeats.map((value) => ({ repeats: value })),
);
const day = fc.constantFrom('2026-12-25', '2027-01-01', '2028-02-29', '2027-08-01');

const windowOf = (units: string[], applications: string[], calendars: string[]) =>
  fc
    .record({
      fixed: fc.record({ name: line, zone: fc.constantFrom(...zones) }),
      more: optionally({ scope: scope(units, applications), note: prose, workingCalendar: fc.constantFrom(...calendars) }),
      when: fc.oneof(
        when,
        fc.tuple(span, fc.boolean()).map(([once, late]) => ({ once: { ...once, goLive: late ? once.end : once.start } })),
      ),
      targets: keyed('t', 3).chain((keys) =>
        each(keys, () =>
          fc.record({
            name: line,
            counted: fc.constantFrom(...dayMeasures),
            days: fc.oneof(
              fc.integer({ min: 0, max: 730 }).map((daysBefore) => ({ daysBefore })),
              fc.integer({ min: 1, max: 730 }).map((daysAfter) => ({ daysAfter })),
            ),
          }),
        ),
      ),
    })
    .map(({ fixed, more, when: time, targets }) => ({
      ...fixed,
      ...more,
      ...time,
      targets: targets.map(({ days, ...target }) => ({ ...target, ...days })),
    }));

const freezeOf = (units: string[], applications: string[]) =>
  fc
    .record({
      fixed: fc.record({
        name: line,
        reason: prose,
        zone: fc.constantFrom(...zones),
        severity: fc.constantFrom(...freezeSeverities),
      }),
      scope: fc.option(
        fc
          .tuple(scope(units, applications), someOf(environmentClasses))
          .map(([common, classes]) => ({ ...common, environmentClasses: classes })),
        { nil: undefined },
      ),
      when,
    })
    .map(({ fixed, scope: narrow, when: time }) => ({ ...fixed, ...time, ...(narrow && { scope: narrow }) }));

const hours = fc.subarray(['06:00-12:00', '13:00-17:30', '18:00-24:00']);
const calendarOf = fc
  .record({
    fixed: fc.record({ name: line, zone: fc.constantFrom(...zones) }),
    week: fc.record(Object.fromEntries(weekdays.map((weekday) => [weekday, hours]))),
    holidays: fc.array(
      fc
        .tuple(
          fc.record({ name: line, on: day, except: fc.array(day, { maxLength: 2 }) }),
          optionally({ rule: fc.constantFrom('FREQ=YEARLY', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH') }),
        )
        .map(([fixed, more]) => ({ ...fixed, ...more })),
      { maxLength: 3 },
    ),
  })
  .map(({ fixed, week, holidays }) => ({ ...fixed, holidays, week: { ...week, WE: ['09:00-17:00'] } }));

/** Calendars with keys; the last one is the default, or none is. */
const calendarsOf = (keys: string[]) =>
  fc
    .tuple(
      each(keys, () => calendarOf),
      fc.boolean(),
    )
    .map(([calendars, isNamed]) =>
      calendars.map((one, index) => ({ ...one, default: isNamed && index === calendars.length - 1 })),
    );

const measure = fc.record({
  text: line,
  type: fc.constant('measure' as const),
  operator: fc.constantFrom(...operators),
  threshold: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
  ),
  source: line,
  unit: fc.constantFrom('%', 'defects'),
  freshnessHours: fc.integer({ min: 1, max: 8760 }),
});
const item = fc.record({
  text: line,
  type: fc.constant('checklist' as const),
  responsible: fc.constantFrom(...recordingRoles),
  evidence: line,
});

const gate = fc
  .tuple(
    line,
    fc.constantFrom(...guardedVerbs),
    keyed('c', 3),
    optionally({ due: instant, greenHours: fc.integer({ min: 1, max: 2160 }) }),
    fc.subarray([...decidingRoles], { minLength: 1 }),
  )
  .chain(([name, guards, keys, more, deciders]) =>
    each(keys, () => fc.oneof(measure, item)).map((criteria) => ({ name, guards, criteria, deciders, ...more })),
  );

const releaseOf = (units: string[], applications: string[]) =>
  fc
    .record({
      fixed: fc.record({ name: line, unit: fc.constantFrom(...units), class: fc.constantFrom(...releaseClasses) }),
      more: optionally({
        summary: prose,
        owner: fc.constant('Owner@aurelia.example'),
        goLive: span.map((s) => ({ ...s, backOutMinutes: 30 })),
        warrantyEnd: fc.oneof(instant, fc.constant('none')),
      }),
      phases: keyed('p', 3).chain((keys) =>
        each(keys, () =>
          span.chain((s) => fc.record({ name: line, kind: fc.constantFrom(...phaseKinds) }).map((p) => ({ ...s, ...p }))),
        ),
      ),
      milestones: keyed('m', 3).chain((keys) => each(keys, () => fc.record({ name: line, at: instant }))),
      gates: keyed('g', 2).chain((keys) => each(keys, () => gate)),
      applications: someOf(applications).chain((keys) =>
        each(keys, () =>
          fc.record({ role: fc.constantFrom(...applicationRoles), version: fc.constantFrom('1.10', 'v2', '007') }),
        ),
      ),
    })
    .map(({ fixed, more, ...lists }) => ({ kind: 'enterprise' as const, ...fixed, ...more, ...lists }));

const application = (units: string[]) =>
  fc
    .tuple(
      fc.record({ name: line, unit: fc.constantFrom(...units) }),
      optionally({
        criticality: fc.constantFrom(...criticalities, unknown),
        gxp: fc.constantFrom(true, false, unknown),
        sox: fc.constantFrom(true, false, unknown),
        lifecycleStage: fc.constantFrom(...lifecycleStages),
        technology: line,
        description: prose,
      }),
    )
    .map(([fixed, more]) => ({ ...fixed, ...more }));

const fileOf = (units: string[], applications: string[], calendars: string[]): fc.Arbitrary<PlanFileInput> =>
  fc.record({
    interlock: fc.constant(1 as const),
    name: fc.constant('any'),
    zone: fc.constantFrom(...zones),
    title: line,
    units: each(units, (key) => line.map((name) => ({ name, ...(key !== 'u-0' && { parent: 'u-0' }) }))),
    applications: each(applications, () => application(units)),
    dependencies: fc.uniqueArray(
      fc
        .record({
          from: fc.constantFrom(...applications),
          to: fc.constantFrom(...applications),
          type: fc.constantFrom(...dependencyTypes),
        })
        .filter(({ from, to }) => from < to),
      { maxLength: 3, selector: ({ from, to, type }) => `${from} ${to} ${type}` },
    ),
    calendars: calendarsOf(calendars),
    windows: keyed('w', 2).chain((keys) => each(keys, () => windowOf(units, applications, calendars))),
    freezes: keyed('f', 2).chain((keys) => each(keys, () => freezeOf(units, applications))),
    releases: keyed('r', 2).chain((keys) => each(keys, () => releaseOf(units, applications))),
    history: keyed('h', 2).chain((keys) =>
      each(keys, () =>
        fc.record({
          kind: fc.constantFrom('release' as const, 'request' as const),
          application: fc.constantFrom(...applications),
          source: line,
          sourceTime: instant,
          times: fc.array(fc.record({ name: line, at: instant }), { maxLength: 2 }),
        }),
      ),
    ),
  });

export const planInput: fc.Arbitrary<PlanFileInput> = fileOf(['u-0', 'u-1', 'u-2'], ['APP-A', 'APP-B', 'APP-C'], ['ch', 'ie']);
export const planFile = planInput.map(normalisePlan);
