import type { handClock } from '../../foundation/clock.ts';
import { actOnChange } from '../../rooms/changes/acts/act-on-change.ts';
import { type RequestInput, requestChange } from '../../rooms/changes/acts/request-change.ts';
import type { ChangeState, ChangeVerb } from '../../rooms/changes/contract.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';
import { tellModels } from './tell-models.ts';

const at = (mailbox: string): string => `${mailbox}@aurelia.example`;
const hour = 3_600_000;

type More = { readonly reason?: string; readonly outcome?: string };
type Step = readonly [verb: ChangeVerb, by: string, more?: More];
type Told = {
  readonly name: string;
  readonly unit: string;
  readonly applications: readonly (readonly [key: string, role?: 'regression'])[];
  readonly reach: ChangeState;
  readonly gxp?: true;
  /** Days from now until it is to be implemented; 0 where that has begun. */
  readonly inDays?: number;
  readonly afterwards?: readonly Step[];
  readonly more?: Partial<RequestInput>;
};

const manager = 'change.manager';
/** The way of a change for production, each step by somebody who may; quality agrees where GxP is touched. */
const road: readonly (readonly [to: ChangeState, ...Step])[] = [
  ['submitted', 'submit', 'project.manager'],
  ['assessed', 'assess', manager],
  ['assessed', 'agree', 'quality'],
  ['authorised', 'authorise', manager],
  ['built', 'build', 'development.manager'],
  ['tested', 'test', 'test.manager', { reason: 'All cases passed; the report is linked' }],
  ['tested', 'agree', 'quality'],
  ['approved-for-production', 'approve', manager],
  ['scheduled', 'schedule', manager],
  ['implementing', 'implement', 'deployer'],
  ['implemented', 'complete', 'deployer', { outcome: 'Deployed in the planned time; the smoke test passed.' }],
  ['verified', 'verify', 'process.owner'],
  ['closed', 'close', manager],
];
const plans = {
  backOutPlan: 'The version before is kept and put back within thirty minutes; until midnight that is possible without loss.',
  testPlan: 'Regression suite of the application, and the two interfaces that it feeds.',
};
const known = { complexity: 'moderate', reversal: 'documented', testing: 'production-like', outage: 'planned' } as const;
const ticket = (number: number): RequestInput['links'] => [
  { kind: 'ticket', label: `AUR-${number}`, url: `https://tickets.aurelia.example/AUR-${number}` },
  { kind: 'pull-request', label: `Pull request ${number % 97}`, url: `https://code.aurelia.example/pulls/${number % 97}` },
];

const stories: readonly Told[] = [
  { name: 'Shorter sessions for field staff', unit: 'commercial', applications: [['APP-CRM']], reach: 'closed', inDays: 0 },
  {
    name: 'Load sales figures twice a day',
    unit: 'corporate-it',
    applications: [['APP-DWH']],
    reach: 'implementing',
    inDays: 0,
    afterwards: [
      ['back-out', 'deployer', { outcome: 'The second load ran into the backup; the job was taken out again.' }],
      ['verify', 'system.owner'],
      ['close', manager],
    ],
  },
  {
    name: 'Renew the signing certificate of the identity provider',
    unit: 'corporate-it',
    applications: [['APP-IDP'], ['APP-CRM', 'regression']],
    reach: 'implementing',
    inDays: 0,
    afterwards: [['fail', 'deployer', { outcome: 'Two applications refused the new certificate; the old one still answers.' }]],
  },
  {
    name: 'New columns for the margin report',
    unit: 'corporate-it',
    applications: [['APP-DWH']],
    reach: 'implementing',
    inDays: 0,
  },
  {
    name: 'Show open orders in the customer view',
    unit: 'commercial',
    applications: [['APP-CRM'], ['APP-DWH', 'regression']],
    reach: 'scheduled',
    inDays: 9,
  },
  {
    name: 'Second signature on stability results',
    unit: 'laboratory',
    applications: [['APP-LIMS']],
    reach: 'approved-for-production',
    gxp: true,
    inDays: 16,
  },
  {
    name: 'Read scales directly at the line',
    unit: 'manufacturing',
    applications: [['APP-MES'], ['APP-SERIAL', 'regression']],
    reach: 'tested',
    inDays: 23,
    gxp: true,
  },
  {
    name: 'Aggregation report by shift',
    unit: 'supply-chain',
    applications: [['APP-SERIAL']],
    reach: 'built',
    gxp: true,
    inDays: 30,
  },
  { name: 'Shorter form for minor deviations', unit: 'quality', applications: [['APP-QMS']], reach: 'authorised', gxp: true },
  {
    name: 'Automatic coding of adverse events',
    unit: 'quality',
    applications: [['APP-SAFETY']],
    reach: 'assessed',
    afterwards: [['object', 'quality', { reason: 'The test plan does not say how wrong codes are found' }]],
  },
  {
    name: 'Post usage decisions at once',
    unit: 'supply-chain',
    applications: [['APP-ERP'], ['APP-LIMS', 'regression']],
    reach: 'submitted',
  },
  {
    name: 'Templates for method transfer',
    unit: 'laboratory',
    applications: [['APP-ELN']],
    reach: 'draft',
    more: {
      backOutPlan: '',
      testPlan: '',
      answers: { complexity: 'unknown', reversal: 'unknown', testing: 'unknown', outage: 'unknown' },
    },
  },
  {
    name: 'Labels of the sample freezer cannot be read',
    unit: 'laboratory',
    applications: [['APP-SAMPLES']],
    reach: 'assessed',
    more: { model: 'emergency', answers: { ...known, complexity: 'simple', outage: 'possible' } },
  },
  {
    name: 'Open the training catalogue to contractors',
    unit: 'quality',
    applications: [['APP-LMS']],
    reach: 'assessed',
    afterwards: [['hold', manager, { reason: 'The contract with the agency is not signed' }]],
  },
  {
    name: 'Delete old trial documents',
    unit: 'commercial',
    applications: [['APP-CTMS']],
    reach: 'submitted',
    afterwards: [['reject', manager, { reason: 'Retention has not ended' }]],
  },
];

