import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import type { PolicyVerb } from '../contract-words.ts';
import type { PolicyVersion } from './policy.ts';
import { policyMachine } from './policy-machine.ts';

export const policyRefusals = defineRefusals('policies', {
  'no-such-policy': {
    kind: 'notFound',
    says: () => 'There is no such policy.',
    remedy: 'GET /policies lists them.',
  },
  'no-such-unit': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”.`,
    remedy: 'Name a unit by its key or id.',
  },
  'no-such-owner': {
    kind: 'rule',
    says: (f: { owner: string }) => `There is no active person “${f.owner}”.`,
    remedy: 'Name somebody who is registered, by e-mail or id.',
  },
  'owner-hands-on': {
    kind: 'forbidden',
    says: () => 'The owner decides on exceptions, so a policy is handed on by its owner or by quality.',
    remedy: 'Ask the owner, or somebody of quality in its unit.',
  },
  'no-such-role': {
    kind: 'rule',
    says: (f: { roles: readonly string[] }) => `There is no role ${f.roles.join(', ')}.`,
    remedy: 'GET /roles lists the roles.',
  },
  'acknowledges-nothing': {
    kind: 'rule',
    says: (f: { roles: readonly string[] }) =>
      `Whoever holds ${f.roles.join(' or ')} acknowledges nothing by that role: the acknowledgement would be owed for ever.`,
    remedy: 'Leave the role out; who holds it reads every policy.',
  },
  'no-such-version': {
    kind: 'notFound',
    says: (f: { number: number }) => `The policy has no version ${f.number} that could be acknowledged.`,
    remedy: 'Acknowledge the version that is in force, or that is approved and takes effect soon.',
  },
  'not-in-draft': {
    kind: 'conflict',
    says: (f: { state: string }) => `The version that is worked on is ${f.state}: its text does not change any more.`,
    remedy: 'Let it be returned to the author, or wait until it has taken effect and write the next one.',
  },
  'not-from-here': {
    kind: 'conflict',
    says: (f: { verb: string; state: string }) => `“${f.verb}” does not lead on from ${f.state}.`,
    remedy: 'Look at the policy as it is now.',
  },
  'effective-past': {
    kind: 'rule',
    says: (f: { effectiveAt: string }) =>
      `The version would hold from ${f.effectiveAt}, which has passed: nothing holds backwards.`,
    remedy: 'Have it returned and choose a later day, or none: then it holds from its approval.',
  },
  'draft-whole': {
    kind: 'rule',
    says: (f: { missing: readonly string[] }) => `The draft lacks ${f.missing.join(' and ')}.`,
    remedy: 'Write it, and submit the draft then.',
  },
});

/** Only the rows lead from state to state. */
export function notFromHere({ state }: PolicyVersion, verb: PolicyVerb): readonly Refusal[] {
  return transitionOf(policyMachine, state, verb) === undefined ? [policyRefusals['not-from-here']({ verb, state })] : [];
}

/** What is reviewed and approved is whole: a text, and what is new in it. */
export function draftWhole(version: PolicyVersion): readonly Refusal[] {
  const missing = [
    ...(version.text.trim() === '' ? ['its text'] : []),
    ...(version.summary.trim() === '' ? ['what is new in it'] : []),
  ];
  return missing.length === 0 ? [] : [policyRefusals['draft-whole']({ missing }, { field: '/text' })];
}

/** Nothing holds backwards. */
export const effectivePast = ({ effectiveAt }: PolicyVersion, now: Date): readonly Refusal[] =>
  effectiveAt !== null && effectiveAt <= now
    ? [policyRefusals['effective-past']({ effectiveAt: effectiveAt.toISOString() })]
    : [];
