import type { z } from 'zod';
import {
  type PlanApplication,
  type PlanCalendar,
  type PlanDependency,
  type PlanFreeze,
  type PlanHistory,
  type PlanRelease,
  type PlanSection,
  type PlanUnit,
  type PlanWindow,
  planHeaderShape,
  planSections,
  sectionShapes,
} from './plan-file.ts';
import { planLimits } from './plan-limits.ts';
import type { Finding, PlanPath } from './plan-problem.ts';
import { findingsOfShape } from './shape-findings.ts';
import { unknownKey } from './unknown-key.ts';

/** A record of the file with the place where it stands. */
export type Placed<T> = { readonly at: PlanPath; readonly value: T };

type Header = z.output<typeof planHeaderShape>;

export type ShapedPlan = {
  readonly header: Header | undefined;
  readonly units: readonly Placed<PlanUnit>[];
  readonly applications: readonly Placed<PlanApplication>[];
  readonly dependencies: readonly Placed<PlanDependency>[];
  readonly calendars: readonly Placed<PlanCalendar>[];
  readonly windows: readonly Placed<PlanWindow>[];
  readonly freezes: readonly Placed<PlanFreeze>[];
  readonly releases: readonly Placed<PlanRelease>[];
  readonly history: readonly Placed<PlanHistory>[];
  /** Keys that the file mentions, also those of records that are wrong otherwise: a reference to one is no second problem. */
  readonly mentioned: Readonly<Record<'units' | 'applications' | 'calendars' | 'releases', ReadonlySet<string>>>;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listAt = (value: Record<string, unknown>, section: PlanSection): readonly unknown[] => {
  const list = value[section];
  return Array.isArray(list) ? list : [];
};

/** Enough to fill any report many times over; a file of nothing but mistakes is not judged to its end. */
const mostFindings = 20 * planLimits.problems;

/** Each record is judged alone, so that one bad record does not hide the problems of the others. */
function shapeList<T>(
  value: Record<string, unknown>,
  section: PlanSection,
  shape: z.ZodType<T>,
  findings: Finding[],
): Placed<T>[] {
  return listAt(value, section).flatMap((item, index) => {
    const at = [section, index];
    if (findings.length > mostFindings) return [];
    const read = shape.safeParse(item);
    if (read.success) return [{ at, value: read.data }];
    for (const finding of findingsOfShape(read.error.issues, shape, item, at)) findings.push(finding);
    // Words that are not read hide nothing else: without them the record goes on to the rules.
    const bare = shape.safeParse(withoutUnknown(item, read.error.issues));
    return bare.success ? [{ at, value: bare.data }] : [];
  });
}

function withoutUnknown(item: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(item);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    let here: unknown = copy;
    for (const step of issue.path) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
    if (typeof here === 'object' && here !== null) for (const key of issue.keys) Reflect.deleteProperty(here, key);
  }
  return copy;
}

const topKeys: readonly string[] = [...Object.keys(planHeaderShape.shape), ...planSections];

function shapeHeader(value: Record<string, unknown>, findings: Finding[]): Header | undefined {
  const entries = Object.entries(value);
  for (const [key] of entries.filter(([key]) => !topKeys.includes(key))) findings.push(unknownKey([], key, topKeys));
  const header = Object.fromEntries(entries.filter(([key]) => key in planHeaderShape.shape));
  const read = planHeaderShape.safeParse(header);
  if (read.success) return read.data;
  findings.push(...findingsOfShape(read.error.issues, planHeaderShape, header, []));
  return undefined;
}

function judgeLists(value: Record<string, unknown>, findings: Finding[]): void {
  for (const section of planSections) {
    const list = value[section];
    if (list === undefined || Array.isArray(list)) continue;
    const remedy = `Write each record of "${section}" as an item that begins with a dash, or leave the line out.`;
    findings.push({ at: [section], code: 'plan.wrong-type', message: `"${section}" must be a list.`, remedy });
  }
}

const keysOf = (list: readonly unknown[]): ReadonlySet<string> =>
  new Set(list.flatMap((item) => (isRecord(item) && typeof item.key === 'string' ? [item.key] : [])));

const notARecord: Finding = {
  at: [],
  code: 'plan.not-a-plan',
  message: 'The file is empty or is no record with keys.',
  remedy: 'Begin with "interlock: 1", then "name:" and "zone:", then the lists.',
};

/** Shape only: each record that is well formed, and what is wrong with the others. */
export function shapePlan(value: unknown): { readonly shaped: ShapedPlan; readonly findings: readonly Finding[] } {
  const findings: Finding[] = isRecord(value) ? [] : [notARecord];
  const file = isRecord(value) ? value : {};
  const header = isRecord(value) ? shapeHeader(file, findings) : undefined;
  judgeLists(file, findings);
  const shapes = sectionShapes;
  const shaped: ShapedPlan = {
    header,
    units: shapeList(file, 'units', shapes.units, findings),
    applications: shapeList(file, 'applications', shapes.applications, findings),
    dependencies: shapeList(file, 'dependencies', shapes.dependencies, findings),
    calendars: shapeList(file, 'calendars', shapes.calendars, findings),
    windows: shapeList(file, 'windows', shapes.windows, findings),
    freezes: shapeList(file, 'freezes', shapes.freezes, findings),
    releases: shapeList(file, 'releases', shapes.releases, findings),
    history: shapeList(file, 'history', shapes.history, findings),
    mentioned: {
      units: keysOf(listAt(file, 'units')),
      applications: keysOf(listAt(file, 'applications')),
      calendars: keysOf(listAt(file, 'calendars')),
      releases: keysOf(listAt(file, 'releases')),
    },
  };
  return { shaped, findings };
}
