import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type previewReview, reviewLog } from '../contract.ts';

/** Records that what is shown was reviewed: until the moment of the numbers on the page, not until now. */
export function RecordReview({ next }: { readonly next: ReplyOf<typeof previewReview> }) {
  const [until, setUntil] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const ask = useAsk(reviewLog, () => setUntil(null));
  const open = () => {
    setComment('');
    ask.reset();
    setUntil(next.until);
  };
  return (
    <>
      <BlockedButton can={next.can.review} onClick={open}>
        Record the review
      </BlockedButton>
      <FormDialog
        opened={until !== null}
        title="Record the review"
        confirm="Record it"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={comment.trim().length >= 3}
        onSend={() => void ask.send({ body: { until: until ?? next.until, comment: comment.trim() } })}
        onClose={() => setUntil(null)}
      >
        <p>
          The log was reviewed until <TimeText at={until ?? next.until} />. The numbers of that moment are kept with your name and
          your comment, and cannot be changed afterwards.
        </p>
        <Textarea
          label="What you made of it"
          description="Kinds that come too often, alarms that wait too long, suppressions that were not needed, what is done about it."
          required
          autosize
          minRows={4}
          data-autofocus
          value={comment}
          error={refusalFor(ask.refusals, '/comment')}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
