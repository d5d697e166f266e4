import type { RoomCard } from '../../foundation/card.ts';
import { closeRunOutSessions } from './acts/close-run-out-sessions.ts';
import { disableDormant } from './acts/disable-dormant.ts';
import { forgetPerson } from './acts/forget-person.ts';
import { sayStrangers } from './acts/say-strangers.ts';
import { watchSeparation, watchSeparationJob } from './acts/watch-separation.ts';
import { alarmKinds } from './core/alarm-kinds.ts';
import { inspectionDays } from './core/bounded-grant.ts';
import { personMachine } from './core/person.ts';
import { provingRoles } from './core/proving-roles.ts';
import { recordTypes } from './core/record-types.ts';
import { roleNames } from './core/roles.ts';
import { securityValues, signingComponentsValue } from './core/security-values.ts';
import { separationValues } from './core/separation-values.ts';
import { credentialRoutes } from './http/credential-routes.ts';
import { organisationRoutes } from './http/organisation-routes.ts';
import { peopleRoutes } from './http/people-routes.ts';
import { reportRoutes } from './http/report-routes.ts';
import { reviewRoutes } from './http/review-routes.ts';
import { routes } from './http/routes.ts';
import { separationRoutes } from './http/separation-routes.ts';
import { settingsRoutes } from './http/settings-routes.ts';
import { subjects } from './store/subjects.ts';
import { whoCouldNotSign } from './store/who-could-sign.ts';

const everybody = roleNames;
/** An inspector is let into nothing that writes, beyond their own sign-in. */
const whoWorks = roleNames.filter((role) => role !== 'inspector');
/** A person is disabled, never deleted: from that day their retention counts. */
const personal = { left: { field: '/state', value: 'disabled' }, forget: forgetPerson };

