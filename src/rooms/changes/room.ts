import type { RoomCard } from '../../foundation/card.ts';
import { approvableChange } from './acts/approvable.ts';
import { ledgerActs, otherActs } from './core/ledger-acts.ts';
import { lifecycle } from './core/lifecycle.ts';
import { modelActs, modelMachine } from './core/model-machine.ts';
import { recordTypes } from './core/record-types.ts';
import { modelRoutes } from './http/model-routes.ts';
import { routes } from './http/routes.ts';
import { signableChange } from './http/signable.ts';
import { signableModel } from './http/signable-model.ts';
import { rights } from './rights.ts';
import { findModel, modelLabels } from './store/models.ts';
import { changeIdOf } from './store/read-changes.ts';
import { changeInvolved, changeLabels, changesIn, changeUnits } from './store/subject-view.ts';

export const changes: RoomCard = {
  room: 'changes',
  rights,
  acts: { ...Object.fromEntries(Object.values(ledgerActs).map(({ act, says }) => [act, says])), ...otherActs, ...modelActs },
  machines: [lifecycle, modelMachine],
  routes: [...routes, ...modelRoutes],
  jobs: [],
  subjects: [
    {
      kind: 'change',
      showsPast: true,
      readRight: 'changes.read',
      find: changeIdOf,
      label: changeLabels,
      unitIds: changeUnits,
      involved: changeInvolved,
      standsIn: changesIn,
      dossier: true,
      approvable: approvableChange,
    },
    {
      kind: 'change-model',
      readRight: 'changes.read-models',
      find: async (db, named) => (await findModel(db, named))?.id ?? null,
      label: modelLabels,
      unitIds: async () => [],
    },
  ],
  signables: [signableChange, signableModel],
  register: recordTypes,
  migrations: { room: 'changes', folder: new URL('./store/migrations/', import.meta.url) },
};
