import type { RoomCard } from '../../foundation/card.ts';
import { askWitnesses } from './acts/ask-witnesses.ts';
import { carryOutErasures } from './acts/carry-out-erasures.ts';
import { checkNewEntries } from './acts/check-new-entries.ts';
import { closeLostRuns } from './acts/close-lost-runs.ts';
import { copyingTo } from './acts/copy-checkpoints.ts';
import { signNewest } from './acts/sign-checkpoint.ts';
import { stampCheckpoints } from './acts/stamp-checkpoints.ts';
import { takeUpOlder } from './acts/take-up-older.ts';
import { verifyOnSchedule } from './acts/verify-on-schedule.ts';
import { watchClock } from './acts/watch-clock.ts';
import { watchSpace } from './acts/watch-space.ts';
import { alarmKinds } from './core/alarm-kinds.ts';
import { erasureMachine } from './core/erasure.ts';
import { personYears, reasonCharacters, reasonPolicy } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { checkpointRoutes } from './http/checkpoint-routes.ts';
import { erasureRoutes } from './http/erasure-routes.ts';
import { lostEntryRoutes } from './http/lost-entry-routes.ts';
import { reportRoutes } from './http/report-routes.ts';
import { routes } from './http/routes.ts';
import { sampleRoutes } from './http/sample-routes.ts';
import { timeOrderRoutes } from './http/time-order-routes.ts';
import { timeStampRoutes } from './http/time-stamp-routes.ts';
import { trailViewRoutes } from './http/trail-view-routes.ts';
import { witnessRoutes } from './http/witness-routes.ts';
import { seal } from './store/seal.ts';

export const ledger: RoomCard = {
  room: 'ledger',
  rights: {
    'ledger.read': {
      says: 'Read the audit trail',
      roles: ['auditor', 'inspector', 'quality', 'administrator', 'release-manager'],
      scope: 'read',
    },
    'ledger.verify': {
      says: 'Verify and export the ledger',
      roles: ['auditor', 'inspector', 'quality', 'administrator'],
      scope: 'read',
    },
    'ledger.start-verification': {
      says: 'Have the server verify the whole ledger now',
      roles: ['auditor', 'quality', 'administrator'],
      scope: 'read',
    },
    'ledger.set-witnesses': {
      says: 'Say who witnesses the ledger and how many of them must',
      roles: ['quality', 'administrator'],
      personOnly: true,
      scope: 'administer',
    },
    'ledger.set-time-stamping': {
      says: 'Say who stamps the time of the ledger and how often',
      roles: ['quality', 'administrator'],
      personOnly: true,
      scope: 'administer',
    },
    'ledger.bring-cosignatures': {
      says: 'Bring cosignatures of witnesses without network',
      roles: ['auditor', 'quality', 'administrator'],
      scope: 'act',
    },
    'ledger.bring-lost-entries': {
      says: 'Bring entries that were lost out of a copy, as evidence',
      roles: ['quality', 'administrator'],
      personOnly: true,
      scope: 'administer',
    },
    'ledger.keep-views': {
      says: 'Keep views of the audit trail, for oneself or for all who read it',
      roles: ['auditor', 'quality', 'administrator', 'release-manager'],
      scope: 'act',
    },
    'ledger.drop-shared-views': {
      says: 'Drop views of the audit trail that others share',
      roles: ['quality', 'administrator'],
      scope: 'act',
    },
    'ledger.erase': {
      says: 'Erase people’s names and texts after the retention, and set legal holds',
      roles: ['quality', 'administrator'],
      personOnly: true,
      scope: 'administer',
    },
  },
  acts: {
    'ledger.verification-asked': 'asked for a verification of the ledger',
    'ledger.verification-finished': 'verified the ledger',
    'ledger.verification-interrupted': 'was interrupted in verifying the ledger',
    'ledger.export-begun': 'began to export',
    'ledger.export-finished': 'exported',
    'ledger.export-broken-off': 'broke off an export',
    'ledger.sample-drawn': 'drew a sample of the audit trail',
    'ledger.report-made': 'made a report of changes',
    'ledger.key-introduced': 'introduced the key that signs checkpoints from now on',
    'ledger.alarm-raised': 'found that the ledger does not fit',
    'ledger.alarm-ended': 'found that the ledger fits again',
    'ledger.clock-alarm-raised': 'found that the clock contradicts the trail',
    'ledger.clock-alarm-ended': 'found that the clock agrees with the trail again',
    'ledger.space-alarm-raised': 'found that the space for the trail runs short',
    'ledger.space-alarm-ended': 'found that there is space for the trail again',
    'ledger.erasure-requested': 'asked for the erasure of a person’s name and texts',
    'ledger.erasure-confirmed': 'confirmed the erasure of a person’s name and texts',
    'ledger.erasure-withdrawn': 'withdrew the request of an erasure',
    'ledger.entries-disposed': 'accounted for entries whose content is disposed of',
    'ledger.values-erased': 'accounted for values that are erased',
    'ledger.erasure-done': 'finished an erasure',
    'ledger.hold-set': 'set a legal hold',
    'ledger.lost-entries-brought': 'brought entries that were lost, as evidence',
    'ledger.witnesses-set': 'said who witnesses the ledger',
    'ledger.time-stamping-set': 'said who stamps the time of the ledger',
    'ledger.stamp-alarm-raised': 'found that time stamps of the ledger are missing',
    'ledger.stamp-alarm-ended': 'found that the ledger has its time stamps again',
    'ledger.cosignature-brought': 'brought the cosignature of a witness',
    'ledger.hold-lifted': 'lifted a legal hold',
    'ledger.view-kept': 'kept a view of the audit trail',
    'ledger.view-changed': 'changed a kept view of the audit trail',
    'ledger.view-dropped': 'dropped a kept view of the audit trail',
  },
  machines: [erasureMachine],
  routes: [
    ...routes,
    ...sampleRoutes,
    ...checkpointRoutes,
    ...erasureRoutes,
    ...timeOrderRoutes,
    ...reportRoutes,
    ...witnessRoutes,
    ...timeStampRoutes,
    ...lostEntryRoutes,
    ...trailViewRoutes,
  ],
  profile: [personYears, reasonPolicy, reasonCharacters],
  jobs: [
    { name: 'ledger.seal', everyMs: 300, run: async (app) => void (await seal(app.database.db, app.clock.now())) },
    { name: 'ledger.take-up-sealed', everyMs: 2_000, run: takeUpOlder },
    { name: 'ledger.sign', everyMs: 1_000, run: async (app) => void (await signNewest(app)) },
    { name: 'ledger.copy-checkpoints', everyMs: 1_000, run: copyingTo() },
    { name: 'ledger.ask-witnesses', everyMs: 1_000, run: askWitnesses },
    { name: 'ledger.stamp-checkpoints', everyMs: 10_000, run: stampCheckpoints },
    { name: 'ledger.check-new-entries', everyMs: 1_000, run: checkNewEntries },
    { name: 'ledger.watch-clock', everyMs: 1_000, run: watchClock },
    { name: 'ledger.watch-space', everyMs: 60_000, run: watchSpace },
    { name: 'ledger.verify-on-schedule', everyMs: 60_000, run: verifyOnSchedule },
    { name: 'ledger.erase', everyMs: 5_000, run: carryOutErasures },
    { name: 'ledger.lost-verifications', everyMs: 600_000, run: closeLostRuns },
  ],
  subjects: [],
  alarms: alarmKinds,
  register: recordTypes,
  migrations: { room: 'ledger', folder: new URL('./store/migrations/', import.meta.url) },
};
