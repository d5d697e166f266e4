import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import type { Deliverable } from './read-series.ts';

type Application = NonNullable<PlanFileInput['applications']>[number];
type Dependency = NonNullable<PlanFileInput['dependencies']>[number];

export const topUnit = 'openstack';

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

export const unitOf = (team: string): string => `${topUnit}-${slug(team)}`;
export const applicationKey = (deliverable: string): string => `APP-${slug(deliverable).toUpperCase()}`;

/** What the data do not say (owner, criticality, GxP, SOX, stage, validated state) is left out, that is: unknown. */
export const applicationOf = (deliverable: Deliverable): Application => ({
  key: applicationKey(deliverable.name),
  name: deliverable.name,
  unit: unitOf(deliverable.team),
  description: `Deliverable of the team ${deliverable.team}, type ${deliverable.type ?? 'unknown'}, release model ${deliverable['release-model'] ?? 'unknown'}.`,
});

type Rule = {
  readonly deliverableType: string;
  readonly pattern: RegExp;
  readonly type: Dependency['type'];
  readonly host?: string;
  readonly hostType?: Dependency['type'];
};

/** Type and name together tell these; anything else would be a guess. */
const rules: readonly Rule[] = [
  { deliverableType: 'client-library', pattern: /^(?:python-)?(.+?)-?client$/, type: 'calls' },
  {
    deliverableType: 'horizon-plugin',
    pattern: /^(.+)-(?:ui|dashboard|web-ui)$/,
    type: 'calls',
    host: 'horizon',
    hostType: 'deploys-with',
  },
  {
    deliverableType: 'tempest-plugin',
    pattern: /^(.+)-tempest-plugin$/,
    type: 'calls',
    host: 'tempest',
    hostType: 'shared-library',
  },
];

export function dependenciesOf(deliverables: readonly Deliverable[]): Dependency[] {
  const names = new Set(deliverables.map(({ name }) => name));
  return deliverables.flatMap(({ name, type }) => {
    const rule = rules.find(({ deliverableType }) => deliverableType === type);
    if (!rule) return [];
    const from = applicationKey(name);
    const note = `Told by the deliverable's type (${rule.deliverableType}) and name.`;
    const served = rule.pattern.exec(name)?.[1];
    const found: Dependency[] = [];
    if (served !== undefined && served !== name && names.has(served)) {
      found.push({ from, to: applicationKey(served), type: rule.type, note });
    }
    if (rule.host !== undefined && rule.hostType !== undefined && rule.host !== name && names.has(rule.host)) {
      found.push({ from, to: applicationKey(rule.host), type: rule.hostType, note });
    }
    return found;
  });
}
