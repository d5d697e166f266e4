import { type Json, sha256 } from '../../../foundation/canonical-json.ts';
import { attachmentsIn, attachmentsSection, besideSections, commentsIn, discussionSection, type ToldBeside } from './beside.ts';
import { changesAfterEntry, movesIn } from './changes-after-entry.ts';
import type { Section } from './dossier.ts';
import type { ToldEntry } from './told-entry.ts';

type Row = { readonly [key: string]: Json };

/** What was gathered, as rooms tell it, in plain JSON. */
export type Collected = {
  readonly release: Row;
  readonly gates: readonly Row[];
  readonly approvals: readonly Row[];
  readonly signatures: readonly Row[];
  readonly attempts: readonly Row[];
  readonly collisions: readonly Row[];
  readonly beside: ToldBeside;
  /** Versions of policies that are followed or departed from, with their texts. */
  readonly policyTexts: readonly Row[];
  readonly entries: readonly ToldEntry[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly userName: string }[];
  /** Until when it is kept, and why; null where its kind is in no register. */
  readonly retention: Row | null;
  readonly proofs: {
    readonly origin: string | null;
    readonly keys: readonly { readonly vkey: string; readonly afterSize: number; readonly endorsement: string | null }[];
    readonly checkpoint: Row | null;
    readonly entries: readonly { readonly id: string }[];
    readonly lines: readonly string[];
  };
};

/** What a record of every kind has. */
type Common = Pick<Collected, 'signatures' | 'attempts' | 'retention' | 'entries' | 'people' | 'proofs'>;

const pick = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
const listIn = (row: Row, name: string): readonly Json[] => {
  const value = row[name];
  return Array.isArray(value) ? value : [];
};
const count = (...lists: readonly (readonly unknown[])[]): number => lists.reduce((sum, list) => sum + list.length, 0);
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value));

const identity = ({ release }: Collected): Section => ({
  key: 'identity',
  title: 'Identity',
  says: 'What the release is, who answers for it, and where it stands.',
  rows: 1,
  content: pick(release, [
    'id',
    'key',
    'name',
    'summary',
    'kind',
    'class',
    'state',
    'heldFrom',
    'unit',
    'owner',
    'proposedBy',
    'parent',
    'planRef',
    'origin',
    'source',
    'sourceTime',
    'createdAt',
    'updatedAt',
    'version',
  ]),
});

const scope = ({ release }: Collected): Section => {
  const content = { applications: listIn(release, 'applications'), children: listIn(release, 'children') };
  return {
    key: 'scope',
    title: 'Scope',
    says: 'Applications with their versions, whether each is GxP, and their results; releases of this train as they are today.',
    rows: count(content.applications, content.children),
    content,
  };
};

const dates = ({ release, entries }: Collected): Section => {
  const moves = json(movesIn(entries, typeof release.id === 'string' ? release.id : ''));
  const content: Row = {
    ...pick(release, ['goLive', 'backOutMinutes', 'deploymentSpan', 'warrantyEnd', 'phases', 'milestones', 'baseline']),
    moves,
  };
  return {
    key: 'dates',
    title: 'Dates',
    says: 'Go-live, phases and milestones, the baseline that was approved, and every move.',
    rows: count(listIn(content, 'phases'), listIn(content, 'milestones'), listIn(content, 'moves')),
    content,
  };
};

const decisions = ({ release }: Collected): Section => {
  const content = listIn(release, 'decisions').toReversed();
  return {
    key: 'decisions',
    title: 'Decisions',
    says: 'Decisions and steps of the deployment, oldest first; those that a later change took the effect of are marked.',
    rows: content.length,
    content,
  };
};

const gates = ({ gates: all }: Collected): Section => ({
  key: 'gates',
  title: 'Gates',
  says: 'Every gate, withdrawn ones too, with criteria, results, waivers, decisions and kept evaluations; failed and expired ones too.',
  rows: all.reduce(
    (sum, gate) =>
      sum + 1 + count(listIn(gate, 'criteria'), listIn(gate, 'results'), listIn(gate, 'decisions'), listIn(gate, 'evaluations')),
    0,
  ),
  content: all,
});

const approvals = ({ approvals: all }: { readonly approvals: readonly Row[] }): Section => ({
  key: 'approvals',
  title: 'Approvals',
  says: 'Every yes and every no that was said to a step of the record, or to letting one of its gates pass, oldest first, withdrawn ones too; the signature of each stands among the signatures.',
  rows: all.length,
  content: all,
});

