/**
 * A state machine is rows. HTTP verbs, buttons with their reasons, the CHECK constraint, the diagram in the README and the walking tests
 * are derived from them; a correction is a verb with its own right and reason, never a jump.
 */
export type Transition<State extends string, Verb extends string, Rule extends string = string> = {
  readonly from: readonly State[];
  readonly verb: Verb;
  /** `previous`: back to the state that the record was held in before (on-hold). */
  readonly to: State | 'previous';
  readonly right: string;
  /** Names of the rules that must hold; each is one file of the room's core. */
  readonly rules: readonly Rule[];
  /** `reason`: free text demanded; `signature`: signed in a ceremony, as the published table of the room says; `password`: re-entered, in rooms below signatures. */
  readonly demands: readonly ('reason' | 'signature' | 'password')[];
  /** The act's name in the ledger. */
  readonly act: string;
  /** The label of the button and of the command. */
  readonly says: string;
};

export type Machine<State extends string = string, Verb extends string = string, Rule extends string = string> = {
  readonly name: string;
  readonly states: readonly State[];
  readonly initial: State;
  readonly final: readonly State[];
  readonly rows: readonly Transition<State, Verb, Rule>[];
};

export function defineMachine<const State extends string, const Verb extends string, const Rule extends string>(
  machine: Machine<State, Verb, Rule>,
): Machine<State, Verb, Rule> {
  return machine;
}

export function transitionOf<S extends string, V extends string, R extends string>(
  machine: Machine<S, V, R>,
  state: S,
  verb: V,
): Transition<S, V, R> | undefined {
  return machine.rows.find((row) => row.verb === verb && row.from.includes(state));
}

export const verbsOf = <S extends string, V extends string>(machine: Machine<S, V>): readonly V[] => [
  ...new Set(machine.rows.map((row) => row.verb)),
];

/** Faults of the rows themselves: states never reached, open states with no way out. Empty when the machine is sound. */
export function unsoundness(machine: Machine): readonly string[] {
  const reached = new Set([machine.initial]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const row of machine.rows) {
      if (row.to !== 'previous' && row.from.some((state) => reached.has(state)) && !reached.has(row.to)) {
        reached.add(row.to);
        grown = true;
      }
    }
  }
  const faults = machine.states.filter((state) => !reached.has(state)).map((state) => `${state} is never reached`);
  for (const state of machine.states) {
    const leaves = machine.rows.some((row) => row.from.includes(state) && row.to !== state);
    if (!leaves && !machine.final.includes(state)) faults.push(`${state} is open and has no way out`);
    if (leaves && machine.final.includes(state)) faults.push(`${state} is final and has a way out`);
  }
  return faults;
}

/** The diagram of the README, in Mermaid's notation. */
export function diagramOf(machine: Machine): string {
  const name = (state: string) => state.replaceAll('-', '_');
  const lines = machine.rows.flatMap((row) =>
    row.from.map((from) => `  ${name(from)} --> ${row.to === 'previous' ? name(from) : name(row.to)}: ${row.verb}`),
  );
  return [
    'stateDiagram-v2',
    `  [*] --> ${name(machine.initial)}`,
    ...lines,
    ...machine.final.map((s) => `  ${name(s)} --> [*]`),
  ].join('\n');
}

/** The CHECK constraint's list, as the migration of the room must spell it. */
export const checkListOf = (machine: Machine): string => machine.states.map((state) => `'${state}'`).join(', ');
