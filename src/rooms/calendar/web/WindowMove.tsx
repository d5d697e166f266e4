import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import { approveWindowMove, askWindowMove, rejectWindowMove, type WindowShown } from '../contract.ts';
import { emptyWhen, useWhenSent, type WhenDraft, WhenFields, whenDraft } from './fields/WhenFields.tsx';

type OfWindow = { readonly window: WindowShown; readonly version: number };

function AskMove({ window, version }: OfWindow) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<WhenDraft>(emptyWhen);
  const [reason, setReason] = useState('');
  const ask = useAsk(askWindowMove, () => setOpened(false));
  const when = useWhenSent(draft, window.zone);
  const open = () => {
    setDraft(whenDraft({ ...window, repeats: null }));
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const send = () => {
    if (when?.kind !== 'once') return;
    const body = { start: when.start, end: when.end, goLive: when.goLive, reason: reason.trim() };
    void ask.send({ params: { id: window.id }, version, body });
  };
  return (
    <>
      <BlockedButton variant="default" can={window.can['ask-move']} onClick={open}>
        Ask to move
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Ask to move ${window.name}`}
        confirm="Ask"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={when?.kind === 'once' && reason.trim().length >= 3}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <p>It is locked: it moves when somebody other than you approves.</p>
        <WhenFields
          zone={window.zone}
          draft={draft}
          withGoLive
          errors={{ start: refusalFor(ask.refusals, '/start'), end: refusalFor(ask.refusals, '/end') }}
          onChange={(next) => setDraft({ ...next, how: 'once' })}
        />
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          value={reason}
          error={refusalFor(ask.refusals, '/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

const decisions = [
  { verb: 'approve-move', label: 'Approve the move', operation: approveWindowMove, danger: false },
  { verb: 'reject-move', label: 'Reject the move', operation: rejectWindowMove, danger: true },
] as const;

function Decide({ window, version, row }: OfWindow & { readonly row: (typeof decisions)[number] }) {
  const act = useAct<typeof row.operation>(row.operation);
  const { id } = window;
  return (
    <SignedButton
      can={window.can[row.verb]}
      label={row.label}
      title={`${row.label}: ${window.name}`}
      needsReason
      danger={row.danger}
      wanted={(reason) => ({ subject: { kind: 'window', id }, version, verb: row.verb, input: { reason } })}
      send={(reason, signature, seen) => act.mutateAsync({ params: { id }, version: seen, body: { reason, signature } })}
    />
  );
}

/** The move that waits for a decision, old and new side by side; or the way to ask for one. */
export function WindowMove({ window, version }: OfWindow) {
  const { move } = window;
  if (move === null) return window.state === 'locked' ? <AskMove window={window} version={version} /> : null;
  const time = (at: string) => <TimeText at={at} zone={window.zone} />;
  return (
    <section className="cal-clock" aria-label="A move waits for a decision">
      <p>
        <b>{move.askedBy.name}</b> asked on <TimeText at={move.askedAt} /> to move it: {move.reason}
      </p>
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Old</th>
            <th scope="col">New</th>
          </tr>
        </thead>
        <tbody>
          {(['start', 'end', 'goLive'] as const).map((name) => (
            <tr key={name}>
              <th scope="row">{name === 'goLive' ? 'Go-live' : name === 'start' ? 'Start' : 'End'}</th>
              <td className="il-old">{time(window[name])}</td>
              <td>{time(move[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="cal-acts">
        {decisions.map((row) => (
          <Decide key={row.verb} window={window} version={version} row={row} />
        ))}
      </div>
    </section>
  );
}
