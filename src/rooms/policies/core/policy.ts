import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { PolicyKind, PolicyState } from '../contract-words.ts';

export type PolicyVersion = {
  readonly id: string;
  readonly number: number;
  readonly state: PolicyState;
  readonly text: string;
  /** What is new against the version before. */
  readonly summary: string;
  readonly authorId: string;
  /** The day from which it holds; none: from its approval. */
  readonly effectiveAt: Date | null;
  /** Roles whose holders sign where it holds only while they are trained in this version. */
  readonly trainedRoles: readonly string[];
  /** For how many months a training counts; none: as long as the version is in force. */
  readonly trainingMonths: number | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
};

export type Policy = {
  readonly id: string;
  /** POL-1 … */
  readonly key: string;
  readonly kind: PolicyKind;
  readonly title: string;
  readonly unitId: string;
  readonly ownerId: string;
  /** Roles whose holders acknowledge each version that takes effect. */
  readonly acknowledgedBy: readonly string[];
  /** By number, the oldest first. */
  readonly versions: readonly PolicyVersion[];
  readonly version: number;
};

/** Everybody may hear of a policy: it holds in its unit and all below, for people who hold roles in any of them. */
export const policySubject = ({ id, key }: Pick<Policy, 'id' | 'key'>): Subject => ({ kind: 'policy', id, key, unitIds: [] });

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** The whole record, as the trail keeps it and signatures cover it; versions by their number. */
export const policyFields = (policy: Policy): RecordFields => ({
  key: policy.key,
  kind: policy.kind,
  title: policy.title,
  unitId: policy.unitId,
  ownerId: policy.ownerId,
  acknowledgedBy: [...policy.acknowledgedBy],
  versions: Object.fromEntries(
    policy.versions.map((one) => [
      String(one.number),
      {
        state: one.state,
        text: one.text,
        summary: one.summary,
        authorId: one.authorId,
        effectiveAt: iso(one.effectiveAt),
        trainedRoles: [...one.trainedRoles],
        trainingMonths: one.trainingMonths,
        approvedBy: one.approvedBy,
        endedAt: iso(one.endedAt),
        endReason: one.endReason,
      },
    ]),
  ),
});

/** What a signature on a version covers, and the version as it is now is held against. */
export const versionFields = (policy: Policy, one: PolicyVersion): RecordFields => ({
  policy: policy.key,
  kind: policy.kind,
  unitId: policy.unitId,
  number: one.number,
  state: one.state,
  text: one.text,
  summary: one.summary,
  authorId: one.authorId,
  effectiveAt: iso(one.effectiveAt),
  trainedRoles: [...one.trainedRoles],
  trainingMonths: one.trainingMonths,
  endReason: one.endReason,
});

/** SHA-256 of what people read of a version (canonical JSON, RFC 8785), in hex: an acknowledgement says which text it is about. */
export const versionHash = (policy: Pick<Policy, 'key'>, { number, text, summary }: PolicyVersion): string =>
  createHash('sha256')
    .update(canonicalJson({ policy: policy.key, number, text, summary }))
    .digest('hex');

/** POL-1v2 */
export const versionKey = (policy: Pick<Policy, 'key'>, number: number): string => `${policy.key}v${number}`;
export const versionSubject = (policy: Pick<Policy, 'key'>, one: Pick<PolicyVersion, 'id' | 'number'>): Subject => ({
  kind: 'policy-version',
  id: one.id,
  key: versionKey(policy, one.number),
  unitIds: [],
});

/** The version that is worked on: draft, in review, or approved and waiting for its day. */
export const openVersion = (policy: Policy): PolicyVersion | undefined =>
  policy.versions.find(({ state }) => state === 'draft' || state === 'in-review' || state === 'approved');

/** The version that holds at a moment: what is approved holds from its day, whether or not anybody has said so yet. */
export const inForceAt = (policy: Pick<Policy, 'versions'>, now: Date): PolicyVersion | undefined =>
  policy.versions.findLast((one) => one.state === 'effective' || (one.state === 'approved' && holdsFrom(one) <= now));

/** When an approved version begins to hold; of others, when it would at the latest have begun. */
export const holdsFrom = ({ effectiveAt, approvedAt }: Pick<PolicyVersion, 'effectiveAt' | 'approvedAt'>): Date =>
  effectiveAt ?? approvedAt ?? new Date(8.64e15);

/** The state as it is at a moment, whether or not anybody has said so yet. */
export function stateAt(policy: Pick<Policy, 'versions'>, one: PolicyVersion, now: Date): PolicyState {
  const inForce = inForceAt(policy, now);
  if (one === inForce) return 'effective';
  return one.state === 'effective' ? 'superseded' : one.state;
}
