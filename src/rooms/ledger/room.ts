import type { RoomCard } from '../../foundation/card.ts';
import { routes } from './http/routes.ts';
import { seal } from './store/seal.ts';
import { takeUpSealed } from './store/tree.ts';
import { closeLostRuns } from './store/verifications.ts';

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
  },
  acts: { 'ledger.verification-asked': 'asked for a verification of the ledger' },
  machines: [],
  routes,
  jobs: [
    { name: 'ledger.seal', everyMs: 300, run: async (app) => void (await seal(app.database.db, app.clock.now())) },
    { name: 'ledger.take-up-sealed', everyMs: 2_000, run: async (app) => void (await takeUpSealed(app.database.db)) },
    { name: 'ledger.lost-verifications', everyMs: 600_000, run: (app) => closeLostRuns(app.database.db, app.clock.now()) },
  ],
  subjects: [],
  migrations: { room: 'ledger', folder: new URL('./store/migrations/', import.meta.url) },
};
