import type { RoomCard } from '../../foundation/card.ts';
import { approvableRelease } from './acts/approvable.ts';
import { expireGoes, gateReopened, lockForGates } from './acts/follow-house.ts';
import { releaseFacts } from './acts/measure-release.ts';
import { releaseOwners } from './acts/release-owners.ts';
import { guardedSteps } from './contract-words.ts';
import { guardSays } from './core/gates-asked.ts';
import { ledgerActs, otherActs } from './core/ledger-acts.ts';
import { lifecycle } from './core/lifecycle.ts';
import { goDays } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { routes } from './http/routes.ts';
import { proposalRoutes } from './http/routes-proposal.ts';
import { whatIfRoutes } from './http/routes-what-if.ts';
import { signableRelease } from './http/signable.ts';
import { rights } from './rights.ts';
import { disposers } from './store/disposers.ts';
import { releaseIdOf } from './store/read-releases.ts';
import { releaseInvolved, releaseLabels, releaseSteps, releasesIn, releaseUnits } from './store/subject-view.ts';

export const releases: RoomCard = {
  room: 'releases',
  rights,
  acts: { ...Object.fromEntries(Object.values(ledgerActs).map(({ act, says }) => [act, says])), ...otherActs },
  machines: [lifecycle],
  routes: [...routes, ...proposalRoutes, ...whatIfRoutes],
  jobs: [{ name: 'releases.expire-go', everyMs: 30_000, run: expireGoes }],
  subjects: [
    {
      kind: 'release',
      showsPast: true,
      readRight: 'releases.read',
      find: releaseIdOf,
      label: releaseLabels,
      unitIds: releaseUnits,
      involved: releaseInvolved,
      owners: releaseOwners,
      steps: releaseSteps,
      standsIn: releasesIn,
      guarded: guardedSteps.map((verb) => ({ verb, says: guardSays[verb] })),
      lockForGates,
      gateReopened,
      approvable: approvableRelease,
    },
  ],
  signables: [signableRelease],
  profile: [goDays],
  facts: releaseFacts,
  register: recordTypes,
  disposers,
  migrations: { room: 'releases', folder: new URL('./store/migrations/', import.meta.url) },
};
