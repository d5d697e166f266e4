import type { Actor } from '../../../foundation/actor.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Machine, transitionOf, verbsOf, withinOf } from '../../../foundation/state-machine.ts';
import { roleNames } from './roles.ts';

/** Somebody who holds one role everywhere: what the authority would let them do, the role lets everybody do. */
export const probe = (role: string): Actor => ({
  kind: 'person',
  id: '',
  name: '',
  email: '',
  holdings: [{ role, reach: 'all', deputyFor: null }],
  via: 'session',
  scopes: null,
  credentialId: null,
});

/** `operation`: of the API, whatever the state of the record. `step`: of the life of a record, in one of its states. */
export type MatrixRow = {
  readonly kind: 'operation' | 'step';
  readonly command: string;
  readonly address: string;
  /** The state in which the step would be taken; empty for operations and for what begins a record. */
  readonly state: string;
  /** Empty where the state knows no such step: nobody takes it. `house`: the house itself takes it, and nobody else. */
  readonly right: string;
  /** In the order of `roleNames`. */
  readonly may: readonly boolean[];
};

type Rules = Pick<Services, 'rights' | 'operations' | 'machines'> & { readonly ports: Pick<Services['ports'], 'authority'> };

/** Open to everybody by their session, or before they have one. */
const withoutRole = new Set(['public', 'signed-in', 'signing-in']);

/**
 * Who may what, and when (21 CFR 11.10(g)): every operation and every step in every state, against every role. No rule stands here: each cell asks the authority that
 * the server asks, and the rows of the machines that acts go by. What no card declares as a right is nobody's.
 */
export function authorityMatrix({ rights, operations, machines, ports }: Rules): readonly MatrixRow[] {
  const mayBy = (right: string): readonly boolean[] =>
    roleNames.map(
      (role) => withoutRole.has(right) || (rights.has(right) && ports.authority.may(probe(role), right, null).length === 0),
    );
  const asked = operations.map(
    ({ id, method, path, right }): MatrixRow => ({
      kind: 'operation',
      command: id,
      address: `${method} ${path}`,
      state: '',
      right,
      may: mayBy(right),
    }),
  );
  return [...asked, ...machines.flatMap((machine) => stepsIn(machine, mayBy))];
}

function stepsIn(machine: Machine, mayBy: (right: string) => readonly boolean[]): readonly MatrixRow[] {
  const row = (verb: string, state: string, asked: string | undefined): MatrixRow => {
    const right = asked !== undefined && machine.house?.includes(verb) === true ? 'house' : (asked ?? '');
    return { kind: 'step', command: `${machine.name}: ${verb}`, address: '', state, right, may: mayBy(right) };
  };
  const within = [...new Set((machine.within ?? []).map(({ verb }) => verb))];
  const rightWithin = (state: string, verb: string): string | undefined =>
    state === machine.held ? machine.within?.find((one) => one.verb === verb)?.right : withinOf(machine, state, verb)?.right;
  return [
    ...(machine.begins ?? []).map(({ verb, right }) => row(verb, '', right)),
    ...machine.states.flatMap((state) => [
      ...verbsOf(machine).map((verb) => row(verb, state, transitionOf(machine, state, verb)?.right)),
      ...within.map((verb) => row(verb, state, rightWithin(state, verb))),
    ]),
  ];
}

/** The matrix as a table: no mark and plain line ends, so that what the server sends, the command line prints and the repository keeps are the same bytes. */
export const matrixLines = (rows: readonly MatrixRow[]): readonly string[] =>
  [
    ['kind', 'command', 'address', 'state', 'right', ...roleNames],
    ...rows.map(({ kind, command, address, state, right, may }) => [
      kind,
      command,
      address,
      state,
      right,
      ...may.map((one) => (one ? 'yes' : 'no')),
    ]),
  ].map((cells) => `${cells.join(',')}\n`);
