import { Document, isMap, isScalar, isSeq } from 'yaml';
import {
  type PlanCalendar,
  type PlanFile,
  type PlanFreeze,
  type PlanGate,
  type PlanRelease,
  type PlanWindow,
  planSections,
} from './plan-file.ts';
import { weekdays } from './plan-words.ts';
import { writeInstant } from './time-text.ts';

const zoneBeside = (zone: string | undefined, planZone: string): string | undefined => (zone === planZone ? undefined : zone);

/** Keys in the order in which a person wants to read them; undefined and empty ones fall out below. */
const writtenRepeats = (repeats: PlanWindow['repeats']): object | undefined =>
  repeats && {
    first: repeats.first,
    rule: repeats.rule,
    lasts: repeats.lasts,
    measure: repeats.measure === 'wall' ? undefined : repeats.measure,
    except: repeats.except,
    also: repeats.also,
  };

const writtenScope = (scope: PlanWindow['scope'] | PlanFreeze['scope']): object | undefined =>
  scope && {
    units: scope.units,
    applications: scope.applications,
    criticalities: scope.criticalities,
    environmentClasses: 'environmentClasses' in scope ? scope.environmentClasses : undefined,
    gxpOnly: scope.gxpOnly || undefined,
  };

function writtenWindow(window: PlanWindow, planZone: string): object {
  const { key, name, zone = planZone, once, repeats, scope, targets, workingCalendar, note } = window;
  return {
    key,
    name,
    zone: zoneBeside(zone, planZone),
    once: once && {
      start: writeInstant(once.start, zone),
      end: writeInstant(once.end, zone),
      goLive: once.goLive === undefined ? undefined : writeInstant(once.goLive, zone),
    },
    repeats: writtenRepeats(repeats),
    scope: writtenScope(scope),
    targets: targets.map((target) => ({
      key: target.key,
      name: target.name,
      daysBefore: target.daysBefore,
      daysAfter: target.daysAfter,
      counted: target.counted === 'calendar' ? undefined : target.counted,
    })),
    workingCalendar,
    note,
  };
}

function writtenFreeze({ key, name, reason, severity, zone, once, repeats, scope }: PlanFreeze, planZone: string): object {
  const own = zone ?? planZone;
  return {
    key,
    name,
    reason,
    severity: severity === 'blocks' ? undefined : severity,
    zone: zoneBeside(own, planZone),
    once: once && { start: writeInstant(once.start, own), end: writeInstant(once.end, own) },
    repeats: writtenRepeats(repeats),
    scope: writtenScope(scope),
  };
}

const writtenCalendar = (calendar: PlanCalendar, planZone: string): object => ({
  key: calendar.key,
  name: calendar.name,
  zone: zoneBeside(calendar.zone, planZone),
  week: Object.fromEntries(weekdays.map((day) => [day, calendar.week[day]])),
  holidays: calendar.holidays.map(({ name, on, rule, except }) => ({ name, on, rule, except })),
  default: calendar.default || undefined,
});

const writtenGate = ({ key, name, guards, due, deciders, greenHours, criteria }: PlanGate, zone: string): object => ({
  key,
  name,
  guards,
  due: due === undefined ? undefined : writeInstant(due, zone),
  deciders,
  greenHours,
  criteria: criteria.map((c) => ({
    key: c.key,
    text: c.text,
    type: c.type,
    operator: c.operator,
    threshold: c.threshold,
    unit: c.unit,
    source: c.source,
    freshnessHours: c.freshnessHours,
    responsible: c.responsible,
    evidence: c.evidence,
    fact: c.fact,
    wants: c.wants,
    expression: c.expression,
    critical: c.critical || undefined,
    checker: c.checker,
    answerHours: c.answerHours,
  })),
});

function writtenGoLive({ start, end, backOutMinutes, zone }: NonNullable<PlanRelease['goLive']>, planZone: string): object {
  const own = zone ?? planZone;
  return {
    start: writeInstant(start, own),
    end: writeInstant(end, own),
    backOutMinutes,
    zone: own === planZone ? undefined : own,
  };
}

const writtenWarranty = (end: string | undefined, zone: string): string | undefined =>
  end === undefined || end === 'none' ? end : writeInstant(end, zone);