export const identity: RoomCard = {
  room: 'identity',
  rights: {
    'identity.read': { says: 'See people, groups and the organisation tree', roles: everybody, scope: 'read' },
    'identity.read-access': {
      says: 'See who holds which role in a unit, and groups with their members',
      roles: ['administrator', 'auditor', 'inspector', 'quality'],
      scope: 'read',
    },
    'identity.administer': {
      says: 'Administer people, groups, roles and units',
      roles: ['administrator'],
      personOnly: true,
      scope: 'administer',
    },
    'identity.see-credentials': {
      says: 'See what people prove themselves with',
      roles: ['administrator', ...provingRoles],
      scope: 'read',
    },
    'identity.prove': {
      says: 'Check who people are before they sign',
      roles: provingRoles,
      personOnly: true,
      scope: 'act',
    },
    'identity.name-deputy': { says: 'Name a deputy for oneself', roles: whoWorks, personOnly: true, scope: 'act' },
    'identity.make-token': { says: 'Make an API token under one’s own name', roles: whoWorks, personOnly: true, scope: 'act' },
  },
  acts: {
    'identity.setup-link-made': 'printed a link for the first administrator',
    'identity.organisation-founded': 'founded the organisation',
    'identity.person-registered': 'registered the person',
    'identity.person-changed': 'changed the person',
    'identity.person-disabled': 'disabled the person',
    'identity.person-forgotten': 'forgot the name and the address of',
    'identity.person-enabled': 'enabled the person',
    'identity.link-issued': 'issued a link to set a password',
    'identity.link-issued-alone': 'issued a link to set a password, with no second administrator to release it',
    'identity.link-released': 'released a link to set a password',
    'identity.password-set': 'set a password with a one-time link',
    'identity.password-changed': 'changed their own password',
    'identity.password-change-demanded':
      'has to change the password before anything else: it was stolen elsewhere, or is too old',
    'identity.dormancy-warned': 'is about to be disabled: nobody used the account for long (warning)',
    'identity.credentials-reviewed': 'recorded a review of what everybody proves themself with',
    'identity.password-refused': 'entered a wrong password for a decision',
    'identity.proof-refused': 'failed to prove to be themself',
    'identity.passkey-copied': 'offered a passkey whose counter went backwards: there may be a copy of it (alarm)',
    'identity.authenticator-added': 'set up an authenticator app or passkey',
    'identity.authenticator-removed': 'removed an authenticator app or passkey',
    'identity.recovery-codes-made': 'made recovery codes',
    'identity.recovery-code-used': 'signed in with a recovery code (alarm)',
    'identity.check-asked': 'asked to have their identity checked',
    'identity.check-refused': 'tried to vouch for an identity against the rule of two persons (alarm)',
    'identity.identity-checked': 'recorded that they checked who the person is',
    'identity.first-checker-checked': 'recorded the first check of somebody who checks identities (alarm)',
    'identity.first-check-reopened': 'let the next check of identity be the first one again (alarm)',
    'identity.credentials-reset': 'took away the second factors and recovery codes of the person (alarm)',
    'identity.sign-in-begun': 'gave the right password and owes the second factor',
    'identity.signed-in': 'signed in',
    'identity.signed-out': 'signed out',
    'identity.acting-role-chosen': 'chose in which role a session acts',
    'identity.session-extended': 'said that they were still there before the session idled out',
    'identity.sessions-ended': 'ended the sessions of the person',
    'identity.sessions-ended-by-disabling': 'ended the sessions of the person, who was disabled',
    'identity.used-from-two-places': 'ended the sessions of an account that was used from two distant places at once (alarm)',
    'identity.session-idled-out': 'ended a session that nobody used any more',
    'identity.session-expired': 'ended a session at its latest end',
    'identity.sign-in-failed': 'failed to sign in',
    'identity.account-locked': 'was locked out after failed attempts',
    'identity.strangers-failed': 'counted failed sign-ins with addresses that nobody has',
    'identity.account-unlocked': 'unlocked the account',
    'identity.unit-created': 'created the unit',
    'identity.unit-renamed': 'renamed the unit',
    'identity.unit-zone-set': 'set the time zone of the unit',
    'identity.unit-moved': 'moved the unit',
    'identity.unit-withdrawn': 'withdrew the unit',
    'identity.group-created': 'created the group',
    'identity.group-renamed': 'renamed the group',
    'identity.group-withdrawn': 'withdrew the group',
    'identity.member-added': 'added a member to the group',
    'identity.member-removed': 'took a member out of the group',
    'identity.role-granted': 'granted a role',
    'identity.role-withdrawn': 'withdrew a role',
    'identity.forbidden-pair-found': 'was found to hold two roles that are kept apart (alarm)',
    'identity.forbidden-pair-gone': 'no longer holds two roles that are kept apart',
    'identity.stray-waiver-ended':
      'was let hold two roles that are kept apart by no waiver that was granted; that was ended (alarm)',
    'identity.access-suspended': 'suspended access that a review asked about and nobody answered',
    'identity.access-restored': 'let suspended access count again',
    'identity.deputy-named': 'named a deputy',
    'identity.deputy-withdrawn': 'withdrew a deputy',
    'identity.token-made': 'made an API token',
    'identity.token-withdrawn': 'withdrew an API token',
    'identity.security-changed': 'changed the security profile (until the compliance profile took its values over)',
  },
  machines: [personMachine],
  routes: [
    ...routes,
    ...credentialRoutes,
    ...settingsRoutes,
    ...peopleRoutes,
    ...organisationRoutes,
    ...separationRoutes,
    ...reportRoutes,
    ...reviewRoutes,
  ],
  jobs: [
    { name: 'identity.disable-dormant', everyMs: 3_600_000, run: disableDormant },
    { name: 'identity.close-sessions', everyMs: 60_000, run: closeRunOutSessions },
    { name: watchSeparationJob, everyMs: 60_000, run: watchSeparation },
    { name: 'identity.say-strangers', everyMs: 60_000, run: sayStrangers },
  ],
  subjects: subjects.map((subject) => (subject.kind === 'person' ? { ...subject, personal } : subject)),
  profile: Object.values({
    ...securityValues,
    inspectionDays,
    ...separationValues,
    signingComponents: { ...signingComponentsValue, consequences: whoCouldNotSign },
  }),
  alarms: alarmKinds,
  register: recordTypes,
  migrations: { room: 'identity', folder: new URL('./store/migrations/', import.meta.url) },
};
