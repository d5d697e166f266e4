import { Button, Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { ReasonForm } from '../../../design/refusal/ReasonForm.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { Answered } from '../../../foundation/client/client.ts';
import { currentVersionIn } from './outcome-of-signing.ts';
import type { Proof } from './proof.ts';
import { SigningStep } from './SigningStep.tsx';
import { useCeremony, type Wanted } from './use-ceremony.ts';
import './signatures.css';

type StepsProps = {
  /** What becomes of it, said before it is done. */
  readonly text?: ReactNode;
  /** The step as its button says it: "Accept". */
  readonly confirm: string;
  readonly danger?: boolean | undefined;
  readonly needsReason?: boolean | undefined;
  /** Further fields of what is decided, with what the server refuses of them. */
  readonly fields?: ((refusals: readonly ShownRefusal[]) => ReactNode) | undefined;
  /** False while further fields are not filled. */
  readonly ready?: boolean | undefined;
  /** The step as it would be sent without its signature, on the record as it is shown at this moment. */
  readonly wanted: (reason: string) => Wanted;
  /** Sends the step with its signature, on the version of the record that was shown. */
  readonly send: (reason: string, signature: Proof, version: number) => Promise<Answered<unknown>>;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

export type SignedDialogProps = StepsProps & { readonly opened: boolean; readonly title: string };

/** The ceremony of a dialog: begun on what is shown when it begins, and begun again on what is shown then. */
function useDialogCeremony(wanted: StepsProps['wanted']) {
  const client = useQueryClient();
  const { state, begin, reset } = useCeremony();
  const [reason, setReason] = useState('');
  const latest = useRef(wanted);
  useEffect(() => {
    latest.current = wanted;
  });
  const start = (given: string) => {
    setReason(given);
    void begin(latest.current(given));
  };
  const again = async (version: number | null) => {
    await client.invalidateQueries();
    const next = latest.current(reason);
    void begin({ ...next, version: Math.max(next.version, version ?? 0) });
  };
  return { state, reason, start, again: (version: number | null) => void again(version), reset };
}

type Held = ReturnType<typeof useDialogCeremony>;
type PartProps = { readonly props: StepsProps; readonly held: Held };

function Signing({ props, held, onBack }: PartProps & { readonly onBack?: (() => void) | undefined }) {
  const { state, reason, again } = held;
  if (state.kind !== 'shown') return null;
  const send = async (signature: Proof) => {
    const answer = await props.send(reason, signature, state.ceremony.version);
    if (answer.ok) props.onDone();
    return answer;
  };
  return (
    <SigningStep
      key={state.ceremony.id}
      ceremony={state.ceremony}
      receivedAt={state.receivedAt}
      confirm={props.confirm}
      danger={props.danger}
      send={send}
      onAgain={again}
      onBack={onBack}
      onClose={props.onClose}
    />
  );
}

/** What is decided keeps what was filled in while it is shown what is signed. */
function DecideThenSign({ props, held }: PartProps) {
  const { state, start, reset } = held;
  const decide = useRef<HTMLDivElement>(null);
  const refusals = state.kind === 'refused' ? state.refusals : [];
  const back = () => {
    reset();
    globalThis.requestAnimationFrame(() => decide.current?.querySelector<HTMLElement>('input, textarea, button')?.focus());
  };
  return (
    <>
      <div ref={decide} hidden={state.kind === 'shown'}>
        <ReasonForm
          text={props.text}
          confirm="Continue to signing"
          needsReason={props.needsReason ?? false}
          withCode={false}
          refusals={refusals}
          busy={state.kind === 'loading'}
          ready={props.ready}
          onConfirm={({ reason }) => start(reason)}
          onClose={props.onClose}
        >
          {props.fields?.(refusals)}
        </ReasonForm>
      </div>
      <Signing props={props} held={held} onBack={back} />
    </>
  );
}

/** There is nothing to fill in: what is signed is shown at once, or why it cannot be signed, before any component is asked. */
function SignAtOnce({ props, held }: PartProps) {
  const { state, start, again } = held;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a ceremony begins when the dialog opens, and again when somebody asks for it
  useEffect(() => start(''), []);
  if (state.kind === 'refused')
    return (
      <div className="sig-step">
        <RefusalPanel refusals={state.refusals} title="This cannot be signed now" />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={() => again(currentVersionIn(state.refusals))}>
            Look at it again
          </Button>
          <Button onClick={props.onClose}>Close</Button>
        </Group>
      </div>
    );
  return (
    <>
      {props.text === undefined ? null : <div className="sig-text">{props.text}</div>}
      {state.kind === 'shown' ? <Signing props={props} held={held} /> : <StatePanel state={{ kind: 'loading', rows: 10 }} />}
    </>
  );
}

function Steps(props: StepsProps) {
  const held = useDialogCeremony(props.wanted);
  const asks = props.needsReason === true || props.fields !== undefined;
  return asks ? <DecideThenSign props={props} held={held} /> : <SignAtOnce props={props} held={held} />;
}

/**
 * Two steps: what somebody decides, then what they sign. Where there is nothing to fill in, the second is the only one. Each opening begins anew, and
 * nothing of it is kept when the dialog is closed.
 */
export function SignedDialog({ opened, title, ...steps }: SignedDialogProps) {
  return (
    <Modal opened={opened} onClose={steps.onClose} title={title} size={720} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Steps {...steps} />
    </Modal>
  );
}