/** The people of the example request changes and take them as far as the story tells. */
export async function tellChanges(cast: Cast, clock: ReturnType<typeof handClock>): Promise<void> {
  const later = () => clock.moveTo(new Date(clock.now().getTime() + 1_000));
  const take = async (id: string, version: number, [verb, by, more = {}]: Step): Promise<number> => {
    later();
    const call = await cast.callOf(at(by), version);
    const input = { reason: more.reason ?? null, outcome: more.outcome ?? null };
    const asked = { kind: 'change', id, verb, input: { ...more } };
    const act = (signature: Parameters<typeof actOnChange>[2]['signature']) => actOnChange(call, id, { verb, input, signature });
    return expectDone(`${verb} of a change`, await signed(call, cast.password, asked, act)).version;
  };
  const request = async (told: Told, number: number) => {
    later();
    const { inDays } = told;
    const start = clock.now().getTime() + (inDays === 0 ? -hour : (inDays ?? 0) * 24 * hour);
    const [from, until] = [
      new Date(start),
      new Date(start + (inDays === 0 ? 30 : told.more?.model === 'standard' ? 1 : 2) * hour),
    ];
    const planned = inDays === undefined ? null : { start: from.toISOString(), end: until.toISOString(), zone: 'Europe/Zurich' };
    return expectDone(
      `request “${told.name}”`,
      await requestChange(await cast.callOf(at('project.manager')), {
        name: told.name,
        description: `${told.name}, as the users asked in ticket AUR-${number}.`,
        model: 'normal',
        template: null,
        unit: told.unit,
        owner: at('implementation.manager'),
        applications: told.applications.map(([application, role]) => ({ application, role: role ?? ('changed' as const) })),
        ...plans,
        answers: known,
        planned,
        dependencies: [],
        links: ticket(number),
        ...told.more,
      }),
    );
  };
  let before: string | null = null;
  for (const [at, told] of stories.entries()) {
    const dependencies = told.name.startsWith('Show open orders') && before !== null ? [{ change: before, needBy: null }] : [];
    const made = await request(
      { ...told, more: { ...told.more, ...(dependencies.length > 0 ? { dependencies } : {}) } },
      2101 + at * 7,
    );
    let { version } = made;
    const end = road.findIndex(([to]) => to === told.reach);
    for (const [, ...step] of told.reach === 'draft' ? [] : road.slice(0, end + 1))
      if (step[0] !== 'agree' || told.gxp === true) version = await take(made.id, version, step);
    for (const step of told.afterwards ?? []) version = await take(made.id, version, step);
    before = made.id;
  }
  const refresh = await request(
    {
      name: 'Refresh the data of the laboratory’s test system',
      unit: 'laboratory',
      applications: [['APP-LIMS']],
      reach: 'scheduled',
      inDays: 4,
      more: { model: 'non-production' },
    },
    2400,
  );
  const template = await tellModels(cast, clock);
  const restart = await request(
    {
      name: 'Restart the customer view after the month’s end',
      unit: 'commercial',
      applications: [['APP-CRM']],
      reach: 'scheduled',
      inDays: 3,
      more: {
        model: 'standard',
        template,
        backOutPlan: '',
        testPlan: '',
        answers: { ...known, complexity: 'simple', reversal: 'rehearsed' },
      },
    },
    2407,
  );
  const submitted = await take(restart.id, restart.version, ['submit-standard', 'project.manager']);
  await take(restart.id, submitted, ['schedule', manager]);
  let { version } = refresh;
  const steps: readonly Step[] = [
    ['submit', 'project.manager'],
    ['permit', 'environment.manager'],
    ['schedule', 'environment.manager'],
  ];
  for (const step of steps) version = await take(refresh.id, version, step);
}
