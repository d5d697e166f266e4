import { alike } from '../../../foundation/alike.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { isRoleName, peopleBy, unitsToStandIn } from '../../identity/door.ts';
import type { PolicyKind } from '../contract-words.ts';
import { openVersion, type Policy, type PolicyVersion, policyFields, policySubject } from '../core/policy.ts';
import { policyRefusals as no } from '../core/policy-rules.ts';
import { insertPolicy } from '../store/policies.ts';
import { type Changed, commitPolicy, openPolicy } from './open-policy.ts';

export type Draft = {
  readonly text?: string | undefined;
  readonly summary?: string | undefined;
  readonly effectiveAt?: Date | null | undefined;
  readonly trainedRoles?: readonly string[] | undefined;
  readonly trainingMonths?: number | null | undefined;
};
export type Written = Draft & {
  readonly title?: string | undefined;
  /** E-mail or id. */
  readonly owner?: string | undefined;
  readonly acknowledgedBy?: readonly string[] | undefined;
};
export type NewPolicy = Written & { readonly kind: PolicyKind; readonly title: string; readonly unit: string };

const draftOf = (number: number, authorId: string, now: Date): PolicyVersion => ({
  id: uuidv7(now.getTime()),
  number,
  state: 'draft',
  text: '',
  summary: '',
  authorId,
  effectiveAt: null,
  trainedRoles: [],
  trainingMonths: null,
  approvedBy: null,
  approvedAt: null,
  endedAt: null,
  endReason: null,
});

const written = (version: PolicyVersion, draft: Draft): PolicyVersion => ({
  ...version,
  text: draft.text ?? version.text,
  summary: draft.summary ?? version.summary,
  effectiveAt: draft.effectiveAt === undefined ? version.effectiveAt : draft.effectiveAt,
  trainedRoles: draft.trainedRoles === undefined ? version.trainedRoles : [...new Set(draft.trainedRoles)],
  trainingMonths: draft.trainingMonths === undefined ? version.trainingMonths : draft.trainingMonths,
});

async function ownerOf(work: Work, named: string | undefined, otherwise: string): Promise<Outcome<string>> {
  if (named === undefined) return done(otherwise);
  const people = await peopleBy(work.tx, { emails: [named], ids: /^[0-9a-f-]{36}$/.test(named) ? [named] : [] });
  const owner = people.find((person) => person.active);
  return owner === undefined ? refuse(no['no-such-owner']({ owner: named }, { field: '/owner' })) : done(owner.id);
}

function unknownRoles(input: Written): readonly Refusal[] {
  const mute = (input.acknowledgedBy ?? []).filter((role) => role === 'inspector' || role === 'administrator');
  const unknown = (['acknowledgedBy', 'trainedRoles'] as const).flatMap((field) => {
    const unknown = (input[field] ?? []).filter((role) => !isRoleName(role));
    return unknown.length === 0 ? [] : [no['no-such-role']({ roles: unknown }, { field: `/${field}` })];
  });
  return mute.length === 0 ? unknown : [...unknown, no['acknowledges-nothing']({ roles: mute }, { field: '/acknowledgedBy' })];
}

/** A new policy, with its first draft. */
export const createPolicy = (call: Call, input: NewPolicy): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot('policies.write', null);
    if (nowhere.length > 0) return refused(nowhere);
    const byId = /^[0-9a-f-]{36}$/.test(input.unit);
    const [unit] = await unitsToStandIn(work.tx, byId ? { ids: [input.unit] } : { keys: [input.unit] });
    const denied = unit === undefined ? [] : work.mayNot('policies.write', unit.id);
    if (denied.length > 0) return refused(denied);
    const owner = await ownerOf(work, input.owner, work.actor.id);
    const broken = [
      ...(unit === undefined ? [no['no-such-unit']({ unit: input.unit }, { field: '/unit' })] : []),
      ...(owner.ok ? [] : owner.refusals),
      ...unknownRoles(input),
    ];
    if (unit === undefined || !owner.ok || broken.length > 0) return refused(broken);
    const policy: Policy = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('POL'),
      kind: input.kind,
      title: input.title,
      unitId: unit.id,
      ownerId: owner.value,
      acknowledgedBy: [...new Set(input.acknowledgedBy ?? [])],
      versions: [written(draftOf(1, work.actor.id, work.now), input)],
      version: 1,
    };
    await insertPolicy(work.tx, policy, work.now);
    work.say({
      act: 'policies.policy-created',
      subject: policySubject(policy),
      version: 1,
      before: null,
      after: policyFields(policy),
    });
    return done({ id: policy.id, version: 1 });
  });

const touchesDraft = ({ text, summary, effectiveAt, trainedRoles, trainingMonths }: Draft): boolean =>
  [text, summary, effectiveAt, trainedRoles, trainingMonths].some((part) => part !== undefined);

/** Changes the draft; where none is worked on, the next version begins with the text of the last one, and asks for the same trainings. Who writes last is its author. */
function withDraft(work: Work, policy: Policy, input: Draft): Outcome<readonly PolicyVersion[]> {
  if (!touchesDraft(input)) return done(policy.versions);
  const open = openVersion(policy);
  if (open === undefined) {
    const last = policy.versions.at(-1);
    const asked = { trainedRoles: last?.trainedRoles ?? [], trainingMonths: last?.trainingMonths ?? null };
    const next = { ...draftOf((last?.number ?? 0) + 1, work.actor.id, work.now), text: last?.text ?? '', ...asked };
    return done([...policy.versions, written(next, input)]);
  }
  if (open.state !== 'draft') return refuse(no['not-in-draft']({ state: open.state }));
  const after = { ...written(open, input), authorId: work.actor.id };
  return done(
    policy.versions.map((version) => (version === open ? (alike(written(open, input), open) ? open : after) : version)),
  );
}

/** The owner grants exceptions: a policy is handed on by who owns it, or by who approves policies in its unit, and taken by nobody. */
const notHandedOn = (work: Work, policy: Policy, ownerId: string): readonly Refusal[] =>
  ownerId === policy.ownerId || work.actor.id === policy.ownerId || work.mayNot('policies.approve', policy.unitId).length === 0
    ? []
    : [no['owner-hands-on']({}, { field: '/owner' })];

/** Changes title, owner and who acknowledges, and the text of the draft. */
export const changePolicy = (call: Call, named: string, input: Written, reason: string | null): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const opened = await openPolicy(work, named, 'policies.write');
    if (!opened.ok) return opened;
    const policy = opened.value;
    const owner = await ownerOf(work, input.owner, policy.ownerId);
    const versions = withDraft(work, policy, input);
    const broken = [
      ...(owner.ok ? notHandedOn(work, policy, owner.value) : owner.refusals),
      ...(versions.ok ? [] : versions.refusals),
      ...unknownRoles(input),
    ];
    if (!owner.ok || !versions.ok || broken.length > 0) return refused(broken);
    const after = {
      ...policy,
      title: input.title ?? policy.title,
      ownerId: owner.value,
      acknowledgedBy: input.acknowledgedBy === undefined ? policy.acknowledgedBy : [...new Set(input.acknowledgedBy)],
      versions: versions.value,
    };
    if (alike(policyFields(after), policyFields(policy))) return done({ id: policy.id, version: policy.version });
    const saved = await commitPolicy(work, policy, after, 'policies.policy-changed', reason);
    return done({ id: saved.id, version: saved.version });
  });
