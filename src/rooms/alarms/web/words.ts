import type { Tone } from '../../../design/tokens.ts';
import type { AlarmRow, AlarmView } from '../contract.ts';

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
