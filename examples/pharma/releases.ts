import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays } from '../openstack/days.ts';
import { gatesFor } from './gates.ts';
import { mail } from './people.ts';
import { applications } from './portfolio.ts';
import { isEvening, isGxp, isQuarterly, slotFrom, slotUntil } from './slots.ts';

type Release = NonNullable<PlanFileInput['releases']>[number];
type Phase = NonNullable<Release['phases']>[number];
type Milestone = NonNullable<Release['milestones']>[number];
type GoLive = NonNullable<Release['goLive']>;

type Outline = {
  readonly key: string;
  readonly name: string;
  readonly kind: Release['kind'];
  readonly class: Release['class'];
  readonly unit: string;
  readonly owner?: string;
  readonly summary: string;
  readonly parent?: string;
  /** Application and its planned version. */
  readonly changed: readonly (readonly [application: string, version: string])[];
  readonly regression?: readonly string[];
  readonly goLive: GoLive;
  /** The day that phases, milestones and gates are counted from; where it is not said, the one on which the go-live begins. */
  readonly day?: string;
  /** Planned so tightly that UAT should be over by now. */
  readonly earlierByDays?: number;
};

/** Ends at 04:00, because 02:00 happens twice or not at all in the nights in which the clocks change. */
const night = (day: string): GoLive => ({ start: `${day}T20:00`, end: `${addDays(day, 1)}T04:00`, backOutMinutes: 240 });
const evening = (day: string): GoLive => ({ start: `${day}T18:30`, end: `${day}T22:00`, backOutMinutes: 120 });
const dayOf = (goLive: GoLive): string => goLive.start.slice(0, 10);

/** Backwards from go-live: three months in all, four weeks of warranty after it. */
function phasesFor(day: string, earlier: number): Phase[] {
  const before = (days: number): string => addDays(day, -days - earlier);
  return [
    { key: 'plan', name: 'Planning', kind: 'plan', start: before(84), end: before(63) },
    { key: 'build', name: 'Build', kind: 'build', start: before(63), end: before(35) },
    { key: 'integrate', name: 'Integration', kind: 'integrate', start: before(35), end: before(21) },
    { key: 'uat', name: 'User acceptance', kind: 'uat', start: before(21), end: before(7) },
    { key: 'deploy', name: 'Deployment', kind: 'deploy', start: addDays(day, -2), end: addDays(day, 2) },
    { key: 'warranty', name: 'Warranty', kind: 'warranty', start: addDays(day, 2), end: addDays(day, 30) },
  ];
}

function milestonesFor(day: string, earlier: number): Milestone[] {
  const at = (days: number): string => `${addDays(day, -days - earlier)}T12:00`;
  return [
    { key: 'scope-lock', name: 'Scope lock', at: at(70) },
    { key: 'integration-complete', name: 'Integration complete', at: at(21) },
    { key: 'uat-complete', name: 'UAT complete', at: at(7) },
  ];
}

const isGxpApplication = (key: string): boolean =>
  applications.some((application) => application.key === key && application.gxp === true);

function releaseOf(outline: Outline): Release {
  const { changed, regression = [], earlierByDays = 0, goLive, day = dayOf(goLive), ...rest } = outline;
  const gxp = changed.some(([key]) => isGxpApplication(key)) || outline.kind === 'enterprise';
  return {
    owner: mail.projectManager,
    ...rest,
    applications: [
      ...changed.map(([key, version]) => ({ key, role: 'changed' as const, version })),
      ...regression.map((key) => ({ key, role: 'regression' as const })),
    ],
    phases: phasesFor(day, earlierByDays),
    milestones: milestonesFor(day, earlierByDays),
    goLive,
    gates: gatesFor(day, gxp, addDays(day, -6 - earlierByDays)),
  };
}

