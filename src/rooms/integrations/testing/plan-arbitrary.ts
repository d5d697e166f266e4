import fc from 'fast-check';
import { normalisePlan } from '../core/normalise-plan.ts';
import type { PlanFileInput } from '../core/plan-file.ts';
import {
  applicationRoles,
  criticalities,
  decidingRoles,
  dependencyTypes,
  guardedVerbs,
  lifecycleStages,
  operators,
  phaseKinds,
  releaseClasses,
  unknown,
} from '../core/plan-words.ts';

/** Any plan that is well formed, for properties that hold of all of them. */
const zones = ['UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kathmandu', 'America/Santiago'] as const;
const line = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((text) => /^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u.test(text));
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

const scope = (units: string[], applications: string[]) =>
  fc.record({
    units: someOf(units),
    applications: someOf(applications),
    criticalities: someOf(criticalities),
    gxpOnly: fc.boolean(),
  });

const repeats = fc.record({
  first: fc.constantFrom('2026-12-05T20:00', '2027-01-31T00:00'),
  rule: fc.constantFrom('FREQ=MONTHLY;BYDAY=1SA', 'INTERVAL=1;FREQ=YEARLY', 'FREQ=MONTHLY;INTERVAL=3;COUNT=8'),
  lasts: fc.constantFrom('PT90M', 'P2D', 'PT24H', 'P1DT12H'),
});

const timed = (units: string[], applications: string[]) =>
  fc
    .record({
      zone: fc.constantFrom(...zones),
      when: fc.oneof(
        span.map((once) => ({ once })),
        repeats.map((value) => ({ repeats: value })),
      ),
      scope: fc.option(scope(units, applications), { nil: undefined }),
    })
    .map(({ zone, when, scope: narrow }) => ({ zone, ...when, ...(narrow && { scope: narrow }) }));

const each = <T extends object>(
  keys: readonly string[],
  make: (key: string) => fc.Arbitrary<T>,
): fc.Arbitrary<(T & { key: string })[]> => fc.tuple(...keys.map((key) => make(key).map((value) => ({ ...value, key }))));

const measure = fc.record({
  text: line,
  type: fc.constant('measure' as const),
  operator: fc.constantFrom(...operators),
  threshold: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
  ),
  source: line,
});
const item = fc.record({ text: line, type: fc.constant('checklist' as const) });

const gate = fc
  .tuple(
    line,
    fc.constantFrom(...guardedVerbs),
    keyed('c', 3),
    optionally({ due: instant }),
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

const fileOf = (units: string[], applications: string[]): fc.Arbitrary<PlanFileInput> =>
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
    windows: keyed('w', 2).chain((keys) =>
      each(keys, () => fc.tuple(line, timed(units, applications)).map(([name, t]) => ({ name, ...t }))),
    ),
    freezes: keyed('f', 2).chain((keys) =>
      each(keys, () => fc.tuple(line, prose, timed(units, applications)).map(([name, reason, t]) => ({ name, reason, ...t }))),
    ),
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

export const planInput: fc.Arbitrary<PlanFileInput> = fileOf(['u-0', 'u-1', 'u-2'], ['APP-A', 'APP-B', 'APP-C']);
export const planFile = planInput.map(normalisePlan);
