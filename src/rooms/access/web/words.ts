export const stateWords = {
  open: { text: 'Open', tone: 'brand' },
  closed: { text: 'Closed', tone: 'teal' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

export const decisionWords = {
  keep: { text: 'Keep', tone: 'teal' },
  remove: { text: 'Remove', tone: 'red' },
  change: { text: 'Change', tone: 'orange' },
} as const;

export const kindWords = { role: 'Role', member: 'Group', deputy: 'Deputy', token: 'API token' } as const;

export const monthsText = (months: number): string => (months === 1 ? 'every month' : `every ${months} months`);

export const changeWords = {
  proposed: { text: 'Proposed', tone: 'orange' },
  adopted: { text: 'In force', tone: 'teal' },
  rejected: { text: 'Rejected', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

export const waiverWords = {
  requested: { text: 'Asked for', tone: 'orange' },
  granted: { text: 'Granted', tone: 'blue' },
  ended: { text: 'Over, to be reviewed', tone: 'orange' },
  reviewed: { text: 'Reviewed', tone: 'teal' },
  rejected: { text: 'Rejected', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;