/** The year of the firm, seen from today. Which of them has come how far is told by `pharmaStory`. */
function outlines(today: string): readonly Outline[] {
  const ahead = (days: number): string => addDays(today, days);
  const train = slotFrom(ahead(84), isQuarterly);
  const erpNight = slotFrom(addDays(train, 60), isQuarterly);
  const frozen = `${Number(today.slice(0, 4)) + (today.slice(5) < '12-18' ? 0 : 1)}-12-29`;
  return [
    {
      key: 'quarterly-train',
      name: 'Quarterly enterprise release',
      kind: 'enterprise',
      class: 'major',
      unit: 'aurelia',
      owner: mail.releaseManager,
      summary: 'All that goes live together in the next quarterly window but one.',
      changed: [],
      goLive: night(train),
    },
    {
      key: 'mes-batch-record',
      name: 'MES 7.2, electronic batch record',
      kind: 'project',
      class: 'major',
      unit: 'manufacturing',
      parent: 'quarterly-train',
      summary: 'Batch records of the filling lines become electronic, with review by exception.',
      changed: [['APP-MES', '7.2.0']],
      goLive: night(train),
    },
    {
      key: 'serialisation-eu',
      name: 'Serialisation 4.0, EU aggregation',
      kind: 'project',
      class: 'major',
      unit: 'supply-chain',
      parent: 'quarterly-train',
      summary: 'Aggregation of cases and pallets for the European market.',
      changed: [['APP-SERIAL', '4.0.0']],
      goLive: night(train),
    },
    {
      key: 'qms-capa',
      name: 'QMS 12.3, CAPA effectiveness',
      kind: 'independent',
      class: 'minor',
      unit: 'quality',
      summary: 'Effectiveness checks of corrective actions get due dates and owners.',
      changed: [['APP-QMS', '12.3']],
      goLive: night(slotFrom(ahead(8), isGxp)),
      earlierByDays: 28,
    },
    {
      key: 'lims-sample-routing',
      name: 'LIMS 8.4, sample routing',
      kind: 'independent',
      class: 'minor',
      unit: 'laboratory',
      summary: 'Samples are routed to the site with free capacity; stability studies follow automatically.',
      changed: [['APP-LIMS', '8.4.0']],
      goLive: night(slotFrom(ahead(15), isGxp)),
    },
    {
      key: 'lab-inventory',
      name: 'Inventory 3.1, expiry warnings',
      kind: 'independent',
      class: 'minor',
      unit: 'laboratory',
      summary: 'Reagents near their expiry are shown before a run is planned.',
      changed: [['APP-INVENTORY', '3.1.0']],
      goLive: night(slotFrom(ahead(1), isGxp)),
    },
    {
      key: 'training-curricula',
      name: 'Training records 22.11, curricula by role',
      kind: 'independent',
      class: 'minor',
      unit: 'quality',
      summary: 'Curricula follow the role; missing training shows to the supervisor.',
      changed: [['APP-LMS', '22.11']],
      // From yesterday noon: under way at every hour of today, and for long enough that the story can have begun it.
      goLive: { start: `${ahead(-1)}T12:00`, end: ahead(1), backOutMinutes: 240 },
      day: today,
    },
    {
      key: 'eln-templates',
      name: 'ELN 9.2, method templates',
      kind: 'independent',
      class: 'minor',
      unit: 'laboratory',
      summary: 'Templates for the fifty most used methods.',
      changed: [['APP-ELN', '9.2']],
      goLive: night(slotUntil(ahead(-2), isGxp)),
    },
    {
      key: 'dms-effective-dates',
      name: 'Document management 6.8, effective dates',
      kind: 'independent',
      class: 'minor',
      unit: 'quality',
      summary: 'A procedure becomes effective only when its training is complete.',
      changed: [['APP-DMS', '6.8']],
      goLive: night(slotUntil(ahead(-5), isGxp)),
    },
    {
      key: 'safety-reporting',
      name: 'Safety database 5.5, E2B reports',
      kind: 'independent',
      class: 'minor',
      unit: 'quality',
      summary: 'Individual case reports in the current format of the authorities.',
      changed: [['APP-SAFETY', '5.5.0']],
      goLive: night(slotUntil(ahead(-12), isGxp)),
    },
    {
      key: 'identity-passkeys',
      name: 'Identity provider, passkeys',
      kind: 'maintenance',
      class: 'minor',
      unit: 'corporate-it',
      summary: 'Sign-in with passkeys at all sites.',
      changed: [['APP-IDP', '2.14']],
      goLive: evening(slotUntil(ahead(-56), isEvening)),
    },
    {
      key: 'ctms-site-visits',
      name: 'CTMS 4.6, site visits',
      kind: 'independent',
      class: 'minor',
      unit: 'commercial',
      summary: 'Visit reports from the field; backed out after time-outs at two sites.',
      changed: [['APP-CTMS', '4.6.0']],
      goLive: night(slotUntil(ahead(-10), isGxp)),
    },
    {
      key: 'crm-lead-scoring',
      name: 'CRM, lead scoring',
      kind: 'project',
      class: 'minor',
      unit: 'commercial',
      summary: 'Scoring of leads by an outside service.',
      changed: [['APP-CRM', '31.0']],
      goLive: evening(slotFrom(ahead(60), isEvening)),
    },
    {
      key: 'samples-courier',
      name: 'Sample management 2.9, courier link',
      kind: 'independent',
      class: 'minor',
      unit: 'laboratory',
      summary: 'Tracking of couriers; on hold until the courier offers its interface.',
      changed: [['APP-SAMPLES', '2.9.0']],
      goLive: night(slotFrom(ahead(70), isGxp)),
    },
    {
      key: 'mes-mobile',
      name: 'MES mobile clients',
      kind: 'project',
      class: 'minor',
      unit: 'manufacturing',
      summary: 'Handheld devices on the line; replaced by the electronic batch record.',
      changed: [['APP-MES', '7.3.0']],
      goLive: night(slotFrom(addDays(train, 30), isGxp)),
    },
    {
      key: 'erp-tax',
      name: 'ERP, tax rules of the new year',
      kind: 'project',
      class: 'minor',
      unit: 'supply-chain',
      summary: 'Same night and same application as the warehouse project: the collision of the example.',
      changed: [['APP-ERP', '2027-T1']],
      goLive: night(erpNight),
    },
    {
      key: 'erp-warehouse',
      name: 'ERP, warehouse management',
      kind: 'project',
      class: 'major',
      unit: 'supply-chain',
      summary: 'Bin locations and picking for the new warehouse.',
      changed: [['APP-ERP', '2027-W1']],
      regression: ['APP-SERIAL'],
      goLive: night(erpNight),
    },
    {
      key: 'dwh-year-end-reports',
      name: 'Data warehouse, year-end reports',
      kind: 'independent',
      class: 'patch',
      unit: 'corporate-it',
      summary: 'Wanted between the years: it lies in the year-end freeze and in the month-end close.',
      changed: [['APP-DWH', '5.4.1']],
      goLive: evening(frozen),
    },
  ];
}

export const releasesFor = (today: string): Release[] => outlines(today).map(releaseOf);
