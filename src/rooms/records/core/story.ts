import type { Json } from '../../../foundation/canonical-json.ts';
import { coversField } from '../../../foundation/covers-field.ts';
import type { Coverage } from '../../../foundation/signing.ts';
import type { ToldEntry } from './told-entry.ts';

type Person = { readonly id: string; readonly name: string };

type GateInput = {
  readonly text: string;
  readonly expected: string;
  readonly actual: string | null;
  readonly status: string;
  readonly resultId: string | null;
  readonly waiverId: string | null;
};
type GateResult = {
  readonly id: string;
  readonly measuredAt: string;
  readonly measuredBy: string;
  readonly ofVersion: string | null;
  readonly note: string | null;
  readonly link: string | null;
  readonly recordedBy: Person;
  readonly recordedAt: string;
};
type Gate = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly criteria: readonly {
    readonly waivers: readonly { readonly id: string; readonly reason: string; readonly by: Person }[];
  }[];
  readonly results: readonly GateResult[];
  readonly decisions: readonly {
    readonly at: string;
    readonly by: Person;
    readonly evaluationId: string | null;
    readonly condition: string | null;
    readonly expiresAt: string | null;
    readonly stands: boolean;
  }[];
  readonly evaluations: readonly { readonly id: string; readonly hash: string; readonly inputs: readonly GateInput[] }[];
};
type Signature = {
  readonly id: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly verb: string;
  readonly at: string;
  readonly text: string;
  readonly standing: string;
};

/** What the rooms tell of a release, as far as its story needs it. */
export type Told = {
  readonly release: {
    readonly id: string;
    readonly key: string;
    readonly decisions: readonly {
      readonly kind: string;
      readonly at: string;
      readonly by: Person;
      readonly voided: { readonly at: string; readonly why: string } | null;
    }[];
  };
  readonly gates: readonly Gate[];
  readonly signatures: readonly Signature[];
  readonly entries: readonly ToldEntry[];
  /** The published tables of signatures, by kind of record. */
  readonly coverage: ReadonlyMap<string, readonly Coverage[]>;
};

export type Evidence = {
  readonly text: string;
  readonly expected: string;
  readonly actual: string | null;
  readonly status: string;
  /** Who or what found it, when, of which version; or who waived it and why. */
  readonly source: string | null;
  readonly note: string | null;
  readonly link: string | null;
};

export type LaterChange = {
  readonly entry: string;
  readonly number: number | null;
  readonly at: string;
  readonly by: string;
  readonly says: string;
  readonly reason: string | null;
  readonly changes: readonly { readonly field: string; readonly old: Json; readonly new: Json }[];
};

export type StoryDecision = {
  readonly entry: string;
  readonly number: number | null;
  readonly at: string;
  readonly by: Person;
  readonly roles: readonly string[];
  readonly act: string;
  readonly says: string;
  readonly on: { readonly kind: string; readonly id: string; readonly key: string | null; readonly name: string };
  readonly version: number;
  readonly reason: string | null;
  readonly condition: string | null;
  /** What took its effect away; null where nothing did. */
  readonly lost: string | null;
  readonly signature: { readonly id: string; readonly text: string; readonly standing: string } | null;
  readonly evidence: readonly Evidence[];
  /** Gates that were decided before it, each with its last decision. */
  readonly gatesBefore: readonly { readonly name: string; readonly says: string; readonly at: string; readonly by: string }[];
  /** Entries that changed afterwards what the signature of it covers. */
  readonly changedAfter: readonly LaterChange[];
};

const later = (entry: ToldEntry, changes: ToldEntry['changes']): LaterChange => ({
  entry: entry.id,
  number: entry.number,
  at: entry.at,
  by: entry.actor.name,
  says: entry.says,
  reason: entry.reason,
  changes,
});

/** Entries after one of them that changed, on the same record, what a signature covers; what the same act wrote is no later change. */
function changedAfter(entries: readonly ToldEntry[], at: number, covers: readonly string[]): readonly LaterChange[] {
  const decided = entries[at];
  const of = decided?.subject;
  return entries.slice(at + 1).flatMap((entry) => {
    if (entry.subject.kind !== of?.kind || entry.subject.id !== of.id || entry.requestId === decided?.requestId) return [];
    const changes = entry.changes.filter(({ field }) => coversField(covers, field));
    return changes.length === 0 ? [] : [later(entry, changes)];
  });
}

