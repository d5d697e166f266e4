/** Rooms as the profile names them to people. */
const rooms: Readonly<Record<string, string>> = {
  ledger: 'Audit trail',
  identity: 'People, passwords and sessions',
  signatures: 'Signatures',
  policies: 'Policies',
  gates: 'Gates',
  releases: 'Releases',
  interlocks: 'Exceptions',
  approvals: 'Approvals and emergencies',
  alarms: 'Alarms',
  retention: 'Retention',
  records: 'Reviews of the audit trail',
};

export const sayRoom = (room: string): string => rooms[room] ?? room;

export const wayWords = {
  none: 'Nothing would change.',
  'at-once': 'It only tightens: it holds at once.',
  signed: 'It loosens the profile, or turns it another way: it waits until somebody of quality, who is not you, signs it.',
  confirmed:
    'It loosens the profile, or turns it another way: while nothing was signed here, a second person confirms it with their password.',
} as const;

export const directionWords = {
  same: { text: 'Same', tone: 'gray' },
  stricter: { text: 'Stricter', tone: 'teal' },
  looser: { text: 'Looser', tone: 'orange' },
  other: { text: 'Another way', tone: 'blue' },
} as const;

export const adoptedWords = {
  tightened: 'tightened at once',
  signed: 'signed',
  confirmed: 'confirmed by a second person before anything was signed',
} as const;

export const changeWords = {
  proposed: { text: 'Waits for a decision', tone: 'blue' },
  adopted: { text: 'Adopted', tone: 'teal' },
  rejected: { text: 'Rejected', tone: 'red' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

export const kindWords = {
  entry: 'Entry',
  journey: 'Journey',
  exit: 'Exit',
  'back-out': 'Back-out by criticality',
  windows: 'Windows',
  rehearsals: 'Rehearsals',
  environments: 'Environments',
  emergency: 'Emergency',
  signing: 'Signatures',
  other: 'Other',
} as const;

export const stateWords = {
  draft: { text: 'Draft', tone: 'gray' },
  'in-review': { text: 'In review', tone: 'blue' },
  approved: { text: 'Approved', tone: 'teal' },
  effective: { text: 'In force', tone: 'teal' },
  superseded: { text: 'Superseded', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'red' },
} as const;

export const exceptionWords = {
  requested: { text: 'Asked for', tone: 'blue' },
  granted: { text: 'Granted', tone: 'orange' },
  rejected: { text: 'Rejected', tone: 'red' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
  ended: { text: 'Ended', tone: 'gray' },
} as const;
