import type { KnownApplication } from './risk.ts';

type Known = Pick<KnownApplication, 'criticality' | 'gxp' | 'sox'>;
export type Facets = {
  readonly gxp: 'yes' | 'no' | 'unknown';
  readonly sox: 'yes' | 'no' | 'unknown';
  readonly criticality: string;
};

const relevance = (values: readonly string[]): Facets['gxp'] => {
  if (values.includes('yes')) return 'yes';
  return values.length === 0 || values.some((value) => value !== 'no') ? 'unknown' : 'no';
};
const order = ['critical', 'unknown', 'high', 'medium', 'low'];

/** What a change is by what it touches: the gravest of its applications; unknown where it names none (law 6). */
export const facetsOf = (applications: readonly Known[]): Facets => ({
  gxp: relevance(applications.map(({ gxp }) => gxp)),
  sox: relevance(applications.map(({ sox }) => sox)),
  criticality: order.find((value) => applications.some(({ criticality }) => criticality === value)) ?? 'unknown',
});
