import type { Json } from '../../../foundation/canonical-json.ts';
import { applyChanges } from '../../../foundation/record.ts';
import type { Section } from './dossier.ts';
import type { ToldEntry } from './told-entry.ts';

type Row = { readonly [key: string]: Json };

const kinds = {
  emergencies: 'verbal-authorisation',
  notices: 'notice',
  exceptions: 'collision-exception',
  departures: 'policy-exception',
  reviews: 'audit-review',
  discussion: 'comment',
  attachments: 'attachment',
} as const;

const step = ({ number, at, actor, act, says, reason }: ToldEntry): Row => ({
  number,
  at,
  by: { id: actor.id, name: actor.name, roles: [...actor.roles] },
  act,
  says,
  reason,
});

/** Records of a kind as their entries lead to them, in the order in which they began, each with the steps that led there. */
function recordsOf(entries: readonly ToldEntry[], kind: string): readonly Row[] {
  const own = entries.filter(({ subject }) => subject.kind === kind);
  return [...Map.groupBy(own, ({ subject }) => subject.id)].map(([id, steps]) => {
    const record = applyChanges(steps.flatMap(({ changes }) => changes));
    const last = steps.at(-1);
    return {
      id,
      key: last?.subject.key ?? null,
      state: record.state ?? null,
      version: last?.subject.version ?? 0,
      record,
      steps: steps.map(step),
    };
  });
}

/** Which version of each policy the release follows, and when that was fixed. The newest fixing holds. */
function followed(entries: readonly ToldEntry[], releaseId: string) {
  const own = entries.filter(({ subject }) => subject.kind === 'release' && subject.id === releaseId);
  const { follows } = applyChanges(own.flatMap(({ changes }) => changes));
  const versions = typeof follows === 'object' && follows !== null && !Array.isArray(follows) ? Object.entries(follows) : [];
  return {
    follows: versions.map(([policy, version]) => ({ policy, version })),
    fixed: own
      .filter(({ act }) => act === 'policies.followed')
      .map((entry) => ({ ...step(entry), changes: plain(entry.changes) })),
  };
}

const plain = (changes: ToldEntry['changes']): Json => changes.map(({ field, old, new: fresh }) => ({ field, old, new: fresh }));

/** What was said to the record of a dossier of any kind, by the entries of the comments. */
export const commentsIn = (entries: readonly ToldEntry[]): readonly Row[] => recordsOf(entries, kinds.discussion);

/** What was attached to it. */
export const attachmentsIn = (entries: readonly ToldEntry[]): readonly Row[] => recordsOf(entries, kinds.attachments);

export const attachmentsSection = (files: readonly Row[]): Section => ({
  key: 'attachments',
  title: 'Attachments',
  says: 'Files that were attached, withdrawn ones too, each with its SHA-256: a copy of the file that has this digest is the file.',
  rows: files.length,
  content: files,
});

/** What was said to a record, as a section. */
export const discussionSection = (comments: readonly Row[]): Section => ({
  key: 'discussion',
  title: 'Discussion',
  says: 'Comments on the record, oldest first, withdrawn ones too, each as it stood; what it said before it was corrected stands in its entries of the trail. People are named by their ids.',
  rows: comments.length,
  content: comments,
});

/**
 * What stands beside a release and is told by entries of the trail alone: by section. Pure, so that `interlock verify` holds each of them against the ledger of the bundle.
 * @param entries the whole trail of the dossier, each record's own in their order.
 */
export const toldBeside = (entries: readonly ToldEntry[], releaseId: string) => ({
  emergencies: recordsOf(entries, kinds.emergencies),
  notices: recordsOf(entries, kinds.notices),
  policies: { ...followed(entries, releaseId), exceptions: recordsOf(entries, kinds.departures) },
  exceptions: recordsOf(entries, kinds.exceptions),
  reviews: recordsOf(entries, kinds.reviews),
  discussion: commentsIn(entries),
  attachments: attachmentsIn(entries),
});
export type ToldBeside = ReturnType<typeof toldBeside>;

/** Policies by id or key, with the version that is followed or departed from. */
export function policiesIn({ policies }: ToldBeside): readonly { readonly policy: string; readonly number: number }[] {
  const departed = policies.exceptions.flatMap(({ record }) =>
    typeof record === 'object' && record !== null && !Array.isArray(record)
      ? [{ policy: Reflect.get(record, 'policyId'), version: Reflect.get(record, 'number') }]
      : [],
  );
  return [...policies.follows, ...departed].flatMap(({ policy, version }) =>
    typeof policy === 'string' && typeof version === 'number' ? [{ policy, number: version }] : [],
  );
}

/** Ids of people whom these records name and who may have no entry: whose word was recorded, to whom a comment speaks. */
export const namedIn = ({ emergencies, discussion }: Pick<ToldBeside, 'emergencies' | 'discussion'>): readonly string[] => [
  ...emergencies.flatMap(({ record }) => {
    const id = fieldOf(record, 'authorisedBy');
    return typeof id === 'string' ? [id] : [];
  }),
  ...discussion.flatMap(({ record }) => {
    const ids = fieldOf(record, 'mentions');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  }),
];

const fieldOf = (record: Json | undefined, name: string): unknown =>
  typeof record === 'object' && record !== null ? Reflect.get(record, name) : null;

type SectionOf = { readonly [key in keyof ToldBeside]: Section };

/** The sections of what stands beside a release. `texts` are the policies by the titles of today. */
export function besideSections(told: ToldBeside, texts: readonly Row[]): SectionOf {
  const { emergencies, notices, policies, exceptions, reviews, discussion, attachments } = told;
  return {
    discussion: discussionSection(discussion),
    attachments: attachmentsSection(attachments),
    emergencies: {
      key: 'emergencies',
      title: 'Verbal authorisations',
      says: 'What was said by word of mouth in an emergency, recorded by somebody else, with its confirmation and how it ended. It is no approval; its signatures stand among the signatures.',
      rows: emergencies.length,
      content: emergencies,
    },
    notices: {
      key: 'notices',
      title: 'Notices',
      says: 'What was meant to be done unless somebody objected, with objections and withdrawals. Silence is no approval.',
      rows: notices.length,
      content: notices,
    },
    policies: {
      key: 'policies',
      title: 'Policies',
      says: 'Which version of each policy the release follows and when that was fixed, its exceptions from policies in every state, and the texts of those versions, by the titles of today.',
      rows: policies.follows.length + policies.exceptions.length,
      content: { ...policies, texts },
    },
    exceptions: {
      key: 'exceptions',
      title: 'Exceptions to collisions',
      says: 'Leave to go on although two claims collide, asked for, granted, refused, withdrawn or lapsed, each for one collision as it was and with its end. The other party stands by its id.',
      rows: exceptions.length,
      content: exceptions,
    },
    reviews: {
      key: 'reviews',
      title: 'Reviews of the audit trail',
      says: 'Every review with what it covers, its sample, its findings by the entries they are about, and what came of each. Whether a finished review still covers everything shows the trail after its size of the ledger.',
      rows: reviews.length,
      content: reviews,
    },
  };
}
