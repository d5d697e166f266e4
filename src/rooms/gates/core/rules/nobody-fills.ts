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

/** For each person who could decide the gate in a unit: the criteria that lack people there when this one decides it. */
function lacking(gate: GateDraft, holders: Holders, recording: readonly string[]): readonly (readonly number[])[] {
  const asked = gate.criteria.map((criterion) => ({
    those: people(holders, rolesOf(criterion, recording)),
    needed: needed(criterion),
  }));
  return [...people(holders, gate.deciders)].map((decider) =>
    asked.flatMap((one, at) => (one.those.size - (one.those.has(decider) ? 1 : 0) >= one.needed ? [] : [at])),
  );
}

function faultsOf(gate: GateDraft, at: string, { recording, units }: Known): readonly Refusal[] {
  const named = [...new Set(gate.deciders)];
  const lacks: (readonly number[])[] = [];
  for (const holders of units) {
    const here = lacking(gate, holders, recording);
    if (here.some((one) => one.length === 0)) return [];
    lacks.push(...here);
  }
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
