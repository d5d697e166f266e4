import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { takeUpAttempts, takeUpJob } from './acts/take-up-attempts.ts';
import { classes, registerValue } from './core/classes.ts';
import { recordTypes } from './core/record-types.ts';
import { registerMachine } from './core/register-change.ts';
import { holdMachine } from './core/retention-hold.ts';
import { registerRoutes } from './http/register-routes.ts';
import { retentionRoutes } from './http/retention-routes.ts';
import { signableRegisterChange } from './http/signable.ts';
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
    'retention.register-change-proposed': 'proposed another row of the register of record types',
    'retention.register-change-adopted': 'approved a change of the register of record types',
    'retention.register-change-rejected': 'rejected a change of the register of record types',
    'retention.register-change-withdrawn': 'withdrew a change of the register of record types',
    'retention.register-changed': 'changed the register of record types',
    'retention.hold-set': 'set a hold on a record',
    'retention.deletion-refused': 'tried to delete a record, which was refused',
    'retention.hold-ended': 'recorded the event of a hold on a record, or lifted it',
  },
  machines: [registerMachine, holdMachine],
  routes: [...registerRoutes, ...retentionRoutes],
  jobs: [{ name: takeUpJob, everyMs: 2_000, run: takeUpAttempts }],
  subjects,
  register: recordTypes,
  signables: [signableRegisterChange],
  profile: [...Object.values(classes), registerValue],
  migrations: { room: 'retention', folder: new URL('./store/migrations/', import.meta.url) },
};
