import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { RefusalPanel } from '../../design/refusal/RefusalPanel.tsx';
import { useAsk } from '../../foundation/web/use-ask.ts';
import { extendSession, signOut } from '../../rooms/identity/contract.ts';
import type { ComingEnd } from './coming-end.ts';

export type IdleWarningProps = {
  /** By the clock of this browser. */
  readonly endsAt: number;
  readonly by: ComingEnd['by'];
  readonly onStayed: () => void;
};

const inWords = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function useSecondsTo(endsAt: number): number {
  const left = () => Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const tick = () => setSeconds(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)));
    tick();
    const timer = window.setInterval(tick, 1_000);
    return () => window.clearInterval(timer);
  }, [endsAt]);
  return seconds;
}

/** Stands above everything and takes the focus: one key stays. The time that runs is not read out each second; what the dialog says is, once. */
export function IdleWarning({ endsAt, by, onStayed }: IdleWarningProps) {
  const seconds = useSecondsTo(endsAt);
  const [closed, setClosed] = useState(false);
  const stay = useAsk(extendSession, onStayed);
  const leave = useAsk(signOut, () => globalThis.location.assign('/'));
  const idle = by === 'idle';
  const onStay = () => (idle ? void stay.send({ body: {} }) : setClosed(true));
  return (
    <Modal
      opened={!closed}
      onClose={onStay}
      closeOnClickOutside={false}
      withCloseButton={false}
      zIndex={350}
      title={idle ? 'Are you still there?' : 'Your session ends soon'}
    >
      <RefusalPanel refusals={stay.refusals} />
      <p className="il-session-text">
        {idle
          ? 'Nothing was asked for here for a while, so your session is about to end. What you typed on the page is kept until you sign in again.'
          : 'A session lasts only so long, however much it is used. Save what you are at. What you typed on the page is kept until you sign in again.'}
      </p>
      <p className="il-session-left">
        Ends in{' '}
        <span role="timer" aria-live="off">
          {inWords(seconds)}
        </span>
      </p>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" loading={leave.busy} onClick={() => void leave.send({})}>
          Sign out
        </Button>
        <Button data-autofocus loading={stay.busy} onClick={onStay}>
          {idle ? 'Stay signed in' : 'Go on until then'}
        </Button>
      </Group>
    </Modal>
  );
}
