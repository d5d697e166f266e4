import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useLent } from '../../../foundation/web/lent.tsx';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import {
  confirmErasure,
  liftHold,
  type listErasures,
  type listHolds,
  requestErasure,
  setHold,
  withdrawErasure,
} from '../contract.ts';

const nothing = () => {};
type Erasure = ReplyOf<typeof listErasures>['items'][number];
type Hold = ReplyOf<typeof listHolds>['items'][number];

const Person = ({ id, onChange }: { readonly id: string | null; readonly onChange: (id: string | null) => void }) => {
  const { PersonChoice } = useLent();
  return (
    <Suspense fallback={<TextInput label="Person" disabled />}>
      <PersonChoice label="Person" placeholder="Name or e-mail" id={id} onChange={onChange} />
    </Suspense>
  );
};

type ReasonProps = {
  readonly value: string;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (text: string) => void;
};
const Reason = ({ value, refusals, onChange }: ReasonProps) => (
  <Textarea
    label="Reason"
    required
    autosize
    minRows={2}
    value={value}
    error={refusalFor(refusals, '/reason')}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

const Password = ({ value, refusals, onChange }: ReasonProps) => (
  <PasswordInput
    label="Your own password"
    required
    autoComplete="current-password"
    value={value}
    error={refusalFor(refusals, '/password')}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

/** Asks for an erasure: refused with ground and date while the law keeps what it is about. */
export function RequestErasure() {
  const [opened, setOpened] = useState(false);
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  const ask = useAsk(requestErasure, () => setOpened(false));
  const open = () => {
    setPerson(null);
    setReason('');
    setPassword('');
    ask.reset();
    setOpened(true);
  };
  const send = async () => {
    if (person === null) return;
    await ask.send({ body: { person, reason: reason.trim(), password } });
    setPassword('');
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        Ask for an erasure
      </Button>
      <FormDialog
        opened={opened}
        title="Ask for the erasure of a person’s name and texts"
        confirm="Ask for it"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={person !== null && reason.trim().length >= 3 && password !== ''}
        onSend={() => void send()}
        onClose={() => setOpened(false)}
      >
        <p>Somebody else confirms it. Before that nothing goes.</p>
        <Person id={person} onChange={setPerson} />
        <Reason value={reason} refusals={ask.refusals} onChange={setReason} />
        <Password value={password} refusals={ask.refusals} onChange={setPassword} />
      </FormDialog>
    </>
  );
}

/** The second person: nothing brings the values back. */
export function ConfirmErasure({ erasure }: { readonly erasure: Erasure }) {
  const [opened, setOpened] = useState(false);
  const [password, setPassword] = useState('');
  const ask = useAsk(confirmErasure, () => setOpened(false));
  const open = () => {
    setPassword('');
    ask.reset();
    setOpened(true);
  };
  const send = async () => {
    await ask.send({ params: { id: erasure.id }, body: { password } });
    setPassword('');
  };
  return (
    <>
      <BlockedButton size="compact-sm" color="red" can={erasure.can.confirm} onClick={open}>
        Confirm
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Confirm the erasure ${erasure.key}`}
        confirm="Erase for good"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={password !== ''}
        onSend={() => void send()}
        onClose={() => setOpened(false)}
      >
        <p>
          The name and the texts of {erasure.names[erasure.person] ?? 'this person'} go for good. Nothing brings them back;
          entries, hashes and proofs stay as they are.
        </p>
        <p>Reason: {erasure.reason}</p>
        <Password value={password} refusals={ask.refusals} onChange={setPassword} />
      </FormDialog>
    </>
  );
}

export function WithdrawErasure({ erasure }: { readonly erasure: Erasure }) {
  const ask = useAsk(withdrawErasure, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={erasure.can.withdraw}
      label="Withdraw"
      title={`Withdraw the erasure ${erasure.key}`}
      text="Nothing is erased; the request stays readable."
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) => (await ask.send({ params: { id: erasure.id }, reasonCode, body: { reason } })).ok}
    />
  );
}

/** While it stands nothing about the person is erased. */
export function SetHold() {
  const [opened, setOpened] = useState(false);
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const ask = useAsk(setHold, () => setOpened(false));
  const open = () => {
    setPerson(null);
    setReason('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        Set a hold
      </Button>
      <FormDialog
        opened={opened}
        title="Set a legal hold"
        confirm="Set the hold"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={person !== null && reason.trim().length >= 3}
        onSend={() => {
          if (person !== null) void ask.send({ body: { person, reason: reason.trim() } });
        }}
        onClose={() => setOpened(false)}
      >
        <p>While it stands nothing about the person is erased, whoever asks and confirms.</p>
        <Person id={person} onChange={setPerson} />
        <Reason value={reason} refusals={ask.refusals} onChange={setReason} />
      </FormDialog>
    </>
  );
}

export function LiftHold({ hold }: { readonly hold: Hold }) {
  const ask = useAsk(liftHold, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={true}
      label="Lift"
      title={`Lift the legal hold ${hold.key}`}
      text="What is about the person can be erased again, after the retention and by two persons."
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) => (await ask.send({ params: { id: hold.id }, reasonCode, body: { reason } })).ok}
    />
  );
}
