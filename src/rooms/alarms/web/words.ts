import type { Tone } from '../../../design/tokens.ts';
import type { AlarmRow, AlarmView, SuppressionView } from '../contract.ts';

export const stateWords: Readonly<
  Record<AlarmRow['state'], { readonly text: string; readonly tone: Tone; readonly says: string }>
> = {
  raised: { text: 'Raised', tone: 'red', says: 'It stands, and nobody has acknowledged it' },
  passed: { text: 'Over, not acknowledged', tone: 'orange', says: 'What raised it is over; somebody must still acknowledge it' },
  acknowledged: { text: 'Acknowledged', tone: 'blue', says: 'It stands, and somebody is at it' },
  closed: { text: 'Closed', tone: 'gray', says: 'It is over, and was acknowledged' },
};

export const severityWords: Readonly<Record<AlarmRow['severity'], { readonly text: string; readonly tone: Tone }>> = {
  critical: { text: 'Critical', tone: 'red' },
  high: { text: 'High', tone: 'orange' },
  notice: { text: 'Notice', tone: 'gray' },
};

export const stepWords: Readonly<Record<AlarmView['steps'][number]['verb'], string>> = {
  raise: 'raised the alarm',
  return: 'raised it once more: it came back',
  repeat: 'raised it once more: it happened again',
  acknowledge: 'acknowledged it',
  end: 'found that it is over',
  escalate: 'escalated it: nobody had acknowledged it in time',
};

/** What an alarm is about, as short as it can be said. */
export const subjectText = ({ subject }: Pick<AlarmRow, 'subject'>): string | null => subject.label ?? subject.key;

export const suppressionWords: Readonly<Record<SuppressionView['state'], { readonly text: string; readonly tone: Tone }>> = {
  requested: { text: 'To decide', tone: 'blue' },
  'in-force': { text: 'In force', tone: 'orange' },
  rejected: { text: 'Rejected', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
  ended: { text: 'Ended', tone: 'gray' },
};

export const verbWords = {
  approve: { label: 'Approve', text: 'From now on, until its end, nobody is told of alarms of this kind.' },
  reject: { label: 'Reject', text: 'Everybody who must act goes on being told.' },
  withdraw: { label: 'Withdraw', text: 'Everybody who must act goes on being told.' },
  end: { label: 'End early', text: 'Whoever must act is told at once of what was held back and still waits.' },
} as const;

/** A time that is given in minutes, as short as it can be said. */
export function minutesText(minutes: number | null): string {
  if (minutes === null) return '–';
  if (minutes < 1) return 'under 1 min';
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
