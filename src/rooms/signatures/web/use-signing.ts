import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { Answered } from '../../../foundation/client/client.ts';
import type { Ceremony } from '../contract.ts';
import type { ComponentErrors } from './ComponentFields.tsx';
import { type Missing, readComponents } from './components-given.ts';
import { outcomeOf } from './outcome-of-signing.ts';
import type { Assertion, Proof } from './proof.ts';
import type { Ended } from './SigningEnded.tsx';

type Asked = {
  readonly ceremony: Ceremony;
  readonly send: (signature: Proof) => Promise<Answered<unknown>>;
};
/** What was wrong with the last attempt, and the field in which it is put right. */
type Wrong = { readonly refusals: readonly ShownRefusal[]; readonly missing: Missing; readonly field: string };

const nothingWrong: Wrong = { refusals: [], missing: {}, field: '' };

const textIn = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
};

const errorsOf = ({ refusals, missing }: Wrong): ComponentErrors => ({
  password: missing.password ?? refusalFor(refusals, '/signature/password'),
  code: missing.code ?? refusalFor(refusals, '/signature/code'),
  assertion: refusalFor(refusals, '/signature/assertion') ?? refusalFor(refusals, '/signature/passkey'),
});

/** Sends what was entered and keeps nothing of it; says what came of it. */
export function useSigning({ ceremony, send }: Asked) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [assertion, setAssertion] = useState<Assertion | undefined>(undefined);
  const [wrong, setWrong] = useState(nothingWrong);
  const [ended, setEnded] = useState<Ended | null>(null);
  // After the refusals came into view: the field that they speak of is what is needed next.
  useEffect(() => {
    if (wrong.field === '') return;
    form.current?.querySelector<HTMLInputElement>(`input[name="${wrong.field}"]`)?.focus();
    // A field that had the focus already is not brought into view by it.
    void form.current?.scrollIntoView({ block: 'nearest' });
  }, [wrong]);
  const tell = async (answer: Answered<unknown>) => {
    const outcome = outcomeOf(answer);
    if (outcome.kind === 'signed') return;
    if (outcome.kind === 'again') {
      const field = outcome.field ?? (ceremony.needs.password ? 'password' : 'code');
      setWrong({ refusals: outcome.refusals, missing: {}, field });
      return;
    }
    setEnded(outcome.kind === 'changed' ? outcome : { kind: 'over', refusals: outcome.refusals });
    await client.invalidateQueries();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const read = readComponents(ceremony.needs, { password: textIn(data, 'password'), code: textIn(data, 'code') }, assertion);
    if (!read.ok) {
      setWrong({ refusals: [], missing: read.missing, field: 'password' in read.missing ? 'password' : 'code' });
      return;
    }
    setWrong(nothingWrong);
    setBusy(true);
    const answer = await send({ ceremony: ceremony.id, ...read.given });
    setBusy(false);
    // Nothing was heard by the server: what was typed may stay where it was typed. Else no component is kept, right or wrong.
    if (answer.ok || answer.status !== 0) {
      form.current?.reset();
      setAssertion(undefined);
    }
    await tell(answer);
  };
  return {
    form,
    busy,
    answered: assertion !== undefined,
    setAssertion,
    refusals: wrong.refusals,
    errors: errorsOf(wrong),
    ended,
    submit,
  };
}