const signatures = ({ signatures: given, attempts }: Common): Section => ({
  key: 'signatures',
  title: 'Signatures',
  says: 'Printed name, user name, roles, time with zone, meaning, what was signed, and what changed since; then ceremonies that ended without one. A signature is held against the record as it is at the moment of printing.',
  rows: count(given, attempts),
  content: { signatures: given, attempts },
});

const outcome = ({ release }: Collected): Section => ({
  key: 'outcome',
  title: 'Outcome and deviations',
  says: 'How the deployment came out, and what deviated, with its disposition.',
  rows: release.deviation === null || release.deviation === undefined ? 0 : 1,
  content: pick(release, ['outcome', 'deviation']),
});

const collisions = ({ collisions: all }: Collected): Section => ({
  key: 'collisions',
  title: 'Collisions',
  says: 'With whom the release collided, found and cleared; a party that the reader may not see is named by its unit.',
  rows: all.length,
  content: all,
});

const retention = ({ retention: kept }: Common): Section => ({
  key: 'retention',
  title: 'Retention',
  says: 'Until when the record and its entries are kept, and what of, the longest ground first; by the classes and the register of the day of printing.',
  rows: kept === null ? 0 : count(listIn(kept, 'grounds')),
  content: kept,
});

const changes = ({ entries }: Common): Section => {
  const changed = changesAfterEntry(entries);
  return {
    key: 'changes',
    title: 'Changes after first entry',
    says: 'Fields of the record and of what belongs to it that were changed after they had first been entered. Every other field stands as it was first entered.',
    rows: changed.length,
    content: json(changed),
  };
};

const trail = ({ entries }: Common): Section => ({
  key: 'trail',
  title: 'Audit trail',
  says: 'Every entry of the record, of what belongs to it and of its signatures, oldest first: who, in which roles at that time, when, why, old and new values.',
  rows: entries.length,
  content: json(entries),
});

const people = ({ people: all }: Common): Section => ({
  key: 'people',
  title: 'People',
  says: 'Who acted or signed, by the names of today.',
  rows: all.length,
  content: json(all),
});

const proofs = ({ proofs: { lines, entries: proven, ...of }, entries }: Common): Section => {
  const under = new Set(proven.map(({ id }) => id));
  const file = lines.map((line) => `${line}\n`).join('');
  return {
    key: 'proofs',
    title: 'Proofs',
    says: 'The newest checkpoint of the ledger and the keys of the log. Each entry of the trail is a leaf of the tree under this checkpoint, its hash is the leaf, its number its place. The hashes from each leaf to the root stand in the part `ledger` of the JSON bundle, a file that `interlock verify` reads; here are its lines and its digest.',
    rows: proven.length,
    content: json({
      ...of,
      proven: proven.length,
      notYetProven: entries.filter(({ id }) => !under.has(id)).map(({ id }) => id),
      ledger: { lines: lines.length, sha256: lines.length === 0 ? null : sha256(file).toString('hex') },
    }),
  };
};

/** The sections of a dossier, in their order. Pure: what is gathered decides what is printed. */
export function sectionsOf(collected: Collected): readonly Section[] {
  const beside = besideSections(collected.beside, collected.policyTexts);
  return [
    ...[identity, scope, dates, decisions, gates, approvals].map((section) => section(collected)),
    ...[beside.emergencies, beside.notices, beside.policies],
    ...[signatures, outcome, collisions].map((section) => section(collected)),
    ...[beside.exceptions, beside.reviews, beside.discussion, beside.attachments],
    ...[retention, changes, trail, people, proofs].map((section) => section(collected)),
  ];
}

/**
 * The sections of the dossier of any record: what its entries lead to, what its room adds, and what every record has.
 * @param said what was said to its steps; null where none of them can wait for approvals.
 */
export const recordSectionsOf = (
  record: Row,
  own: readonly Section[],
  said: readonly Row[] | null,
  collected: Common,
): readonly Section[] => [
  {
    key: 'identity',
    title: 'Record',
    says: 'The record as its entries lead to it at the moment that is shown.',
    rows: 1,
    content: record,
  },
  ...own,
  ...(said === null ? [] : [approvals({ approvals: said })]),
  signatures(collected),
  discussionSection(commentsIn(collected.entries)),
  attachmentsSection(attachmentsIn(collected.entries)),
  ...[retention, changes, trail, people, proofs].map((section) => section(collected)),
];
