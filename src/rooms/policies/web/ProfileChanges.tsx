import { PasswordInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { DossierLink, SignedButton } from '../../signatures/web/door.tsx';
import {
  approveProfileChange,
  confirmProfileChange,
  type ProfileChangeView,
  rejectProfileChange,
  withdrawProfileChange,
} from '../contract.ts';
import { adoptedWords, changeWords, directionWords } from './words.ts';

type Props = { readonly change: ProfileChangeView };

function Approve({ change }: Props) {
  const act = useAct(approveProfileChange);
  return (
    <SignedButton
      can={change.can.approve}
      label="Approve"
      title={`Approve ${change.key}`}
      text="The profile becomes looser as it is shown; your signature says that you approved it."
      wanted={(reason) => ({
        subject: { kind: 'profile-change', id: change.id },
        version: change.version,
        verb: 'approve',
        input: reason === '' ? {} : { reason },
      })}
      send={(reason, signature, version) =>
        act.mutateAsync({ params: { id: change.id }, version, body: { ...(reason === '' ? {} : { reason }), signature } })
      }
    />
  );
}

function Confirm({ change }: Props) {
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  const close = () => {
    setOpened(false);
    setReason('');
    setPassword('');
  };
  const ask = useAsk(confirmProfileChange, close);
  return (
    <>
      <BlockedButton variant="default" can={change.can.confirm} onClick={() => setOpened(true)}>
        Confirm
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Confirm ${change.key}`}
        confirm="Confirm"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={reason.trim() !== '' && password !== ''}
        onSend={() =>
          void ask.send({ params: { id: change.id }, version: change.version, body: { reason: reason.trim(), password } })
        }
        onClose={close}
      >
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          value={reason}
          error={refusalFor(ask.refusals, '/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <PasswordInput
          label="Your password"
          required
          autoComplete="current-password"
          value={password}
          error={refusalFor(ask.refusals, '/password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function WithReason({ change, verb }: Props & { readonly verb: 'reject' | 'withdraw' }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const rejecting = useAsk(rejectProfileChange, close);
  const withdrawing = useAsk(withdrawProfileChange, close);
  const ask = verb === 'reject' ? rejecting : withdrawing;
  const label = verb === 'reject' ? 'Reject' : 'Withdraw';
  return (
    <>
      <BlockedButton variant="subtle" color="red" can={change.can[verb]} onClick={() => setOpened(true)}>
        {label}
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`${label} ${change.key}`}
        text="The profile stays as it is."
        confirm={label}
        needsReason
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ params: { id: change.id }, version: change.version, reasonCode, body: { reason } })
        }
        onClose={close}
      />
    </>
  );
}

const Steps = ({ change }: Props) => (
  <ul className="pol-steps">
    {change.steps.map((step) => (
      <li key={step.key}>
        <span>{step.says}</span>
        <span>
          {step.fromSays} → <b>{step.toSays}</b>
        </span>
        <StatusBadge tone={directionWords[step.direction].tone}>{directionWords[step.direction].text}</StatusBadge>
      </li>
    ))}
  </ul>
);

/** One change of the profile: what, why, by whom; and, while it waits, what the reader may do with it. */
export function ProfileChange({ change, settingUp }: Props & { readonly settingUp: boolean }) {
  const { state, proposedBy, decidedBy, decidedAt, way } = change;
  return (
    <article className="pol-change" aria-label={`Change ${change.key}`}>
      <header>
        <KeyTag>{change.key}</KeyTag>
        <StatusBadge tone={changeWords[state].tone}>{changeWords[state].text}</StatusBadge>
        {change.profileVersion === null ? null : <span className="pol-quiet">version {change.profileVersion}</span>}
      </header>
      <Steps change={change} />
      <p>{change.reason}</p>
      <p className="pol-quiet">
        {proposedBy.name}, <TimeText at={change.proposedAt} />
        {decidedBy === null || decidedAt === null || way === 'tightened' ? (
          way === null ? null : (
            <> · {adoptedWords[way]}</>
          )
        ) : (
          <>
            {' '}
            · {way === null ? changeWords[state].text.toLowerCase() : adoptedWords[way]}: {decidedBy.name},{' '}
            <TimeText at={decidedAt} />
          </>
        )}
        {change.decision === null ? null : <> · {change.decision}</>}
      </p>
      <p>
        <DossierLink kind="profile-change" id={change.key} />
      </p>
      {state === 'proposed' ? (
        <footer>
          {settingUp ? <Confirm change={change} /> : <Approve change={change} />}
          <WithReason change={change} verb="reject" />
          <WithReason change={change} verb="withdraw" />
        </footer>
      ) : null}
    </article>
  );
}
