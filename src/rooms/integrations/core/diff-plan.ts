import { byText } from './canonical-order.ts';
import { type FlatRecord, type FlatValue, flatRecord } from './flat-record.ts';
import { type PlanFile, type PlanSection, planSections } from './plan-file.ts';

/** In the order in which rows are shown and applied. */
export const planSubjects = ['unit', 'application', 'dependency', 'calendar', 'window', 'freeze', 'release', 'history'] as const;
export type PlanSubject = (typeof planSubjects)[number];

export type PlanAction = 'create' | 'change' | 'withdraw' | 'unchanged';

export type FieldChange = { readonly field: string; readonly old: FlatValue; readonly new: FlatValue };

export type PlanRow = {
  readonly subject: PlanSubject;
  /** The key; of a dependency `FROM -> TO (type)`. */
  readonly key: string;
  readonly action: PlanAction;
  /** Sorted by field. Of a new record every field that is set; of a withdrawn one none. */
  readonly fields: readonly FieldChange[];
};

export const subjectOf: Readonly<Record<PlanSection, PlanSubject>> = {
  units: 'unit',
  applications: 'application',
  dependencies: 'dependency',
  calendars: 'calendar',
  windows: 'window',
  freezes: 'freeze',
  releases: 'release',
  history: 'history',
};

/** How a record is named in rows and in the list of records that a plan owns. */
export const ownedName = (subject: PlanSubject, key: string): string => `${subject} ${key}`;

type Keyed = { readonly key: string } | { readonly from: string; readonly to: string; readonly type: string };

export const keyOfRecord = (record: Keyed): string =>
  'key' in record ? record.key : `${record.from} -> ${record.to} (${record.type})`;

const listOf = (plan: PlanFile, section: PlanSection): readonly Keyed[] => plan[section];

function changes(old: FlatRecord, next: FlatRecord): FieldChange[] {
  const fields = [...new Set([...old.keys(), ...next.keys()])].toSorted(byText);
  return fields.flatMap((field) => {
    const before = old.get(field) ?? null;
    const after = next.get(field) ?? null;
    return before === after ? [] : [{ field, old: before, new: after }];
  });
}

const nothing: FlatRecord = new Map();

function rowFor(subject: PlanSubject, key: string, record: Keyed, standing: Keyed | undefined): PlanRow {
  const fields = changes(standing ? flatRecord(standing) : nothing, flatRecord(record));
  if (!standing) return { subject, key, action: 'create', fields };
  return { subject, key, action: fields.length > 0 ? 'change' : 'unchanged', fields };
}

/**
 * What a plan would do to the portfolio, both in normal form. A record that the plan does not mention is withdrawn only when an
 * earlier plan of the same name brought it (`owned`, names as `ownedName` spells them); history is never withdrawn.
 */
export function diffPlan(desired: PlanFile, current: PlanFile, owned: ReadonlySet<string>): readonly PlanRow[] {
  return planSections.flatMap((section) => {
    const subject = subjectOf[section];
    const wanted = new Map(listOf(desired, section).map((record) => [keyOfRecord(record), record]));
    const standing = new Map(listOf(current, section).map((record) => [keyOfRecord(record), record]));
    const kept = [...wanted].map(([key, record]) => rowFor(subject, key, record, standing.get(key)));
    const dropped = [...standing.keys()]
      .filter((key) => section !== 'history' && !wanted.has(key) && owned.has(ownedName(subject, key)))
      .map((key): PlanRow => ({ subject, key, action: 'withdraw', fields: [] }));
    return [...kept, ...dropped].toSorted((one, two) => byText(one.key, two.key));
  });
}

export type PlanCounts = Readonly<Record<PlanAction, number>>;

export const countRows = (rows: readonly PlanRow[]): PlanCounts => {
  const of = (action: PlanAction): number => rows.filter((row) => row.action === action).length;
  return { create: of('create'), change: of('change'), withdraw: of('withdraw'), unchanged: of('unchanged') };
};
