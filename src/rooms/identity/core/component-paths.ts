/**
 * Every operation by which a component of somebody's account comes to be, changes or goes, and every one by which an account is opened: who does it, and what is
 * left of what gives signatures (21 CFR 11.200(a)(3): misuse of a signature takes two people). Whoever adds an operation to the room adds it here or to `others`;
 * the test walks each path as one person alone and ends without a usable signature of somebody else.
 */
export const componentPaths = {
  'identity.set-up': 'founder; the password gives no signature before a check of identity',
  'identity.register-person': 'administrator, who holds the first link: counts as a reset by them when it is used',
  'identity.issue-link': 'administrator, who holds the link: counts as a reset by them when it is used',
  'identity.release-link': 'a second administrator, who holds the code and not the link',
  'identity.set-password':
    'whoever has the link; nothing of the account gives a signature before a new check, never by who issued the link',
  'identity.change-password': 'the person, with the present password; what was checked stays',
  'identity.sign-in': 'whoever has the password; opens no more than sign-in',
  'identity.complete-sign-in': 'whoever has the second factor or a recovery code; opens no more than sign-in',
  'identity.enrol-app': 'the person, with the present password; the app gives no signature before a check',
  'identity.enrol-passkey': 'the person, with the present password; the passkey gives no signature before a check',
  'identity.remove-credential': 'the person, with another component',
  'identity.make-recovery-codes': 'the person; the codes never give a signature',
  'identity.ask-for-check': 'the person, with all components that are to give signatures',
  'identity.prove-identity': 'who checks identities and was checked: never the person, never who reset a component',
  'identity.reset-credentials':
    'administrator; second factors go, and nothing gives a signature before a new check by somebody else',
  'identity.unlock-person': 'administrator; no component changes',
  'identity.enable-person': 'administrator; no component changes, sessions and tokens stay ended',
  'identity.change-person': 'administrator; the name to sign in with changes, no component does',
  'identity.grant-role': 'administrator, to somebody else: an account that was never checked cannot check others',
  'identity.name-deputy': 'the person or an administrator; a deputy signs as themself with their own components',
  'identity.make-token': 'the person; tokens never give signatures',
} as const;
