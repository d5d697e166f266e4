import { type Fact, isMeasuredOn } from '../../../../foundation/fact.ts';
import type { CriterionType } from '../../contract.ts';

/** A value that an expression may use, by its full name, such as `criteria.tests.value` or `facts.releases.days_to_go_live`. */
export type VariableType = 'double' | 'bool' | 'string';
export type Variables = ReadonlyMap<string, VariableType>;

type Asked = {
  readonly key: string;
  readonly type: CriterionType;
  readonly operator: string | null;
  readonly fact: string | null;
};
type Known = ReadonlyMap<string, Pick<Fact, 'name' | 'type' | 'kinds'>>;

const types = { number: 'double', boolean: 'bool', text: 'string' } as const;

/** Keys have dots and dashes, names in an expression have neither. */
export const nameOf = (key: string): string => key.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');

export const criterionName = (key: string): string => `criteria.${nameOf(key)}`;

export const factName = (name: string): string => {
  const [room = '', ...rest] = name.split('.');
  return `facts.${nameOf(room)}.${nameOf(rest.join('.'))}`;
};

const valueType = ({ type, operator, fact }: Asked, facts: Known): VariableType => {
  if (type === 'fact') return types[facts.get(fact ?? '')?.type ?? 'number'];
  return operator === null ? 'bool' : 'double';
};

/**
 * What the expressions of a gate may use: of each criterion that is no expression its value and whether it is met, and every fact that the house measures on
 * such a subject. Two keys that would have the same name have none.
 */
export function variablesOf(criteria: readonly Asked[], facts: Known, subjectKind: string): Variables {
  const found = new Map<string, VariableType>();
  const usable = criteria.filter((criterion) => criterion.type !== 'expression');
  for (const criterion of usable) {
    const name = criterionName(criterion.key);
    if (usable.some((other) => other !== criterion && criterionName(other.key) === name)) continue;
    found.set(`${name}.value`, valueType(criterion, facts));
    found.set(`${name}.met`, 'bool');
  }
  for (const fact of facts.values()) if (isMeasuredOn(fact, subjectKind)) found.set(factName(fact.name), types[fact.type]);
  return found;
}
