import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { approvableGate } from './acts/approvable.ts';
import { lapseGates, lapseUnsigned } from './acts/lapse-gates.ts';
import { measureGates } from './acts/measure-gates.ts';
import { gateMachine } from './core/gate-machine.ts';
import { conditionDays, trailBeforeDecision, waiverDays } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { decidingRoles, recordingRoles, waivingRoles } from './core/roles.ts';
import { editionMachine, matrixMachine } from './core/template-machine.ts';
import { gateDossier } from './http/gate-dossier.ts';
import { routes } from './http/routes.ts';
import { templateRoutes } from './http/routes-templates.ts';
import { whatIfRoutes } from './http/routes-what-if.ts';
import { signableGate } from './http/signable.ts';
import { signableRule, signableTemplate } from './http/signable-template.ts';
import { trailRoutes } from './http/trail-routes.ts';
import { checkerLabels, findCheckerId } from './store/checkers.ts';
import { disposers } from './store/disposers.ts';
import { gateFacts } from './store/facts.ts';
import { findGateId, gateLabels, gateSubject, gateUnits } from './store/gate-labels.ts';
import { ruleLabels, ruleNamed } from './store/matrix.ts';
import { templateLabels, templateNamed } from './store/templates.ts';

export const gates: RoomCard = {
  room: 'gates',
  rights: {
    'gates.read': { says: 'See gates with their criteria and decisions', roles: everyReader, scope: 'read' },
    'gates.record': { says: 'Record results of criteria', roles: recordingRoles, scope: 'act' },
    'gates.confirm': {
      says: 'Enter a critical value a second time, as another person',
      roles: recordingRoles,
      personOnly: true,
      scope: 'act',
    },
    // Who administers machines need not read gates.
    'gates.see-checkers': {
      says: 'See which machines answer external checks',
      roles: [...everyReader, 'administrator'],
      scope: 'read',
    },
    'gates.administer': {
      says: 'Register machines that answer external checks, and their keys',
      roles: ['administrator'],
      personOnly: true,
      scope: 'administer',
    },
    'gates.confirm-checker-keys': {
      says: 'Confirm keys of machines that answer external checks',
      roles: ['quality', 'validation-lead'],
      personOnly: true,
      scope: 'act',
    },
    'gates.decide': { says: 'Decide gates', roles: decidingRoles, personOnly: true, scope: 'act' },
    'gates.keep-templates': {
      says: 'Write templates of gates and propose rules of the matrix, everywhere',
      roles: ['release-manager', 'test-manager', 'validation-lead', 'quality'],
      scope: 'plan',
    },
    'gates.approve-templates': {
      says: 'Approve and withdraw templates of gates and rules of the matrix',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'gates.waive': { says: 'Waive criteria for a time', roles: waivingRoles, personOnly: true, scope: 'act' },
  },
  acts: {
    'gates.placed': 'placed the gate',
    'gates.changed': 'changed what the gate asks',
    'gates.withdrawn': 'withdrew the gate',
    'gates.due-moved': 'moved the due time of the gate',
    'gates.rested': 'put the gate to rest: what it guards is done',
    'gates.woken': 'woke the gate: what it guards is to be done again',
    'gates.result-recorded': 'recorded a result',
    'gates.value-confirmed': 'entered a critical value a second time: the same',
    'gates.value-differed': 'entered a critical value a second time: another one',
    'gates.check-asked': 'asked a machine',
    'gates.check-answered': 'answered an external check, signed',
    'gates.answer-refused': 'sent an answer to an external check that was refused',
    'gates.checker-registered': 'registered a machine that answers external checks',
    'gates.checker-key-added': 'gave the machine a key',
    'gates.checker-key-confirmed': 'confirmed a key of the machine',
    'gates.checker-key-withdrawn': 'withdrew a key of the machine',
    'gates.checker-withdrawn': 'withdrew the machine',
    'gates.result-withdrawn': 'withdrew a result',
    'gates.criterion-waived': 'waived a criterion for a time',
    'gates.waiver-withdrawn': 'withdrew a waiver',
    'gates.passed': 'decided the gate: passed',
    'gates.passed-conditionally': 'decided the gate: passed on a condition',
    'gates.failed': 'decided the gate: failed',
    'gates.declared-not-applicable': 'decided the gate: not applicable',
    'gates.reopened': 're-opened the gate',
    'gates.measured': 'measured anew what the gate asks of the house',
    'gates.template-registered': 'wrote a template of a gate',
    'gates.template-written': 'wrote the draft of a template of a gate',
    'gates.template-approved': 'approved an edition of a template of a gate',
    'gates.template-withdrawn': 'withdrew an edition of a template of a gate',
    'gates.template-draft-discarded': 'discarded the draft of a template of a gate',
    'gates.rule-proposed': 'proposed a rule of the matrix of gates',
    'gates.rule-approved': 'put a rule of the matrix of gates in force',
    'gates.rule-withdrawn': 'withdrew a rule of the matrix of gates',
    'gates.rule-discarded': 'discarded a proposed rule of the matrix of gates',
    'gates.lapsed': 're-opened the gate because a fact no longer holds',
  },
  machines: [editionMachine, matrixMachine, gateMachine],
  routes: [...routes, ...trailRoutes, ...templateRoutes, ...whatIfRoutes],
  jobs: [
    { name: 'gates.lapse', everyMs: 30_000, run: lapseGates },
    { name: 'gates.lapse-unsigned', everyMs: 10_000, run: lapseUnsigned },
    { name: 'gates.measure', everyMs: 30_000, run: measureGates },
  ],
  subjects: [
    {
      kind: 'gate',
      readRight: 'gates.read',
      showsPast: true,
      dossier: gateDossier,
      find: findGateId,
      label: gateLabels,
      unitIds: gateUnits,
      approvable: approvableGate,
      partOf: gateSubject,
    },
    { kind: 'checker', readRight: 'gates.see-checkers', find: findCheckerId, label: checkerLabels },
    {
      kind: 'gate-template',
      readRight: 'gates.read',
      find: async (db, named) => (await templateNamed(db, named))?.id ?? null,
      label: templateLabels,
      unitIds: async () => [],
    },
    {
      kind: 'gate-rule',
      readRight: 'gates.read',
      find: async (db, named) => (await ruleNamed(db, named))?.id ?? null,
      label: ruleLabels,
      unitIds: async () => [],
    },
  ],
  signables: [signableGate, signableTemplate, signableRule],
  facts: gateFacts,
  profile: [waiverDays, conditionDays, trailBeforeDecision],
  register: recordTypes,
  disposers,
  migrations: { room: 'gates', folder: new URL('./store/migrations/', import.meta.url) },
};
