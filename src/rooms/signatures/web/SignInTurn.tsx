import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { Refusals } from '../../../design/refusal/Refusals.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { Answered } from '../../../foundation/client/client.ts';
import { currentVersionIn } from './outcome-of-signing.ts';
import type { Proof } from './proof.ts';
import { SigningStep } from './SigningStep.tsx';
import { useCeremony, type Wanted } from './use-ceremony.ts';
import './signatures.css';

export type InTurn = {
  readonly id: string;
  /** How the record is called: "REL-1010 LIMS 8.4". */
  readonly label: string;
  readonly wanted: Wanted;
  readonly send: (signature: Proof, version: number) => Promise<Answered<unknown>>;
};
export type TurnResult = {
  readonly id: string;
  readonly label: string;
  readonly outcome: 'signed' | 'left-out' | 'refused';
  readonly refusals: readonly ShownRefusal[];
};

export type SignInTurnProps = {
  /** Null while nothing is signed in turn. */
  readonly items: readonly InTurn[] | null;
  readonly title: string;
  readonly confirm: string;
  readonly danger?: boolean | undefined;
  readonly onClose: () => void;
};

type TurnProps = Pick<SignInTurnProps, 'confirm' | 'danger'> & {
  readonly item: InTurn;
  readonly onResult: (result: Pick<TurnResult, 'outcome' | 'refusals'>) => void;
};

/** One record of the series: shown, then signed, left out, or refused with the reasons. */
function Turn({ item, confirm, danger, onResult }: TurnProps) {
  const { state, begin } = useCeremony();
  const start = (version: number | null) => void begin({ ...item.wanted, version: version ?? item.wanted.version });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a ceremony begins when its turn comes, and again when somebody asks for it
  useEffect(() => start(null), []);
  const leaveOut = () => onResult({ outcome: 'left-out', refusals: [] });
  if (state.kind === 'refused')
    return (
      <div className="sig-step">
        <RefusalPanel refusals={state.refusals} title={`${item.label}: this cannot be signed now`} />
        <Group justify="flex-end" gap="sm">
          {state.stale ? (
            <Button variant="default" onClick={() => start(currentVersionIn(state.refusals))}>
              Look at it again
            </Button>
          ) : null}
          <Button data-autofocus onClick={() => onResult({ outcome: 'refused', refusals: state.refusals })}>
            Go on
          </Button>
        </Group>
      </div>
    );
  if (state.kind !== 'shown') return <StatePanel state={{ kind: 'loading', rows: 10 }} />;
  const send = async (signature: Proof) => {
    const answer = await item.send(signature, state.ceremony.version);
    if (answer.ok) onResult({ outcome: 'signed', refusals: [] });
    return answer;
  };
  return (
    <SigningStep
      key={state.ceremony.id}
      ceremony={state.ceremony}
      receivedAt={state.receivedAt}
      confirm={confirm}
      danger={danger}
      send={send}
      onAgain={start}
      onClose={leaveOut}
      leave="Leave this one out"
    />
  );
}

const words: Readonly<Record<TurnResult['outcome'], string>> = {
  signed: 'Signed.',
  'left-out': 'Left out; nothing was signed.',
  refused: 'Nothing was signed.',
};

function Outcome({ results, onClose }: { readonly results: readonly TurnResult[]; readonly onClose: () => void }) {
  return (
    <div className="sig-step">
      <p role="status">
        Signed {results.filter((row) => row.outcome === 'signed').length} of {results.length}.
      </p>
      <ul className="sig-results">
        {results.map((row) => (
          <li key={row.id}>
            <b>{row.label}</b>
            <p className="sig-dim">{words[row.outcome]}</p>
            {row.refusals.length === 0 ? null : <Refusals refusals={row.refusals} />}
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </div>
  );
}

function Series({
  items,
  confirm,
  danger,
  onClose,
}: Omit<SignInTurnProps, 'title' | 'items'> & { readonly items: readonly InTurn[] }) {
  const [all] = useState(items);
  const [results, setResults] = useState<readonly TurnResult[]>([]);
  const item = all[results.length];
  if (item === undefined) return <Outcome results={results} onClose={onClose} />;
  const note: ReactNode = (
    <p className="sig-dim" role="status">
      {results.length + 1} of {all.length}: {item.label}. Each is shown and signed by itself.
    </p>
  );
  return (
    <>
      {note}
      <Turn
        key={item.id}
        item={item}
        confirm={confirm}
        danger={danger}
        onResult={(result) => setResults([...results, { id: item.id, label: item.label, ...result }])}
      />
    </>
  );
}

/**
 * The same step on several records: each is shown and signed in turn, with components of its own (21 CFR 11.200(a)(1)), and has its own result. Closing
 * the dialog ends the series; what was signed stays signed.
 */
export function SignInTurn({ items, title, ...rest }: SignInTurnProps) {
  return (
    <Modal opened={items !== null} onClose={rest.onClose} title={title} size={720} closeButtonProps={{ 'aria-label': 'Close' }}>
      {items === null ? null : <Series items={items} {...rest} />}
    </Modal>
  );
}
