import { defineMachine } from '../../../foundation/state-machine.ts';

/** The states of an edition of a template. An approved edition is superseded by the approval of the next. */
export const editionMachine = defineMachine({
  name: 'gate-template',
  house: ['supersede'],
  states: ['draft', 'approved', 'superseded', 'withdrawn', 'discarded'],
  initial: 'draft',
  final: ['superseded', 'withdrawn', 'discarded'],
  rows: [
    {
      from: ['draft'],
      verb: 'approve',
      to: 'approved',
      right: 'gates.approve-templates',
      rules: ['not-independent', 'draft-not-whole'],
      demands: ['reason', 'signature'],
      act: 'gates.template-approved',
      says: 'Approve',
    },
    {
      from: ['draft'],
      verb: 'discard',
      to: 'discarded',
      right: 'gates.keep-templates',
      rules: [],
      demands: ['reason'],
      act: 'gates.template-draft-discarded',
      says: 'Discard the draft',
    },
    {
      from: ['approved'],
      verb: 'supersede',
      to: 'superseded',
      right: 'gates.approve-templates',
      rules: [],
      demands: [],
      act: 'gates.template-approved',
      says: 'Give way to the next edition',
    },
    {
      from: ['approved'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'gates.approve-templates',
      rules: ['template-demanded'],
      demands: ['reason', 'signature'],
      act: 'gates.template-withdrawn',
      says: 'Withdraw',
    },
  ],
});

/** The states of a rule of the matrix. */
export const matrixMachine = defineMachine({
  name: 'gate-rule',
  states: ['draft', 'in-force', 'withdrawn', 'discarded'],
  initial: 'draft',
  final: ['withdrawn', 'discarded'],
  rows: [
    {
      from: ['draft'],
      verb: 'approve',
      to: 'in-force',
      right: 'gates.approve-templates',
      rules: ['not-independent', 'template-not-approved'],
      demands: ['reason', 'signature'],
      act: 'gates.rule-approved',
      says: 'Put in force',
    },
    {
      from: ['draft'],
      verb: 'discard',
      to: 'discarded',
      right: 'gates.keep-templates',
      rules: [],
      demands: ['reason'],
      act: 'gates.rule-discarded',
      says: 'Discard',
    },
    {
      from: ['in-force'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'gates.approve-templates',
      rules: ['not-independent'],
      demands: ['reason', 'signature'],
      act: 'gates.rule-withdrawn',
      says: 'Withdraw',
    },
  ],
});

const template = 'Another edition is approved anew; gates that were placed from this one keep what they ask.';
const rule = 'A rule never changes: it is withdrawn, signed, and another one is put in force.';

/** The published tables: what signatures on templates and rules cover. */
export const signedTemplates = [
  {
    verb: 'approve',
    act: 'gates.template-approved',
    meaning: 'approved',
    covers: ['key', 'name', 'gateKey', 'editions/*/state', 'editions/*/deciders', 'editions/*/greenHours', 'editions/*/criteria'],
    afterChange: template,
  },
  {
    verb: 'withdraw',
    act: 'gates.template-withdrawn',
    meaning: 'decided',
    covers: ['key', 'name', 'editions/*/state'],
    afterChange: template,
  },
] as const;
export const signedRules = [
  {
    verb: 'approve',
    act: 'gates.rule-approved',
    meaning: 'approved',
    covers: ['key', 'subjectKind', 'step', 'template', 'facets', 'state'],
    afterChange: rule,
  },
  {
    verb: 'withdraw',
    act: 'gates.rule-withdrawn',
    meaning: 'decided',
    covers: ['key', 'subjectKind', 'step', 'template', 'facets', 'state'],
    afterChange: rule,
  },
] as const;
