export type StoryState =
  | 'proposed'
  | 'accepted'
  | 'planned'
  | 'in-progress'
  | 'ready'
  | 'deploying'
  | 'deployed'
  | 'released-for-use'
  | 'warranty'
  | 'closed'
  | 'backed-out'
  | 'rejected'
  | 'on-hold'
  | 'cancelled';

export type StoryStep = {
  readonly release: string;
  /** The state that people of the example bring it to, by real acts: no plan file can say it. */
  readonly reach: StoryState;
  readonly because: string;
  /** Its schedule says that it should be further by now. */
  readonly late?: true;
  /** Criteria that stay red, with the value that is measured; all others that the way needs are answered green. */
  readonly red?: readonly { readonly gate: string; readonly criterion: string; readonly measured: number }[];
};

export const pharmaStory: readonly StoryStep[] = [
  { release: 'quarterly-train', reach: 'planned', because: 'Dates were agreed with all units.' },
  { release: 'mes-batch-record', reach: 'planned', because: 'Part of the quarterly train.' },
  { release: 'serialisation-eu', reach: 'accepted', because: 'Entry criteria met; dates are being planned.' },
  {
    release: 'qms-capa',
    reach: 'in-progress',
    late: true,
    because: 'UAT started late: the test data came two weeks after their date.',
  },
  {
    release: 'lims-sample-routing',
    reach: 'in-progress',
    because: 'UAT found critical defects; readiness cannot be decided.',
    red: [
      { gate: 'readiness', criterion: 'uat-pass-rate', measured: 91.5 },
      { gate: 'readiness', criterion: 'open-critical-defects', measured: 2 },
    ],
  },
  { release: 'lab-inventory', reach: 'ready', because: 'UAT accepted by the laboratory.' },
  { release: 'training-curricula', reach: 'deploying', because: 'The extra window for training records is open.' },
  { release: 'eln-templates', reach: 'deployed', because: 'Deployed on the last GxP Saturday; quick validation is running.' },
  { release: 'dms-effective-dates', reach: 'released-for-use', because: 'Installation check complete.' },
  { release: 'safety-reporting', reach: 'warranty', because: 'Released for use by quality; watched for four weeks.' },
  { release: 'identity-passkeys', reach: 'closed', because: 'Warranty over, punch list empty.' },
  { release: 'ctms-site-visits', reach: 'backed-out', because: 'Time-outs at two sites; quick validation was negative.' },
  { release: 'crm-lead-scoring', reach: 'rejected', because: 'Personal data would leave the firm without a legal ground.' },
  { release: 'samples-courier', reach: 'on-hold', because: 'The courier has no interface yet.' },
  { release: 'mes-mobile', reach: 'cancelled', because: 'The electronic batch record replaces it.' },
  { release: 'erp-tax', reach: 'proposed', because: 'Wanted for the same night as the warehouse project.' },
  { release: 'erp-warehouse', reach: 'accepted', because: 'Business case agreed.' },
  { release: 'dwh-year-end-reports', reach: 'proposed', because: 'Wanted in the middle of the year-end freeze.' },
];
