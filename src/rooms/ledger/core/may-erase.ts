import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('ledger', {
  'still-here': {
    kind: 'rule',
    says: () => 'The person is not disabled: their retention has not begun.',
    remedy: 'Disable the person; retention counts from that day.',
  },
  'still-retained': {
    kind: 'rule',
    says: (f: { until: string; years: number }) =>
      `What the person did must be kept for ${f.years} years after they left: until ${f.until.slice(0, 10)}.`,
    remedy:
      'Ask again after that day. The compliance profile sets the years; the operator can lengthen them (INTERLOCK_RETENTION_YEARS).',
  },
  'on-hold': {
    kind: 'rule',
    says: (f: { key: string; reason: string }) => `A legal hold stands on the records of this person (${f.key}): ${f.reason}`,
    remedy: 'Have the hold lifted, where its ground is gone.',
  },
  'second-person': {
    kind: 'rule',
    says: (f: { who: 'requester' | 'subject' }) =>
      f.who === 'requester'
        ? 'You asked for this erasure: another person confirms it.'
        : 'Nobody erases what is about themselves.',
    remedy: 'Ask somebody else who holds the right.',
  },
});

/** End of the retention of somebody who left: so many years later, to the day. 29 February ends on 1 March. */
export function retainedUntil(leftAt: Date, years: number): Date {
  const until = new Date(leftAt);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until;
}

export type ErasureFacts = {
  readonly now: Date;
  /** When the person left; null while they are here. */
  readonly leftAt: Date | null;
  readonly years: number;
  readonly hold: { readonly key: string; readonly reason: string } | null;
};

/** Why the law keeps what is about a person: every reason, not the first. */
export function mayNotErase({ now, leftAt, years, hold }: ErasureFacts): readonly Refusal[] {
  const until = leftAt === null ? null : retainedUntil(leftAt, years);
  return [
    ...(until === null ? [no['still-here']({})] : []),
    ...(until !== null && until > now ? [no['still-retained']({ until: until.toISOString(), years })] : []),
    ...(hold === null ? [] : [no['on-hold'](hold)]),
  ];
}

/** Two persons, and neither is the one it is about. */
export function notSecondPerson(actorId: string, requestedBy: string | null, personId: string): readonly Refusal[] {
  return [
    ...(actorId === requestedBy ? [no['second-person']({ who: 'requester' })] : []),
    ...(actorId === personId ? [no['second-person']({ who: 'subject' })] : []),
  ];
}
