import { defineMachine } from '../../../foundation/state-machine.ts';

/** A person is disabled, never deleted: their name stays on what they did (21 CFR 11.100(a)). Enabling is judged like a grant of all their roles. */
export const personMachine = defineMachine({
  name: 'person',
  states: ['active', 'disabled'],
  initial: 'active',
  final: [],
  rows: [
    {
      from: ['active'],
      verb: 'disable',
      to: 'disabled',
      right: 'identity.administer',
      rules: ['own-access', 'last-administrator'],
      demands: ['reason'],
      act: 'identity.person-disabled',
      says: 'Disable',
    },
    {
      from: ['disabled'],
      verb: 'enable',
      to: 'active',
      right: 'identity.administer',
      rules: ['own-access', 'roles-kept-apart'],
      demands: ['reason'],
      act: 'identity.person-enabled',
      says: 'Enable again',
    },
  ],
});
