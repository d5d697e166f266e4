import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays } from '../openstack/days.ts';

type Release = NonNullable<PlanFileInput['releases']>[number];
type Gate = NonNullable<Release['gates']>[number];

const passRate = {
  key: 'uat-pass-rate',
  text: 'UAT test cases passed',
  type: 'measure',
  operator: '>=',
  threshold: 98,
  unit: '%',
  source: 'UAT test run',
  freshnessHours: 168,
  responsible: 'test-manager',
} as const;

const criticalDefects = {
  key: 'open-critical-defects',
  text: 'Open defects of severity critical',
  type: 'measure',
  operator: '==',
  threshold: 0,
  unit: 'defects',
  source: 'Defect tracker',
  freshnessHours: 48,
  responsible: 'test-manager',
} as const;

const checked = (key: string, text: string, responsible: 'implementation-manager' | 'validation-lead' | 'system-owner') =>
  ({ key, text, type: 'checklist', responsible }) as const;

/** The gates of every release of the firm; a GxP release also shows its validation and is released for use by quality. */
export function gatesFor(goLive: string, gxp: boolean, readyDue: string): Gate[] {
  const validation = checked('validation-report', 'Validation report is complete', 'validation-lead');
  const forUse: Gate = {
    key: 'release-for-use',
    name: 'Release for use',
    guards: 'release-for-use',
    due: `${addDays(goLive, 3)}T12:00`,
    deciders: ['quality'],
    criteria: [checked('post-check', 'Installation check in production is complete', 'validation-lead')],
  };
  return [
    {
      key: 'readiness',
      name: 'Readiness',
      guards: 'ready',
      due: `${readyDue}T12:00`,
      deciders: ['business-process-owner'],
      criteria: [passRate, criticalDefects, ...(gxp ? [validation] : [])],
    },
    {
      key: 'go-no-go',
      name: 'Go or no-go',
      guards: 'deploy',
      due: `${addDays(goLive, -1)}T12:00`,
      deciders: ['release-manager'],
      criteria: [
        checked('back-out-rehearsed', 'Back-out has been rehearsed within its time', 'implementation-manager'),
        checked('users-informed', 'Users at all sites have been informed', 'implementation-manager'),
      ],
    },
    ...(gxp ? [forUse] : []),
    {
      key: 'closure',
      name: 'Closure',
      guards: 'close',
      due: `${addDays(goLive, 28)}T12:00`,
      deciders: ['business-process-owner'],
      criteria: [checked('punch-list', 'Punch list is empty or each item has been handed over', 'system-owner')],
    },
  ];
}
