import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { refacetUnit } from './acts/refacet-unit.ts';
import { recordTypes } from './core/record-types.ts';
import { validatedState } from './core/validated-state.ts';
import { routes } from './http/routes.ts';
import { signableApplication } from './http/signable.ts';
import { applicationKind } from './store/subject-kind.ts';

const keepers = ['system-owner', 'release-manager', 'development-manager', 'project-manager'];

export const portfolio: RoomCard = {
  room: 'portfolio',
  rights: {
    'portfolio.read': { says: 'See applications and what depends on what', roles: everyReader, scope: 'read' },
    'portfolio.register': { says: 'Register applications', roles: keepers, scope: 'plan' },
    'portfolio.change': { says: 'Change applications and their dependencies', roles: keepers, scope: 'plan' },
    'portfolio.withdraw': { says: 'Retire or withdraw applications', roles: ['system-owner', 'release-manager'], scope: 'act' },
    'portfolio.validate': {
      says: 'Decide on the validated state of applications',
      roles: ['quality', 'validation-lead'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'portfolio.registered': 'registered the application',
    'portfolio.changed': 'changed the application',
    'portfolio.retired': 'retired the application',
    'portfolio.withdrawn': 'withdrew the application',
    'portfolio.dependency-added': 'said that the application needs another one',
    'portfolio.dependency-withdrawn': 'said that the application no longer needs another one',
    'portfolio.validated': 'decided that the application is validated',
    'portfolio.validation-not-applicable': 'decided that validation does not apply to the application',
    'portfolio.under-change': 'put the validated application under change',
    'portfolio.re-validation-required': 'decided that the application must be validated again',
    'portfolio.reassessed': 'took back that validation does not apply to the application',
  },
  machines: [validatedState],
  routes,
  jobs: [],
  subjects: [{ ...applicationKind, unitMoved: refacetUnit }],
  signables: [signableApplication],
  register: recordTypes,
  migrations: { room: 'portfolio', folder: new URL('./store/migrations/', import.meta.url) },
};
