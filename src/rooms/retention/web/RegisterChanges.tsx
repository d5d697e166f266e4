import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import {
  approveRegisterChange,
  proposeRegisterChange,
  rejectRegisterChange,
  type showRegister,
  withdrawRegisterChange,
} from '../contract.ts';
import { differences, type FlagsView, formWords, type RegisterChangeView, signatureWords, stateWords } from './words.ts';

type Register = ReplyOf<typeof showRegister>;
type Row = Register['rows'][number];

const optionsOf = <W extends Readonly<Record<string, string>>>(words: W) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const fresh: FlagsView = {
  regulated: true,
  predicateRule: '',
  reliedOn: 'electronic',
  retention: 'validation',
  signatures: 'none',
  auditYears: null,
};

/** Proposes another row for one kind of record. */
export function ProposeRow({ register, row }: { readonly register: Register; readonly row: Row }) {
  const [opened, setOpened] = useState(false);
  const [flags, setFlags] = useState<FlagsView>(row.flags ?? fresh);
  const [reason, setReason] = useState('');
  const ask = useAsk(proposeRegisterChange, () => setOpened(false));
  const set = (change: Partial<FlagsView>) => setFlags({ ...flags, ...change });
  const open = () => {
    setFlags(row.flags ?? fresh);
    setReason('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton
        size="compact-sm"
        variant="default"
        can={register.can.propose}
        onClick={open}
        aria-label={`Change ${row.kind}`}
      >
        Change
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Another row for “${row.says}”`}
        confirm="Propose it"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={flags.predicateRule.trim().length >= 2 && reason.trim().length >= 3}
        onSend={() =>
          void ask.send({ body: { kind: row.kind, ...flags, predicateRule: flags.predicateRule.trim(), reason: reason.trim() } })
        }
        onClose={() => setOpened(false)}
      >
        <p>It holds once quality has signed it.</p>
        <Switch
          label="Regulated: another rule makes somebody keep it"
          checked={flags.regulated}
          onChange={(event) => set({ regulated: event.currentTarget.checked })}
        />
        <TextInput
          label="That rule"
          required
          value={flags.predicateRule}
          error={refusalFor(ask.refusals, '/predicateRule')}
          onChange={(event) => set({ predicateRule: event.currentTarget.value })}
        />
        <Select
          label="Form that is relied on"
          allowDeselect={false}
          data={optionsOf(formWords)}
          value={flags.reliedOn}
          onChange={(value) => set({ reliedOn: value === 'paper' ? 'paper' : 'electronic' })}
        />
        <Select
          label="Class of retention"
          allowDeselect={false}
          data={register.classes.map(({ name, years }) => ({ value: name, label: `${name}, ${years} years` }))}
          value={flags.retention}
          error={refusalFor(ask.refusals, '/retention')}
          onChange={(value) => set({ retention: value ?? flags.retention })}
        />
        <Select
          label="Signatures"
          allowDeselect={false}
          data={optionsOf(signatureWords)}
          value={flags.signatures}
          error={refusalFor(ask.refusals, '/signatures')}
          onChange={(value) => set({ signatures: value === 'by-table' || value === 'with-record' ? value : 'none' })}
        />
        <NumberInput
          label="Years for which the trail is kept"
          description="Left empty: as long as the record. Never shorter."
          min={1}
          max={100}
          value={flags.auditYears ?? ''}
          error={refusalFor(ask.refusals, '/auditYears')}
          onChange={(value) => set({ auditYears: typeof value === 'number' ? value : null })}
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

type Props = { readonly change: RegisterChangeView };

function Approve({ change }: Props) {
  const act = useAct(approveRegisterChange);
  return (
    <SignedButton
      can={change.can.approve}
      label="Approve"
      title={`Approve ${change.key}`}
      text={`The row “${change.kind}” holds as it is shown; your signature says that you approved it.`}
      wanted={(reason) => ({
        subject: { kind: 'register-change', id: change.id },
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

function WithReason({ change, verb }: Props & { readonly verb: 'reject' | 'withdraw' }) {
  const rejecting = useAsk(rejectRegisterChange, () => {});
  const withdrawing = useAsk(withdrawRegisterChange, () => {});
  const ask = verb === 'reject' ? rejecting : withdrawing;
  const label = verb === 'reject' ? 'Reject' : 'Withdraw';
  return (
    <ActButton
      can={change.can[verb]}
      label={label}
      title={`${label} ${change.key}`}
      text="The register stays as it is."
      needsReason
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason }) => (await ask.send({ params: { id: change.id }, version: change.version, body: { reason } })).ok}
    />
  );
}

/** One change of the register: what becomes different, why, by whom; and, while it waits, what the reader may do with it. */
export function RegisterChange({ change }: Props) {
  const { state, proposedBy, decidedBy, decidedAt } = change;
  return (
    <article className="ret-change" aria-label={`Change ${change.key}`}>
      <header>
        <KeyTag>{change.key}</KeyTag>
        <StatusBadge tone={stateWords[state].tone}>{stateWords[state].text}</StatusBadge>
        <b>{change.kind}</b>
      </header>
      <ul>
        {differences(change.from, change.to).map(({ name, old, now }) => (
          <li key={name}>
            {name}: {old} → <b>{now}</b>
          </li>
        ))}
      </ul>
      <p>{change.reason}</p>
      <p className="ret-quiet">
        {proposedBy.name}, <TimeText at={change.proposedAt} />
        {decidedBy === null || decidedAt === null ? null : (
          <>
            {' '}
            · {stateWords[state].text.toLowerCase()}: {decidedBy.name}, <TimeText at={decidedAt} />
          </>
        )}
        {change.decision === null ? null : <> · {change.decision}</>}
      </p>
      {state === 'proposed' ? (
        <footer>
          <Approve change={change} />
          <WithReason change={change} verb="reject" />
          <WithReason change={change} verb="withdraw" />
        </footer>
      ) : null}
    </article>
  );
}
