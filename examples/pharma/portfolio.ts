import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { mail } from './people.ts';

type Unit = NonNullable<PlanFileInput['units']>[number];
type Application = NonNullable<PlanFileInput['applications']>[number];
type Dependency = NonNullable<PlanFileInput['dependencies']>[number];

export const units: Unit[] = [
  { key: 'aurelia', name: 'Aurelia Pharma' },
  { key: 'quality', name: 'Quality', parent: 'aurelia' },
  { key: 'laboratory', name: 'Laboratory', parent: 'aurelia' },
  { key: 'manufacturing', name: 'Manufacturing', parent: 'aurelia' },
  { key: 'supply-chain', name: 'Supply chain', parent: 'aurelia' },
  { key: 'commercial', name: 'Commercial', parent: 'aurelia' },
  { key: 'corporate-it', name: 'Corporate IT', parent: 'aurelia' },
];

type Row = readonly [
  key: string,
  name: string,
  unit: string,
  criticality: 'low' | 'medium' | 'high' | 'critical',
  gxp: boolean,
  sox: boolean | 'unknown',
  technology: string,
  validatedState: 'validated' | 'under-change' | 're-validation-due' | 'not-applicable',
];

const rows: readonly Row[] = [
  ['APP-LIMS', 'Laboratory information (LIMS)', 'laboratory', 'critical', true, false, 'Java, Oracle', 'validated'],
  ['APP-SAMPLES', 'Sample management', 'laboratory', 'high', true, false, 'Python, PostgreSQL', 'validated'],
  ['APP-ELN', 'Electronic laboratory notebook', 'laboratory', 'high', true, false, 'Software as a service', 'validated'],
  ['APP-INVENTORY', 'Reagent and stock inventory', 'laboratory', 'medium', true, false, 'TypeScript, PostgreSQL', 'validated'],
  ['APP-MES', 'Manufacturing execution (MES)', 'manufacturing', 'critical', true, false, '.NET, SQL Server', 'under-change'],
  ['APP-SERIAL', 'Serialisation and aggregation', 'supply-chain', 'critical', true, false, 'Java, PostgreSQL', 'validated'],
  ['APP-QMS', 'Quality management (QMS)', 'quality', 'critical', true, false, 'Software as a service', 'validated'],
  ['APP-DMS', 'Document management', 'quality', 'high', true, false, 'Software as a service', 'validated'],
  ['APP-LMS', 'Training records', 'quality', 'medium', true, false, 'Software as a service', 're-validation-due'],
  ['APP-SAFETY', 'Drug safety database', 'quality', 'critical', true, false, 'Java, Oracle', 'validated'],
  ['APP-CTMS', 'Clinical trial management', 'commercial', 'high', true, 'unknown', 'Software as a service', 'validated'],
  ['APP-CRM', 'Customer relations', 'commercial', 'medium', false, 'unknown', 'Software as a service', 'not-applicable'],
  ['APP-ERP', 'Enterprise resource planning (ERP)', 'supply-chain', 'critical', true, true, 'ABAP, HANA', 'validated'],
  ['APP-DWH', 'Data warehouse', 'corporate-it', 'high', false, true, 'SQL, dbt', 'not-applicable'],
  ['APP-IDP', 'Identity provider', 'corporate-it', 'critical', false, true, 'OpenID Connect', 'not-applicable'],
];

export const applications: Application[] = rows.map(([key, name, unit, criticality, gxp, sox, technology]) => ({
  key,
  name,
  unit,
  owner: mail.systemOwner,
  criticality,
  gxp,
  sox,
  technology,
  lifecycleStage: 'live',
}));

/** Validated states are decisions: people of the example take them, no plan file can. */
export const validatedStates = new Map(rows.map((row) => [row[0], row[7]] as const));

const arrows: readonly (readonly [from: string, type: Dependency['type'], to: string, note?: string])[] = [
  ['LIMS', 'calls', 'SAMPLES', 'Sample registration and location'],
  ['LIMS', 'data', 'MES', 'Release of in-process control results'],
  ['LIMS', 'data', 'ERP', 'Usage decision for batches'],
  ['LIMS', 'calls', 'IDP'],
  ['SAMPLES', 'calls', 'INVENTORY', 'Consumables for sample kits'],
  ['SAMPLES', 'calls', 'IDP'],
  ['ELN', 'calls', 'LIMS', 'Requests for analysis'],
  ['ELN', 'calls', 'INVENTORY'],
  ['ELN', 'calls', 'IDP'],
  ['INVENTORY', 'data', 'ERP', 'Material master'],
  ['MES', 'data', 'ERP', 'Process orders and confirmations'],
  ['MES', 'calls', 'LIMS', 'Orders for in-process control'],
  ['MES', 'deploys-with', 'SERIAL', 'The line interface has one version on both sides'],
  ['MES', 'calls', 'IDP'],
  ['SERIAL', 'data', 'ERP', 'Shipments and returns'],
  ['QMS', 'data', 'DMS', 'Procedures that a deviation refers to'],
  ['QMS', 'data', 'LMS', 'Training due after a change'],
  ['QMS', 'data', 'MES', 'Deviations raised on the line'],
  ['DMS', 'data', 'LMS', 'New effective versions'],
  ['LMS', 'calls', 'IDP'],
  ['SAFETY', 'data', 'CTMS', 'Serious adverse events of trials'],
  ['SAFETY', 'data', 'CRM', 'Complaints with a safety signal'],
  ['CTMS', 'data', 'SAMPLES', 'Sample shipments of trial sites'],
  ['DWH', 'data', 'ERP'],
  ['DWH', 'data', 'LIMS'],
  ['DWH', 'data', 'CRM'],
  ['ERP', 'infrastructure', 'IDP', 'Single sign-on of the gateway'],
];

export const dependencies: Dependency[] = arrows.map(([from, type, to, note]) => ({
  from: `APP-${from}`,
  to: `APP-${to}`,
  type,
  ...(note !== undefined && { note }),
}));
