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

/** How a record comes to be, where that demands something: a row without a state before it. */
export type Beginning<State extends string = string, Rule extends string = string> = Omit<
  Transition<State, string, Rule>,
  'from' | 'to'
> & { readonly to: State };

/** An act that changes the record and leaves it in its state. Two rows with one verb: what it demands differs by state. */
export type Within<State extends string = string, Rule extends string = string> = Omit<Transition<State, string, Rule>, 'to'>;

export type Machine<State extends string = string, Verb extends string = string, Rule extends string = string> = {
  readonly name: string;
  readonly states: readonly State[];
  readonly initial: State;
  readonly final: readonly State[];
  readonly rows: readonly Transition<State, Verb, Rule>[];
  readonly begins?: readonly Beginning<State, Rule>[];
  readonly within?: readonly Within<State, Rule>[];
  /** Verbs of the house itself: the clock, and what follows from another act. No operation offers them to anybody. */
  readonly house?: readonly string[];
  /** In this state a record is held from another one: acts within a state are as there. */
  readonly held?: State;
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

/** The row by which a record begins. A verb that has none is a fault of the act that asks. */
export function beginningOf(machine: Machine, verb: string): Beginning {
  const row = machine.begins?.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no record of ${machine.name} begins by ${verb}`);
  return row;
}

/** The row of an act within a state; undefined where the state knows no such act. */
export const withinOf = <S extends string>(machine: Machine<S>, state: S, verb: string): Within<S> | undefined =>
  machine.within?.find((row) => row.verb === verb && row.from.includes(state));

/** Everything that the machine declares, whether it leads on, begins a record or stays within a state. */
export const stepsOf = (
  machine: Machine,
): readonly Pick<Transition<string, string>, 'verb' | 'right' | 'demands' | 'act' | 'says'>[] => [
  ...machine.rows,
  ...(machine.begins ?? []),
  ...(machine.within ?? []),
];

export const verbsOf = <S extends string, V extends string>(machine: Machine<S, V>): readonly V[] => [
  ...new Set(machine.rows.map((row) => row.verb)),
];

/** Faults of the rows themselves: states never reached, open states with no way out. Empty when the machine is sound. */
export function unsoundness(machine: Machine): readonly string[] {
  const reached = new Set([machine.initial, ...(machine.begins ?? []).map((row) => row.to)]);
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
  const begins = (machine.begins ?? []).map((row) => `  [*] --> ${name(row.to)}: ${row.verb}`);
  const within = (machine.within ?? []).flatMap((row) => row.from.map((s) => `  ${name(s)} --> ${name(s)}: ${row.verb}`));
  return [
    'stateDiagram-v2',
    ...(begins.length > 0 ? begins : [`  [*] --> ${name(machine.initial)}`]),
    ...lines,
    ...within,
    ...machine.final.map((s) => `  ${name(s)} --> [*]`),
  ].join('\n');
}

/** The CHECK constraint's list, as the migration of the room must spell it. */
export const checkListOf = (machine: Machine): string => machine.states.map((state) => `'${state}'`).join(', ');
