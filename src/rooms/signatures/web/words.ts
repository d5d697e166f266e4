import type { Tone } from '../../../design/tokens.ts';
import type { Signature } from '../contract.ts';

export const standingWords: Readonly<Record<Signature['standing'], { readonly text: string; readonly tone: Tone }>> = {
  valid: { text: 'Valid', tone: 'teal' },
  changed: { text: 'Unsigned since it changed', tone: 'orange' },
  gone: { text: 'No record', tone: 'gray' },
  broken: { text: 'Not as it was given', tone: 'red' },
};

const methodWords: Readonly<Record<string, string>> = {
  password: 'password',
  code: 'one-time code',
  passkey: 'passkey',
  'recovery-code': 'recovery code',
};

/** "password and one-time code" */
export const methodsText = (methods: readonly string[]): string =>
  methods.map((method) => methodWords[method] ?? method.replaceAll('-', ' ')).join(' and ');

export const rolesText = (roles: readonly string[]): string => roles.map((role) => role.replaceAll('-', ' ')).join(', ');
