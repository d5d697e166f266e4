import { Button, Group, Modal, PasswordInput, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { RefusalPanel } from './RefusalPanel.tsx';
import { refusalFor, type ShownRefusal } from './refusal.ts';

export type ReasonGiven = { readonly reason: string; readonly password: string };

export type ReasonDialogProps = {
  readonly opened: boolean;
  readonly title: string;
  readonly text?: ReactNode;
  /** The verb on the button: "Freeze scope". */
  readonly confirm: string;
  readonly danger?: boolean | undefined;
  readonly needsReason?: boolean | undefined;
  readonly needsPassword?: boolean | undefined;
  readonly refusals?: readonly ShownRefusal[] | undefined;
  readonly busy?: boolean | undefined;
  /** False while further fields are not filled. */
  readonly ready?: boolean | undefined;
  /** Further fields of the act. */
  readonly children?: ReactNode;
  readonly onConfirm: (given: ReasonGiven) => void;
  readonly onClose: () => void;
};

const shortest = 3;

type Wanted = { readonly needsReason: boolean; readonly needsPassword: boolean };

const isComplete = (given: ReasonGiven, wanted: Wanted): boolean =>
  (!wanted.needsReason || given.reason.trim().length >= shortest) && (!wanted.needsPassword || given.password !== '');

/** Confirms an act: its reason becomes part of the record, the password is asked again where a signature is due. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { opened, needsReason = true, needsPassword = false, refusals = [], busy = false, ready = true } = props;
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  useEffect(() => {
    if (opened) setReason('');
    setPassword('');
  }, [opened]);
  const given = { reason: reason.trim(), password };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && isComplete(given, { needsReason, needsPassword })) props.onConfirm(given);
  };
  return (
    <Modal opened={opened} onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={send}>
        <Stack gap="sm">
          {props.text === undefined ? null : <div>{props.text}</div>}
          <RefusalPanel refusals={refusals} />
          {props.children}
          {needsReason ? (
            <Textarea
              label="Reason"
              description="Kept in the audit trail with your name and the time."
              required
              autosize
              minRows={2}
              maxRows={8}
              data-autofocus
              value={reason}
              error={refusalFor(refusals, '/reason')}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          {needsPassword ? (
            <PasswordInput
              label="Your password, again"
              description="Shows that it is you who acts."
              required
              autoComplete="current-password"
              value={password}
              error={refusalFor(refusals, '/password')}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          ) : null}
          <Group justify="flex-end" gap="sm" mt="xs">
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={!ready || !isComplete(given, { needsReason, needsPassword })}
              {...(props.danger === true ? { color: 'red.9' } : {})}
            >
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
