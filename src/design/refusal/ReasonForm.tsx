import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ReasonCodeField } from './ReasonFields.tsx';
import { RefusalPanel } from './RefusalPanel.tsx';
import { refusalFor, type ShownRefusal } from './refusal.ts';

export type ReasonGiven = { readonly reason: string; readonly reasonCode?: string | undefined };

export type ReasonFormProps = {
  readonly text?: ReactNode;
  /** The verb on the button: "Freeze scope". */
  readonly confirm: string;
  readonly danger?: boolean | undefined;
  readonly needsReason?: boolean | undefined;
  /** False where the act does not carry a code of the list beside the text. */
  readonly withCode?: boolean | undefined;
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

/** What somebody decides, with its reason, which becomes part of the record. */
export function ReasonForm(props: ReasonFormProps) {
  const { needsReason = true, withCode = true, refusals = [], busy = false, ready = true } = props;
  const [text, setText] = useState('');
  const [reasonCode, setCode] = useState<string>();
  const reason = text.trim();
  const isComplete = ready && (!needsReason || reason.length >= shortest);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !busy) props.onConfirm({ reason, reasonCode });
  };
  return (
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
            value={text}
            error={refusalFor(refusals, '/reason')}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : null}
        {needsReason && withCode ? <ReasonCodeField code={reasonCode} refusals={refusals} onCode={setCode} /> : null}
        <Group justify="flex-end" gap="sm" mt="xs">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!isComplete} {...(props.danger === true ? { color: 'red.9' } : {})}>
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
