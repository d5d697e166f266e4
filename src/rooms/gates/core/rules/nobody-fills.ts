import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { CriterionDraft, GateDraft } from '../drafts.ts';
import { sayRole } from '../roles-said.ts';

const no = defineRefusals('gates', {
  'nobody-decides': {
    kind: 'rule',
    says: (f: { gate: string; roles: readonly string[] }) =>
      `Nobody could decide “${f.gate}”: no active person holds ${f.roles.map(sayRole).join(' or ')} in any unit.`,
    remedy: 'Have the role granted to somebody first, or name another one.',
  },
  'nobody-records': {
    kind: 'rule',
    says: (f: { text: string; roles: readonly string[]; needed: number; besides: boolean }) =>
      `“${f.text}” is recorded by ${f.needed === 1 ? 'one person' : `${f.needed} people, since it is critical`}${f.besides ? ', beside who decides the gate' : ''}; in no unit are there that many who hold ${f.roles.map(sayRole).join(' or ')}.`,
    remedy: 'Have the role granted to more people first, or name another one.',
  },
});

/** Who holds each role in one unit. */
export type Holders = (role: string) => readonly string[];
type Known = { readonly recording: readonly string[]; readonly units: readonly Holders[] };

/** People whom a criterion needs: a value that is critical needs two; what a token can record as well, and no role is named for, needs none. */
const needed = ({ type, responsible, critical }: CriterionDraft): number => {
  if (type !== 'checklist' && type !== 'measure') return 0;
  if (critical) return 2;
  return type === 'checklist' || responsible !== null ? 1 : 0;
};

const rolesOf = ({ responsible }: CriterionDraft, recording: readonly string[]): readonly string[] =>
  responsible === null ? recording : [responsible];

const people = (holders: Holders, roles: readonly string[]): ReadonlySet<string> => new Set(roles.flatMap(holders));

/** Criteria that lack people in a unit when this person decides the gate. */
const lacking = (gate: GateDraft, holders: Holders, decider: string | null, recording: readonly string[]): readonly number[] =>
  gate.criteria.flatMap((criterion, at) => {
    const those = people(holders, rolesOf(criterion, recording));
    const count = those.size - (decider !== null && those.has(decider) ? 1 : 0);
    return count >= needed(criterion) ? [] : [at];
  });

function faultsOf(gate: GateDraft, at: string, { recording, units }: Known): readonly Refusal[] {
  const named = [...new Set(gate.deciders)];
  const lacks = units.flatMap((holders) =>
    [...people(holders, named)].map((decider) => lacking(gate, holders, decider, recording)),
  );
  if (lacks.some((one) => one.length === 0)) return [];
  if (lacks.length === 0) return [no['nobody-decides']({ gate: gate.name, roles: named }, { field: `${at}/deciders` })];
  const fewest = lacks.reduce((least, one) => (one.length < least.length ? one : least));
  return fewest.flatMap((index) => {
    const criterion = gate.criteria[index];
    if (criterion === undefined) return [];
    const roles = rolesOf(criterion, recording);
    const besides = units.some((holders) => people(holders, roles).size >= needed(criterion));
    return [
      no['nobody-records'](
        { text: criterion.text, roles, needed: needed(criterion), besides },
        { field: `${at}/criteria/${index}/responsible` },
      ),
    ];
  });
}

/**
 * What a gate asks can be done by the people of at least one unit: somebody decides it, and somebody else records each criterion that people answer. Judged on
 * those who hold the roles now. Units are looked at one after the other, so that the first in which it can be done ends the search.
 */
export const nobodyFills = (gates: readonly GateDraft[], known: Known): readonly Refusal[] =>
  gates.flatMap((gate, index) => (gate.deciders.length === 0 ? [] : faultsOf(gate, `/gates/${index}`, known)));
