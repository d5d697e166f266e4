import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { firstDifference } from './acts/compare-records.ts';
import { lookAgain } from './acts/look-again.ts';
import { signatureExhibits } from './acts/signature-exhibits.ts';
import { tellSigners } from './acts/tell-signers.ts';
import { alarmKinds } from './core/alarm-kinds.ts';
import { ceremonyMachine } from './core/ceremony.ts';
import { signatureValues } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { routes } from './http/routes.ts';
import { disposers } from './store/disposers.ts';
import { findSignatureId, signatureLabels, signatureUnits } from './store/signature-labels.ts';
import { forgetErasedNames } from './store/signatures.ts';

/** Who only reads signs nothing (an auditor signs reviews of the audit trail); nor does the administrator, who holds no business role. */
const onlyRead = ['inspector', 'stakeholder'];
const signingRoles = everyReader.filter((role) => !onlyRead.includes(role));

export const signatures: RoomCard = {
  room: 'signatures',
  rights: {
    'signatures.sign': {
      says: 'Sign what your roles let you do',
      roles: signingRoles,
      personOnly: true,
      scope: 'act',
    },
    'signatures.read': { says: 'See the trail of signatures', roles: everyReader, scope: 'read' },
  },
  acts: {
    'signatures.begun': 'was shown what a signature would cover',
    'signatures.signed': 'signed',
    'signatures.broken': 'tried to sign and was refused',
    'signatures.wrong-signer': 'tried to sign with the ceremony of somebody else (alarm)',
    'signatures.revoked-component': 'tried to sign after a second factor had been taken away (alarm)',
    'signatures.unsigned': 'told the signer that a signature counts no more',
    'signatures.acknowledged': 'acknowledged that a signature counts no more',
  },
  machines: [ceremonyMachine],
  routes,
  checks: [firstDifference],
  alarms: alarmKinds,
  exhibits: [{ act: 'signatures.signed', of: signatureExhibits }],
  profile: signatureValues,
  // Often enough: until then the name is shown, and nothing is wrong.
  jobs: [
    { name: 'signatures.tell-signers', everyMs: 2_000, run: tellSigners },
    { name: 'signatures.look-again', everyMs: 3_600_000, run: lookAgain },
    {
      name: 'signatures.forget-erased-names',
      everyMs: 60_000,
      run: async (app) => void (await forgetErasedNames(app.database.db)),
    },
  ],
  subjects: [
    { kind: 'signature', readRight: 'signatures.read', find: findSignatureId, label: signatureLabels, unitIds: signatureUnits },
  ],
  register: recordTypes,
  disposers,
  migrations: { room: 'signatures', folder: new URL('./store/migrations/', import.meta.url) },
};
