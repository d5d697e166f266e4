import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import { type Change, changeRecord, changeSubject, diffOf } from '../core/change.ts';
import type { Requirement, Terms, Who } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { termsFaults } from '../core/terms-faults.ts';
import { insertChange } from '../store/changes.ts';
import { findRequirement } from '../store/requirements.ts';
import { unsatisfiableIn } from './conflicts.ts';
import { facetsOfNothing } from './facets-of-nothing.ts';
import { vocabularyFor } from './vocabulary.ts';

/** What a requirement would ask, as people write it. */
export type TermsInput = Omit<Terms, 'who' | 'unitId'> & {
  readonly role: string | null;
  readonly group: string | null;
  readonly unit: string;
};

export type ChangeInput = {
  readonly kind: Change['kind'];
  /** Id or key, for a change or a withdrawal. */
  readonly requirement: string | null;
  /** Version that the proposer saw. */
  readonly base: number | null;
  readonly terms: TermsInput | null;
  readonly effectiveFrom: Date | null;
  readonly reason: string;
};
export type ChangeAnswer = { readonly id: string; readonly version: number };

const right = 'approvals.propose-changes';

/** Proposes that something is asked, asked otherwise, or asked no more. Nothing changes by it. */
export const proposeChange = (call: Call, input: ChangeInput): Promise<Outcome<ChangeAnswer>> =>
  transact(call, (work) => proposeChangeIn(work, input));

export async function proposeChangeIn(work: Work, input: ChangeInput): Promise<Outcome<ChangeAnswer>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const base = input.kind === 'new' || input.requirement === null ? null : await findRequirement(work.tx, input.requirement);
  if (input.kind !== 'new' && (base === null || work.mayNot('approvals.read', base.unitId).length > 0))
    return refuse(no['no-such-requirement']({ named: input.requirement ?? '' }));
  const terms = input.kind === 'withdraw' && base !== null ? done<Terms>(base) : await resolveTerms(work, input.terms);
  if (!terms.ok) return terms;
  const units = [terms.value.unitId, ...(base === null ? [] : [base.unitId])];
  const barred = units.flatMap((unit) => work.mayNot(right, unit)).slice(0, 1);
  if (barred.length > 0) return refused(barred);
  const broken = await faultsOf(work, input, base, terms.value);
  if (broken.length > 0) return refused(broken);
  const change: Change = {
    id: uuidv7(work.now.getTime()),
    key: await work.nextKey('RQC'),
    version: 1,
    state: 'proposed',
    kind: input.kind,
    requirementId: base?.id ?? null,
    baseVersion: base?.version ?? null,
    terms: terms.value,
    effectiveFrom: input.effectiveFrom,
    reason: input.reason,
    proposedBy: work.actor.id,
    proposedAt: work.now,
    ended: null,
    signatures: [],
  };
  await insertChange(work.tx, change);
  work.say({
    act: 'approvals.change-proposed',
    subject: changeSubject(change),
    version: change.version,
    before: null,
    after: changeRecord(change),
    reason: change.reason,
  });
  return done({ id: change.id, version: change.version });
}

/** Every reason against the proposal, as it will be asked again when it takes effect. */
async function faultsOf(work: Work, input: ChangeInput, base: Requirement | null, terms: Terms): Promise<readonly Refusal[]> {
  const past =
    input.effectiveFrom !== null && input.effectiveFrom <= work.now
      ? [no['day-past']({ from: input.effectiveFrom.toISOString() }, { field: '/effectiveFrom' })]
      : [];
  const gone = base?.withdrawn === true ? [no['requirement-withdrawn']({ key: base.key })] : [];
  const moved =
    base !== null && input.base !== null && input.base !== base.version
      ? [no['base-moved']({ key: base.key, base: input.base, now: base.version }, { field: '/base' })]
      : [];
  if (input.kind === 'withdraw') return [...gone, ...moved, ...past];
  const unknown = termsFaults(terms, vocabularyFor(work.app, terms.subjectKind));
  const faults = unknown.length > 0 ? unknown : await facetsOfNothing(work, terms);
  const same =
    base !== null && diffOf(base, { kind: 'change', terms }).length === 0 ? [no['nothing-changes']({ key: base.key })] : [];
  const known = [...gone, ...moved, ...past, ...faults, ...same];
  return faults.length > 0 ? known : [...known, ...(await unsatisfiableIn(work, terms, base?.id ?? null))];
}

async function resolveTerms(work: Work, input: TermsInput | null): Promise<Outcome<Terms>> {
  if (input === null) return refuse(no['step-unknown']({ kind: '', step: '', known: vocabularyFor(work.app, '').kinds }));
  const { role, group, unit, ...rest } = input;
  const [found] = (await identity.unitsToStandIn(work.tx, { ids: isId(unit) ? [unit] : [], keys: [unit] })).slice(0, 1);
  const who = await resolveWho(work, role, group);
  const faults = [
    ...(found === undefined ? [no['unit-unknown']({ unit }, { field: '/terms/unit' })] : []),
    ...(who.ok ? [] : who.refusals),
  ];
  return found === undefined || !who.ok || faults.length > 0
    ? refused(faults)
    : done({ ...rest, who: who.value, unitId: found.id });
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);

/** Who only reads signs nothing, so nobody can be asked by such a role. */
const signs = identity.businessRoles.map((one) => one.role).filter((role) => role !== 'stakeholder');

async function resolveWho(work: Work, role: string | null, group: string | null): Promise<Outcome<Who>> {
  if (group !== null && role === null) {
    const [found] = await identity.groupsBy(work.tx, isId(group) ? { ids: [group] } : { keys: [group] });
    if (found !== undefined && !found.withdrawn) return done({ kind: 'group', id: found.id });
  }
  if (role !== null && group === null && signs.includes(role)) return done({ kind: 'role', id: role });
  return refuse(
    no['who-unknown']({ who: role ?? group ?? '', known: signs }, { field: group === null ? '/terms/role' : '/terms/group' }),
  );
}
