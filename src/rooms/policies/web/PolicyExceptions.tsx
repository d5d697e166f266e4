import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import { decidePolicyException, type PolicyExceptionView, type PolicyView, requestPolicyException } from '../contract.ts';
import { exceptionWords } from './words.ts';

type One = { readonly one: PolicyExceptionView };

function Grant({ one }: One) {
  const act = useAct(decidePolicyException);
  return (
    <SignedButton
      can={one.can.grant}
      label="Grant"
      title={`Grant ${one.key}`}
      text={`${one.subject.key ?? one.subject.label} may depart from ${one.policy.key} until the exception ends.`}
      wanted={(reason) => ({
        subject: { kind: 'policy-exception', id: one.id },
        version: one.version,
        verb: 'grant',
        input: reason === '' ? {} : { reason },
      })}
      send={(reason, signature, version) =>
        act.mutateAsync({
          params: { id: one.id, verb: 'grant' },
          version,
          body: { ...(reason === '' ? {} : { reason }), signature },
        })
      }
    />
  );
}

const labels = { reject: 'Reject', withdraw: 'Withdraw', end: 'End early' } as const;

function WithReason({ one, verb }: One & { readonly verb: keyof typeof labels }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(decidePolicyException, () => setOpened(false));
  return (
    <>
      <BlockedButton variant="subtle" can={one.can[verb]} onClick={() => setOpened(true)}>
        {labels[verb]}
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`${labels[verb]}: ${one.key}`}
        text="The policy holds for the record as it does for others."
        confirm={labels[verb]}
        needsReason
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ params: { id: one.id, verb }, version: one.version, reasonCode, body: { reason } })
        }
        onClose={() => setOpened(false)}
      />
    </>
  );
}

function Standing({ one }: One) {
  if (one.expired) return <StatusBadge tone="red">Expired</StatusBadge>;
  return <StatusBadge tone={exceptionWords[one.state].tone}>{exceptionWords[one.state].text}</StatusBadge>;
}

/** One exception: of which record, from which version, why, until when, by whose decision. */
export function ExceptionRow({ one, naming }: One & { readonly naming: 'record' | 'policy' }) {
  return (
    <article className="pol-change" aria-label={`Exception ${one.key}`}>
      <header>
        <KeyTag>{one.key}</KeyTag>
        {naming === 'record' ? (
          <KeyTag href={one.subject.link ?? undefined}>{one.subject.key ?? one.subject.label}</KeyTag>
        ) : (
          <KeyTag href={`/policies/${one.policy.key}`}>{`${one.policy.key}v${one.policy.number}`}</KeyTag>
        )}
        <Standing one={one} />
        <span className="pol-quiet">
          {one.holds ? 'until' : one.expired ? 'ended' : 'would end'} <TimeText at={one.expiresAt} />
        </span>
      </header>
      <p>{one.reason}</p>
      <p className="pol-quiet">
        Asked for by {one.requestedBy.name}, <TimeText at={one.requestedAt} />
        {one.decidedBy === null || one.decidedAt === null ? null : (
          <>
            {' '}
            · decided by {one.decidedBy.name}, <TimeText at={one.decidedAt} />
          </>
        )}
        {one.decision === null ? null : <> · {one.decision}</>}
      </p>
      {one.state === 'requested' ? (
        <footer>
          <Grant one={one} />
          <WithReason one={one} verb="reject" />
          <WithReason one={one} verb="withdraw" />
        </footer>
      ) : null}
      {one.holds ? (
        <footer>
          <WithReason one={one} verb="end" />
        </footer>
      ) : null}
    </article>
  );
}

/** Asks that a record may depart from the policy for a time. */
export function AskForException({ policy }: { readonly policy: PolicyView }) {
  const [opened, setOpened] = useState(false);
  const [release, setRelease] = useState('');
  const [reason, setReason] = useState('');
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const ask = useAsk(requestPolicyException, () => setOpened(false));
  const open = () => {
    setRelease('');
    setReason('');
    setExpiresAt(null);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="default" can={policy.can.requestException} onClick={open}>
        Ask for an exception
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Ask for an exception from ${policy.key}`}
        confirm="Ask"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={release.trim() !== '' && reason.trim() !== '' && expiresAt !== null}
        onSend={() => {
          const body = { subject: `release:${release.trim()}`, reason: reason.trim(), expiresAt: expiresAt ?? '' };
          void ask.send({ params: { id: policy.id }, body });
        }}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Release"
          description="Its key, such as REL-1042"
          required
          value={release}
          error={refusalFor(ask.refusals, '/subject')}
          onChange={(event) => setRelease(event.currentTarget.value)}
        />
        <DateTimeField
          label="Ends"
          hint={`At most ${policy.exceptionDays} days ahead`}
          required
          value={expiresAt}
          error={refusalFor(ask.refusals, '/expiresAt')}
          onChange={setExpiresAt}
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
