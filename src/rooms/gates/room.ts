import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { lapseGates } from './acts/lapse-gates.ts';
import { measureGates } from './acts/measure-gates.ts';
import { gateMachine } from './core/gate-machine.ts';
import { conditionDays, waiverDays } from './core/profile.ts';
import { decidingRoles, recordingRoles, waivingRoles } from './core/roles.ts';
import { routes } from './http/routes.ts';
import { whatIfRoutes } from './http/routes-what-if.ts';
import { signableGate } from './http/signable.ts';
import { gateFacts } from './store/facts.ts';
import { findGateId, gateLabels, gateUnits } from './store/gate-labels.ts';

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
    'gates.decide': { says: 'Decide gates', roles: decidingRoles, personOnly: true, scope: 'act' },
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
    'gates.result-withdrawn': 'withdrew a result',
    'gates.criterion-waived': 'waived a criterion for a time',
    'gates.waiver-withdrawn': 'withdrew a waiver',
    'gates.passed': 'decided the gate: passed',
    'gates.passed-conditionally': 'decided the gate: passed on a condition',
    'gates.failed': 'decided the gate: failed',
    'gates.declared-not-applicable': 'decided the gate: not applicable',
    'gates.reopened': 're-opened the gate',
    'gates.measured': 'measured anew what the gate asks of the house',
    'gates.lapsed': 're-opened the gate because a fact no longer holds',
  },
  machines: [gateMachine],
  routes: [...routes, ...whatIfRoutes],
  jobs: [
    { name: 'gates.lapse', everyMs: 30_000, run: lapseGates },
    { name: 'gates.measure', everyMs: 30_000, run: measureGates },
  ],
  subjects: [{ kind: 'gate', readRight: 'gates.read', showsPast: true, find: findGateId, label: gateLabels, unitIds: gateUnits }],
  signables: [signableGate],
  facts: gateFacts,
  profile: [waiverDays, conditionDays],
  migrations: { room: 'gates', folder: new URL('./store/migrations/', import.meta.url) },
};