const sourceOf = (result: GateResult): string =>
  [
    `${result.measuredBy}, ${result.measuredAt}`,
    result.ofVersion === null ? '' : `of ${result.ofVersion}`,
    result.recordedBy.name === result.measuredBy ? '' : `recorded by ${result.recordedBy.name}`,
  ]
    .filter((part) => part !== '')
    .join(', ');

function evidenceOf(gate: Gate, evaluationId: string | null): readonly Evidence[] {
  const inputs = gate.evaluations.find(({ id }) => id === evaluationId)?.inputs ?? [];
  const waivers = gate.criteria.flatMap((criterion) => criterion.waivers);
  return inputs.map(({ text, expected, actual, status, resultId, waiverId }) => {
    const result = gate.results.find(({ id }) => id === resultId);
    const waiver = waivers.find(({ id }) => id === waiverId);
    return {
      text,
      expected,
      actual,
      status,
      source:
        waiver === undefined ? (result === undefined ? null : sourceOf(result)) : `waived by ${waiver.by.name}: ${waiver.reason}`,
      note: result?.note ?? null,
      link: result?.link ?? null,
    };
  });
}

type Before = Map<string, { name: string; says: string; at: string; by: string }>;

function decisionOf(told: Told, at: number, row: Coverage, before: Before): StoryDecision | null {
  const entry = told.entries[at];
  if (entry === undefined) return null;
  const { subject, actor } = entry;
  const gate = told.gates.find(({ id }) => id === subject.id);
  const ofGate = gate?.decisions.find((one) => one.at === entry.at && one.by.id === actor.id);
  const ofRelease = told.release.decisions.find((one) => one.kind === row.verb && one.at === entry.at && one.by.id === actor.id);
  const signature = told.signatures.find((one) => one.subject.id === subject.id && one.verb === row.verb && one.at === entry.at);
  const voided = ofRelease?.voided ?? null;
  return {
    entry: entry.id,
    number: entry.number,
    at: entry.at,
    by: { id: actor.id, name: actor.name },
    roles: actor.roles,
    act: entry.act,
    says: entry.says,
    on: { kind: subject.kind, id: subject.id, key: subject.key, name: gate?.name ?? told.release.key },
    version: subject.version,
    reason: entry.reason,
    condition: ofGate?.condition ?? null,
    lost:
      voided !== null
        ? `${voided.why} (${voided.at})`
        : ofGate !== undefined && !ofGate.stands
          ? 'A later decision or fact took its place'
          : null,
    signature: signature === undefined ? null : { id: signature.id, text: signature.text, standing: signature.standing },
    evidence: gate === undefined || ofGate === undefined ? [] : evidenceOf(gate, ofGate.evaluationId),
    gatesBefore: gate === undefined ? [...before.values()] : [],
    changedAfter: changedAfter(told.entries, at, row.covers),
  };
}

/**
 * Who decided what on a release, on which evidence, and what changed afterwards: every act that the published table of signatures names, oldest first. Pure: told the
 * trail as of a moment, it is the story as of that moment.
 */
export function storyOf(told: Told): readonly StoryDecision[] {
  const before: Before = new Map();
  const found: StoryDecision[] = [];
  for (const [at, entry] of told.entries.entries()) {
    const row = told.coverage.get(entry.subject.kind)?.find(({ act }) => act === entry.act);
    if (row === undefined) continue;
    const decision = decisionOf(told, at, row, before);
    if (decision === null) continue;
    found.push(decision);
    if (entry.subject.kind === 'gate')
      before.set(entry.subject.id, { name: decision.on.name, says: entry.says, at: entry.at, by: entry.actor.name });
  }
  return found;
}

/** Acts after which a release is over. */
const ends: ReadonlySet<string> = new Set([
  'releases.closed',
  'releases.closed-as-failed',
  'releases.rejected',
  'releases.cancelled',
]);

/** What was written about the release, its gates and signatures after it was over. */
export function afterEnd(entries: readonly ToldEntry[], releaseId: string): readonly LaterChange[] {
  const end = entries.findLastIndex((entry) => entry.subject.id === releaseId && ends.has(entry.act));
  return end < 0 ? [] : entries.slice(end + 1).map((entry) => later(entry, entry.changes));
}
