import type { Tone } from '../../../design/tokens.ts';
import type { ExceptionRow } from '../contract.ts';

type State = ExceptionRow['state'];

export const stateWords: Readonly<Record<State, string>> = {
  asked: 'Asked for',
  granted: 'Granted',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  lapsed: 'Lapsed',
};

type Told = { readonly text: string; readonly tone: Tone };
export type ToldException = Pick<ExceptionRow, 'state' | 'inForce'> & { readonly over: boolean };

/** What an exception is worth now: granted alone does not say it. */
export function worthOf({ state, inForce, over }: ToldException): Told {
  if (inForce) return { text: 'In force', tone: 'teal' };
  if (state === 'asked')
    return over ? { text: 'Asked, its time is over', tone: 'gray' } : { text: 'Waits for a decision', tone: 'yellow' };
  if (state === 'granted')
    return over ? { text: 'Its time is over', tone: 'gray' } : { text: 'Counts no more: unsigned', tone: 'red' };
  return { text: stateWords[state], tone: state === 'refused' ? 'red' : 'gray' };
}
