import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import type { ModelVerb } from '../contract-words.ts';
import type { ModelContent, ModelVersion } from './model.ts';
import { modelMachine } from './model-machine.ts';

export const modelRefusals = defineRefusals('changes', {
  'no-such-model': {
    kind: 'notFound',
    says: (f: { model: string }) => `There is no version “${f.model}” of a model.`,
    remedy: 'GET /change-models lists them; a version is named like normal-v1 or STD-1-v2.',
  },
  'model-unknown': {
    kind: 'rule',
    says: (f: { model: string }) => `There is no model “${f.model}” with a version in force.`,
    remedy: 'Name one by its code, such as normal or STD-1; leave it out to propose a new template.',
  },
  'model-moved-on': {
    kind: 'conflict',
    says: (f: { basis: number | null; inForce: number }) =>
      `The proposal was written on version ${f.basis ?? 'none'}, and version ${f.inForce} is in force.`,
    remedy: 'Read the version in force, and propose on top of it.',
  },
  'proposal-open': {
    kind: 'conflict',
    says: (f: { key: string }) => `${f.key} waits for a decision already.`,
    remedy: 'Wait until it was decided on, or withdraw it first.',
  },
  'model-whole': {
    kind: 'rule',
    says: (f: { missing: readonly string[] }) => `A template lacks ${f.missing.join(' and ')}.`,
    remedy: 'A template of standard changes says for which applications it is and how such a change is done.',
  },
  'model-without': {
    kind: 'rule',
    says: (f: { what: readonly string[] }) => `${f.what.join(' and ')} belong to templates of standard changes alone.`,
    remedy: 'Leave them out.',
  },
  'models-everywhere': {
    kind: 'forbidden',
    says: () => 'A model holds in the whole organisation: whoever decides on it holds the role in all of it.',
    remedy: 'Ask somebody who holds it in the uppermost unit.',
  },
  'quality-decides': {
    kind: 'forbidden',
    says: () => 'Normal and emergency changes, and templates for GxP applications, are models that quality approves.',
    remedy: 'Ask somebody of quality to decide on it.',
  },
  'only-templates-retire': {
    kind: 'rule',
    says: (f: { kind: string }) => `The model of ${f.kind} changes is not retired: there is always one.`,
    remedy: 'Propose another version of it.',
  },
  'model-not-from-here': {
    kind: 'conflict',
    says: (f: { verb: string; state: string }) => `“${f.verb}” does not lead on from ${f.state}.`,
    remedy: 'Look at the version as it is now.',
  },
  'model-reason-missing': {
    kind: 'rule',
    says: (f: { verb: string }) => `“${f.verb}” is done with a reason.`,
    remedy: 'Say why, in at least three characters; it is recorded.',
  },
});

/** Only the rows lead from state to state. */
export const modelNotFromHere = ({ state }: ModelVersion, verb: ModelVerb): readonly Refusal[] =>
  transitionOf(modelMachine, state, verb) === undefined ? [modelRefusals['model-not-from-here']({ verb, state })] : [];

/** A template is whole when it says for what it is and how it is done; other models have neither. */
export function modelWhole(kind: ModelVersion['kind'], content: ModelContent): readonly Refusal[] {
  const { applications, instructions, gxp } = content;
  if (kind === 'standard') {
    const missing = [...(applications.length === 0 ? ['applications'] : []), ...(instructions === '' ? ['instructions'] : [])];
    return missing.length === 0 ? [] : [modelRefusals['model-whole']({ missing }, { field: `/${missing[0] ?? 'instructions'}` })];
  }
  const what = [
    ...(applications.length > 0 ? ['Applications'] : []),
    ...(instructions === '' ? [] : ['Instructions']),
    ...(gxp ? ['GxP'] : []),
  ];
  return what.length === 0 ? [] : [modelRefusals['model-without']({ what }, { field: '/applications' })];
}

/** What regulated work is done by is decided on by quality (EU GMP Annex 11, 10). */
export const needsQuality = ({ kind, content }: Pick<ModelVersion, 'kind' | 'content'>): boolean =>
  kind === 'normal' || kind === 'emergency' || content.gxp;

export const retirable = ({ kind }: Pick<ModelVersion, 'kind'>): readonly Refusal[] =>
  kind === 'standard' ? [] : [modelRefusals['only-templates-retire']({ kind })];

export const modelReasonMissing = (verb: ModelVerb, reason: string | null): readonly Refusal[] =>
  reason === null && modelMachine.rows.some((row) => row.verb === verb && row.demands.some((one) => one === 'reason'))
    ? [modelRefusals['model-reason-missing']({ verb }, { field: '/reason' })]
    : [];
