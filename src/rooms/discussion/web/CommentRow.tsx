import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { Avatar, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type CommentView, correctComment, showComment, withdrawComment } from '../contract.ts';
import { mostLetters } from '../contract-words.ts';
import { MentionField, type Named } from './MentionField.tsx';

type OfComment = { readonly comment: CommentView };
type Acting = OfComment & { readonly onDone: () => void };

const To = ({ people }: { readonly people: readonly Named[] }) =>
  people.length === 0 ? null : <p className="dsc-quiet">To {people.map(({ name }) => name).join(', ')}</p>;

/** What it said before it was corrected; asked for when somebody opens it. */
function Earlier({ comment }: OfComment) {
  const [opened, setOpened] = useState(false);
  const asked = useOperation(showComment, { params: { id: comment.id } }, { enabled: opened });
  const state = opened ? stateOf(asked, { rows: 1 }) : null;
  return (
    <details className="dsc-earlier" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        Corrected <TimeText at={comment.correctedAt ?? comment.writtenAt} />: what it said before
      </summary>
      {state === null ? null : <StatePanel state={state} />}
      {asked.data?.value.wordings.map((wording) => (
        <div key={wording.number}>
          <p className="dsc-quiet">
            Until <TimeText at={wording.until} />
          </p>
          <p className="dsc-text">{wording.text}</p>
          <To people={wording.mentions} />
        </div>
      ))}
    </details>
  );
}

function Correct({ comment, onDone }: Acting) {
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const [mentions, setMentions] = useState<readonly Named[]>([]);
  const ask = useAsk(correctComment, () => {
    setOpened(false);
    onDone();
  });
  const open = () => {
    setText(comment.text);
    setMentions(comment.mentions);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton size="compact-sm" variant="subtle" can={comment.can.correct} onClick={open}>
        Correct
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Correct the comment"
        confirm="Correct"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={text.trim() !== ''}
        onSend={() =>
          void ask.send({
            params: { id: comment.id },
            version: comment.version,
            body: { text, mentions: mentions.map(({ id }) => id) },
          })
        }
        onClose={() => setOpened(false)}
      >
        <Textarea
          label="Text"
          description="What it said before stays and is shown."
          data-autofocus
          autosize
          minRows={3}
          maxRows={14}
          maxLength={mostLetters}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <MentionField mentions={mentions} onChange={setMentions} />
      </FormDialog>
    </>
  );
}

function Withdraw({ comment, onDone }: Acting) {
  const ask = useAsk(withdrawComment, onDone);
  return (
    <ActButton
      size="compact-sm"
      variant="subtle"
      can={comment.can.withdraw}
      label="Withdraw"
      title="Withdraw the comment"
      text="It stays to be read, marked as withdrawn, with your reason."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: comment.id }, version: comment.version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Acts({ comment, onDone }: Acting) {
  const { correct, withdraw } = comment.can;
  // What others wrote is theirs: barred buttons below each of their comments would only say so again.
  if (correct !== true && withdraw !== true) return null;
  return (
    <div className="dsc-acts">
      {correct === true ? <Correct comment={comment} onDone={onDone} /> : null}
      {withdraw === true ? <Withdraw comment={comment} onDone={onDone} /> : null}
    </div>
  );
}

function Withdrawn({ comment }: OfComment) {
  if (comment.withdrawn === null) return null;
  const { by, at, reason } = comment.withdrawn;
  return (
    <>
      <p className="dsc-quiet">
        Withdrawn by {by.name}, <TimeText at={at} />. Reason: {reason}
      </p>
      <details className="dsc-earlier">
        <summary>What it said</summary>
        <p className="dsc-text">{comment.text}</p>
      </details>
    </>
  );
}

/** One comment: who, when, to whom, what; withdrawn ones folded. */
export function CommentRow({ comment, onDone }: Acting) {
  return (
    <li className="dsc-comment">
      <Avatar name={comment.author.name} />
      <div>
        <p className="dsc-who">
          <b>{comment.author.name}</b>
          <span className="dsc-quiet">
            <TimeText at={comment.writtenAt} />
          </span>
          {comment.state === 'withdrawn' ? <StatusBadge tone="gray">Withdrawn</StatusBadge> : null}
        </p>
        {comment.state === 'withdrawn' ? (
          <Withdrawn comment={comment} />
        ) : (
          <>
            <p className="dsc-text">{comment.text}</p>
            <To people={comment.mentions} />
          </>
        )}
        {comment.correctedAt === null ? null : <Earlier comment={comment} />}
        <Acts comment={comment} onDone={onDone} />
      </div>
    </li>
  );
}
