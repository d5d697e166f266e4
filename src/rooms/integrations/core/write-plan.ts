import { Document, isMap, isScalar, isSeq } from 'yaml';
import { type PlanFile, type PlanGate, type PlanRelease, type PlanWindow, planSections } from './plan-file.ts';
import { writeInstant } from './time-text.ts';

type Timed = Pick<PlanWindow, 'zone' | 'once' | 'repeats' | 'scope'>;

/** Keys in the order in which a person wants to read them; undefined and empty ones fall out below. */
function timed({ zone, once, repeats, scope }: Timed, planZone: string): object {
  const own = zone ?? planZone;
  return {
    zone: own === planZone ? undefined : own,
    once: once && { start: writeInstant(once.start, own), end: writeInstant(once.end, own) },
    repeats: repeats && { first: repeats.first, rule: repeats.rule, lasts: repeats.lasts },
    scope: scope && {
      units: scope.units,
      applications: scope.applications,
      criticalities: scope.criticalities,
      gxpOnly: scope.gxpOnly || undefined,
    },
  };
}

const writtenGate = ({ key, name, guards, due, deciders, criteria }: PlanGate, zone: string): object => ({
  key,
  name,
  guards,
  due: due === undefined ? undefined : writeInstant(due, zone),
  deciders,
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
    windows: plan.windows.map((w) => ({
      key: w.key,
      name: w.name,
      ...timed(w, zone),
      targets: w.targets.map((t) => ({ key: t.key, name: t.name, daysBefore: t.daysBefore })),
      note: w.note,
    })),
    freezes: plan.freezes.map((f) => ({ key: f.key, name: f.name, reason: f.reason, ...timed(f, zone) })),
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
