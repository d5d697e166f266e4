import type { RoomCard } from '../../foundation/card.ts';
import { seal } from './store/seal.ts';

export const ledger: RoomCard = {
  room: 'ledger',
  rights: {
    'ledger.read': { says: 'Read the audit trail', roles: ['auditor', 'inspector', 'quality', 'administrator', 'release-manager'], scope: 'read' },
    'ledger.verify': { says: 'Verify and export the ledger', roles: ['auditor', 'inspector', 'quality', 'administrator'], scope: 'read' },
  },
  acts: {},
  machines: [],
  routes: [],
  jobs: [{ name: 'ledger.seal', everyMs: 300, run: async (app) => void (await seal(app.database.db, app.clock.now())) }],
  subjects: [],
  migrations: { room: 'ledger', folder: new URL('./store/migrations/', import.meta.url) },
};
