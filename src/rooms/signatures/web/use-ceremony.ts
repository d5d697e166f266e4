import { useCallback, useRef, useState } from 'react';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { BodySentOf, Problem } from '../../../foundation/contract.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { call } from '../../../foundation/web/transport.ts';
import { beginCeremony, type Ceremony } from '../contract.ts';

/** The step that somebody wants to take, as it would be sent without its signature. */
export type Wanted = {
  readonly subject: { readonly kind: string; readonly id: string };
  /** Version of the record that the decision is made on. */
  readonly version: number;
  readonly verb: string;
  readonly input: object;
};

type Refusals = Problem['refusals'];
export type CeremonyState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'refused'; readonly refusals: Refusals; readonly stale: boolean }
  | { readonly kind: 'shown'; readonly ceremony: Ceremony; readonly receivedAt: number };

/** Exactly what JSON will carry: fields that are undefined are not part of what is signed. */
const asSent = (input: object): BodySentOf<typeof beginCeremony>['input'] => {
  const sent: Readonly<Record<string, Json>> = JSON.parse(JSON.stringify(input));
  return sent;
};

/** Begins ceremonies and keeps what the server shows; a later beginning overtakes an earlier one. */
export function useCeremony() {
  const [state, setState] = useState<CeremonyState>({ kind: 'idle' });
  const turn = useRef(0);
  const reset = useCallback(() => {
    turn.current += 1;
    setState({ kind: 'idle' });
  }, []);
  /** True once it is shown. */
  const begin = useCallback(async ({ subject, version, verb, input }: Wanted): Promise<boolean> => {
    turn.current += 1;
    const mine = turn.current;
    setState({ kind: 'loading' });
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    const answer = await call(beginCeremony, { version, body: { subject, verb, input: asSent(input), zone } });
    if (mine !== turn.current) return false;
    if (answer.ok) setState({ kind: 'shown', ceremony: answer.value, receivedAt: Date.now() });
    else setState({ kind: 'refused', refusals: refusalsOf(answer), stale: answer.status === 412 });
    return answer.ok;
  }, []);
  return { state, begin, reset };
}
