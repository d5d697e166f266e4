import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { extendRestrictions, lapseWindows } from './acts/keep-time.ts';
import { freezeMachine } from './core/freeze-machine.ts';
import { recordTypes } from './core/record-types.ts';
import { windowMachine } from './core/window.ts';
import { freezeRoutes } from './http/routes-freezes.ts';
import { windowRoutes } from './http/routes-windows.ts';
import { workingTimeRoutes } from './http/routes-working-time.ts';
import { signableWindow } from './http/signable.ts';
import { windowDossier } from './http/window-dossier.ts';
import { subjectKinds } from './store/subject-kinds.ts';

export const calendar: RoomCard = {
  room: 'calendar',
  rights: {
    'calendar.read': { says: 'See release windows, freezes, cadences and working calendars', roles: everyReader, scope: 'read' },
    'calendar.plan-windows': {
      says: 'Plan release windows and cadences, and ask to move locked ones',
      roles: ['release-manager', 'change-manager', 'implementation-manager'],
      scope: 'plan',
    },
    'calendar.lock-windows': {
      says: 'Lock, return and withdraw release windows',
      roles: ['release-manager', 'change-manager'],
      personOnly: true,
      scope: 'act',
    },
    'calendar.decide-window-moves': {
      says: 'Decide on moves of locked release windows',
      roles: ['release-manager', 'change-manager', 'quality'],
      personOnly: true,
      scope: 'act',
    },
    'calendar.manage-freezes': {
      says: 'Register, change and withdraw freezes',
      roles: ['release-manager', 'change-manager', 'quality'],
      scope: 'plan',
    },
    'calendar.manage-working-calendars': {
      says: 'Keep the working calendars',
      roles: ['release-manager'],
      scope: 'plan',
    },
  },
  acts: {
    'calendar.window-registered': 'registered the window',
    'calendar.window-generated': 'made the window out of a cadence',
    'calendar.window-changed': 'changed the window',
    'calendar.window-proposed': 'proposed the window',
    'calendar.window-returned': 'returned the window to draft',
    'calendar.window-locked': 'locked the window',
    'calendar.window-move-asked': 'asked to move the locked window',
    'calendar.window-moved': 'approved the move of the locked window',
    'calendar.window-move-rejected': 'rejected the move of the locked window',
    'calendar.window-used': 'marked the window as used',
    'calendar.window-lapsed': 'let the window lapse',
    'calendar.window-withdrawn': 'withdrew the window',
    'calendar.freeze-registered': 'registered the freeze',
    'calendar.freeze-changed': 'changed the freeze',
    'calendar.freeze-withdrawn': 'withdrew the freeze',
    'calendar.cadence-registered': 'registered the cadence',
    'calendar.cadence-changed': 'changed the cadence',
    'calendar.cadence-withdrawn': 'withdrew the cadence',
    'calendar.working-calendar-registered': 'registered the working calendar',
    'calendar.working-calendar-changed': 'changed the working calendar',
    'calendar.working-calendar-default': 'made the working calendar the default',
    'calendar.working-calendar-no-default': 'made another working calendar the default',
    'calendar.working-calendar-withdrawn': 'withdrew the working calendar',
  },
  machines: [windowMachine, freezeMachine],
  routes: [...windowRoutes, ...freezeRoutes, ...workingTimeRoutes],
  jobs: [
    { name: 'calendar.lapse', everyMs: 600_000, run: async (app) => void (await lapseWindows(app)) },
    // Asked every hour and done once a week has gone from the horizon: a server that restarts often would never see a week pass.
    { name: 'calendar.extend', everyMs: 3_600_000, run: async (app) => void (await extendRestrictions(app)) },
  ],
  subjects: subjectKinds.map((kind) => ({ ...kind, dossier: kind.kind === 'window' ? windowDossier : true })),
  signables: [signableWindow],
  register: recordTypes,
  migrations: { room: 'calendar', folder: new URL('./store/migrations/', import.meta.url) },
};
