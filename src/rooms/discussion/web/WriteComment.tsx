import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { Can } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { writeComment } from '../contract.ts';
import { mostLetters } from '../contract-words.ts';
import { MentionField, type Named } from './MentionField.tsx';
import type { OfRecord } from './of-record.ts';

type WriteCommentProps = OfRecord & { readonly can: Can[string] | undefined; readonly onWritten: () => void };

/** One field while nobody writes; whom it speaks to is asked once there is something to say. */
export function WriteComment({ kind, id, can, onWritten }: WriteCommentProps) {
  const [text, setText] = useState('');
  const [mentions, setMentions] = useState<readonly Named[]>([]);
  const ask = useAsk(writeComment, () => {
    setText('');
    setMentions([]);
    onWritten();
  });
  if (can !== true)
    return (
      <div>
        <BlockedButton can={can} onClick={() => undefined}>
          Write a comment
        </BlockedButton>
      </div>
    );
  const isEmpty = text.trim() === '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && !ask.busy) void ask.send({ params: { kind, id }, body: { text, mentions: mentions.map((one) => one.id) } });
  };
  return (
    <form className="dsc-write" onSubmit={send} noValidate>
      <RefusalPanel refusals={ask.refusals} />
      <Textarea
        label="Write a comment"
        description="Plain text. It becomes part of the record."
        autosize
        minRows={2}
        maxRows={14}
        maxLength={mostLetters}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isEmpty ? null : (
        <>
          <MentionField mentions={mentions} onChange={setMentions} />
          <div>
            <Button type="submit" loading={ask.busy}>
              Write
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
