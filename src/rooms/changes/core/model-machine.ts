import { defineMachine } from '../../../foundation/state-machine.ts';
import { modelStates } from '../contract-words.ts';

/** A version of a model. `supersede` is said by the approval of the next one; every other verb is a person's. */
export const modelMachine = defineMachine({
  name: 'change-model',
  states: modelStates,
  initial: 'proposed',
  final: ['superseded', 'refused', 'withdrawn', 'retired'],
  begins: [
    {
      verb: 'propose',
      to: 'proposed',
      right: 'changes.propose-models',
      rules: ['model-whole', 'proposal-open', 'model-moved-on'],
      demands: ['reason'],
      act: 'changes.model-proposed',
      says: 'Propose',
    },
  ],
  rows: [
    {
      from: ['proposed'],
      verb: 'approve',
      to: 'in-force',
      right: 'changes.approve-models',
      rules: ['not-independent', 'quality-decides'],
      demands: ['signature'],
      act: 'changes.model-approved',
      says: 'Approve',
    },
    {
      from: ['proposed'],
      verb: 'refuse',
      to: 'refused',
      right: 'changes.approve-models',
      rules: [],
      demands: ['reason'],
      act: 'changes.model-refused',
      says: 'Refuse',
    },
    {
      from: ['proposed'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'changes.propose-models',
      rules: [],
      demands: ['reason'],
      act: 'changes.model-withdrawn',
      says: 'Withdraw the proposal',
    },
    {
      from: ['in-force'],
      verb: 'supersede',
      to: 'superseded',
      right: 'changes.approve-models',
      rules: [],
      demands: [],
      act: 'changes.model-superseded',
      says: 'Give way to the next version',
    },
    {
      from: ['in-force'],
      verb: 'retire',
      to: 'retired',
      right: 'changes.approve-models',
      rules: ['only-templates-retire'],
      demands: ['reason', 'signature'],
      act: 'changes.model-retired',
      says: 'Retire',
    },
  ],
});

const content = [
  'key',
  'code',
  'number',
  'kind',
  'name',
  'description',
  'plans',
  'limits',
  'applications',
  'gxp',
  'instructions',
  'proposedBy',
];

/** The published table: what signatures on models cover. */
export const signedModels = [
  {
    verb: 'approve',
    act: 'changes.model-approved',
    meaning: 'approved',
    covers: content,
    afterChange:
      'A version never changes: another model is another version, approved anew. Changes follow the version of their submission.',
  },
  {
    verb: 'retire',
    act: 'changes.model-retired',
    meaning: 'decided',
    covers: [...content, 'state', 'endReason'],
    afterChange: 'A retired version never changes.',
  },
] as const;

/** Ledger acts of models, with the sentence that a reader of the trail sees. */
export const modelActs = {
  'changes.model-proposed': 'proposed a version of a model of changes',
  'changes.model-approved': 'approved a version of a model of changes: it is in force',
  'changes.model-refused': 'refused a version of a model of changes',
  'changes.model-withdrawn': 'withdrew a proposed version of a model of changes',
  'changes.model-superseded': 'the version of the model gave way to the next',
  'changes.model-retired': 'retired a template of standard changes',
} as const;
