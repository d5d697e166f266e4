import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { carryOutDisposals, disposeJob } from './acts/carry-out-disposals.ts';
import { takeUpAttempts, takeUpJob } from './acts/take-up-attempts.ts';
import { classes, registerValue } from './core/classes.ts';
import { disposalMachine } from './core/disposal.ts';
import { recordTypes } from './core/record-types.ts';
import { registerMachine } from './core/register-change.ts';
import { holdMachine } from './core/retention-hold.ts';
import { disposalRoutes } from './http/disposal-routes.ts';
import { registerRoutes } from './http/register-routes.ts';
import { retentionRoutes } from './http/retention-routes.ts';
import { signableDisposal, signableRegisterChange } from './http/signable.ts';
import { disposers } from './store/disposers.ts';
import { subjects } from './store/subjects.ts';

export const retention: RoomCard = {
  room: 'retention',
  rights: {
    'retention.read': {
      says: 'See the register of record types, and until when records are kept',
      roles: [...everyReader, 'administrator'],
      scope: 'read',
    },
    'retention.read-attempts': {
      says: 'See who tried to delete records',
      roles: ['quality', 'auditor', 'inspector', 'administrator'],
      scope: 'read',
    },
    'retention.propose-register': {
      says: 'Propose changes of the register of record types',
      roles: ['quality', 'validation-lead', 'system-owner', 'business-process-owner'],
      personOnly: true,
      scope: 'plan',
    },
    'retention.approve-register': {
      says: 'Decide on changes of the register of record types',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'retention.list-disposals': {
      says: 'List records whose retention is over for disposal, and ask for it',
      roles: ['quality', 'validation-lead'],
      personOnly: true,
      scope: 'act',
    },
    'retention.approve-disposals': {
      says: 'Decide on disposals of records that others asked for',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'retention.hold': {
      says: 'Keep records longer: until an event, or under a legal hold',
      roles: ['quality', 'validation-lead', 'system-owner', 'business-process-owner'],
      personOnly: true,
      scope: 'act',
    },
    'retention.end-holds': {
      says: 'Record the events of holds, and lift legal holds',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'retention.disposal-listed': 'listed records for disposal',
    'retention.disposal-asked': 'asked for the disposal of records',
    'retention.disposal-approved': 'approved the disposal of records',
    'retention.disposal-rejected': 'rejected the disposal of records',
    'retention.disposal-withdrawn': 'withdrew a disposal of records',
    'retention.record-disposed': 'disposed of a record',
    'retention.record-left': 'left a record that was to be disposed of',
    'retention.disposal-done': 'finished the disposal of records',
    'retention.register-change-proposed': 'proposed another row of the register of record types',
    'retention.register-change-adopted': 'approved a change of the register of record types',
    'retention.register-change-rejected': 'rejected a change of the register of record types',
    'retention.register-change-withdrawn': 'withdrew a change of the register of record types',
    'retention.register-changed': 'changed the register of record types',
    'retention.hold-set': 'set a hold on a record',
    'retention.deletion-refused': 'tried to delete a record, which was refused',
    'retention.hold-ended': 'recorded the event of a hold on a record, or lifted it',
  },
  machines: [registerMachine, holdMachine, disposalMachine],
  routes: [...registerRoutes, ...retentionRoutes, ...disposalRoutes],
  jobs: [
    { name: takeUpJob, everyMs: 2_000, run: takeUpAttempts },
    { name: disposeJob, everyMs: 1_000, run: carryOutDisposals },
  ],
  subjects,
  register: recordTypes,
  signables: [signableRegisterChange, signableDisposal],
  disposers,
  profile: [...Object.values(classes), registerValue],
  migrations: { room: 'retention', folder: new URL('./store/migrations/', import.meta.url) },
};