function writtenRelease(release: PlanRelease, zone: string): object {
  const { key, name, kind, unit, owner, summary, parent, applications, phases, milestones, goLive, gates } = release;
  return {
    key,
    name,
    kind,
    class: release.class,
    unit,
    owner,
    summary,
    parent,
    applications: applications.map((a) => ({ key: a.key, role: a.role, version: a.version })),
    phases: phases.map((p) => ({
      key: p.key,
      name: p.name,
      kind: p.kind,
      start: writeInstant(p.start, zone),
      end: writeInstant(p.end, zone),
    })),
    milestones: milestones.map((m) => ({ key: m.key, name: m.name, at: writeInstant(m.at, zone) })),
    goLive: goLive && writtenGoLive(goLive, zone),
    warrantyEnd: writtenWarranty(release.warrantyEnd, zone),
    gates: gates.map((gate) => writtenGate(gate, zone)),
  };
}

function written(plan: PlanFile): Readonly<Record<string, unknown>> {
  const { zone, source } = plan;
  return {
    interlock: plan.interlock,
    name: plan.name,
    title: plan.title,
    zone,
    source: source && {
      name: source.name,
      address: source.address,
      revision: source.revision,
      licence: source.licence,
      shiftedWeeks: source.shiftedWeeks,
      shiftedTo: source.shiftedTo,
      note: source.note,
    },
    units: plan.units.map((u) => ({ key: u.key, name: u.name, parent: u.parent })),
    applications: plan.applications.map((a) => ({
      key: a.key,
      name: a.name,
      unit: a.unit,
      owner: a.owner,
      criticality: a.criticality,
      gxp: a.gxp,
      sox: a.sox,
      technology: a.technology,
      lifecycleStage: a.lifecycleStage,
      description: a.description,
    })),
    dependencies: plan.dependencies.map((d) => ({ from: d.from, to: d.to, type: d.type, note: d.note })),
    calendars: plan.calendars.map((calendar) => writtenCalendar(calendar, zone)),
    windows: plan.windows.map((window) => writtenWindow(window, zone)),
    freezes: plan.freezes.map((freeze) => writtenFreeze(freeze, zone)),
    releases: plan.releases.map((release) => writtenRelease(release, zone)),
    history: plan.history.map((h) => ({
      key: h.key,
      kind: h.kind,
      application: h.application,
      version: h.version,
      title: h.title,
      source: h.source,
      sourceTime: writeInstant(h.sourceTime, zone),
      times: h.times.map((t) => ({ name: t.name, at: writeInstant(t.at, zone) })),
      note: h.note,
    })),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Without what is absent or empty: the reader puts the same back. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(pruned);
  if (!isRecord(value)) return value;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const kept = pruned(part);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** Small records that read best as one line each, by the key of their list. */
const oneLiners: ReadonlySet<string> = new Set([
  'applications',
  'deciders',
  'once',
  'repeats',
  'scope',
  'week',
  'holidays',
  'targets',
  'phases',
  'milestones',
  'times',
  'goLive',
]);
const oneLineSections: ReadonlySet<string> = new Set(['units', 'dependencies']);

function asOneLine(node: unknown): void {
  if (isMap(node) || (isSeq(node) && node.items.every(isScalar))) node.flow = true;
  else if (isSeq(node)) for (const item of node.items) asOneLine(item);
}

function fold(node: unknown, key: string): void {
  if (oneLiners.has(key)) asOneLine(node);
  else if (isMap(node)) for (const pair of node.items) fold(pair.value, String(pair.key));
  else if (isSeq(node)) for (const item of node.items) fold(item, '');
}

const sections: ReadonlySet<string> = new Set(planSections);

/** A list at the top has a line for each field of its records, unless these are small. */
function foldTop(node: unknown, key: string): void {
  if (oneLineSections.has(key)) asOneLine(node);
  else fold(node, sections.has(key) ? '' : key);
}

/** The one text of a plan in normal form; `readPlan` of it gives the same plan. `remarks` become comment lines at its head. */
export function writePlan(plan: PlanFile, remarks: readonly string[] = []): string {
  const document = new Document(pruned(written(plan)), { version: '1.2' });
  if (remarks.length > 0) document.commentBefore = remarks.map((remark) => ` ${remark}`).join('\n');
  if (isMap(document.contents)) for (const pair of document.contents.items) foldTop(pair.value, String(pair.key));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
