import { Group } from '@mantine/core';
import { useState } from 'react';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { toast } from '../../../design/shell/toast.ts';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { ChangedFields, Mark, SignedButton } from '../../signatures/web/door.tsx';
import { type ChangeShown, dropChange, showChange, signChange } from '../contract.ts';
import { TermsList } from './TermsList.tsx';
import { changeKindWords, changeTone } from './words.ts';
import './approvals.css';

type Props = { readonly change: ChangeShown };

function Sign({ change }: Props) {
  const act = useAct(signChange);
  return (
    <SignedButton
      can={change.can.sign}
      variant="filled"
      label="Sign"
      title={`Sign ${change.key}`}
      text={
        change.missing.length === 1
          ? 'Yours is the last signature that is missing: the change takes effect with it.'
          : 'The change takes effect with the last signature that is missing.'
      }
      wanted={() => ({ subject: { kind: 'approval-change', id: change.id }, version: change.version, verb: 'sign', input: {} })}
      send={(_reason, signature, version) => act.mutateAsync({ params: { id: change.id }, version, body: { signature } })}
    />
  );
}

function Drop({ change }: Props) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(dropChange, () => {
    toast(`${change.key} is dropped.`);
    setOpened(false);
  });
  return (
    <>
      <BlockedButton variant="default" can={change.can.drop} onClick={() => setOpened(true)}>
        Drop
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Drop ${change.key}`}
        text="What is asked today stays as it is. Signatures that were given are kept with the proposal."
        confirm="Drop"
        refusals={ask.refusals}
        busy={ask.busy}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ params: { id: change.id }, version: change.version, reasonCode, body: { reason } })
        }
        onClose={() => {
          ask.reset();
          setOpened(false);
        }}
      />
    </>
  );
}

function Signatures({ change }: Props) {
  return (
    <>
      {change.signatures.map((one) => (
        <div key={one.person.id} className="apv-given">
          <PersonTag name={one.person.name} />
          <div>
            <p>
              <TimeText at={one.at} />
            </p>
            <Mark mark={one.signature} asked />
          </div>
        </div>
      ))}
      {change.missing.length === 0 ? null : (
        <div className="apv-open">
          <p>
            <b>Missing</b>
          </p>
          <ul>
            {change.missing.map((says, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: seats of one kind are alike and keep their order
              <li key={at}>{says}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

const titleOf = (change: ChangeShown): string =>
  change.kind === 'new'
    ? `${changeKindWords.new}: ${change.terms.name}`
    : `${changeKindWords[change.kind]} ${change.requirement?.key ?? ''}`;

function Whole({ change }: Props) {
  return (
    <div className="apv-stack">
      {change.stale ? (
        <p className="il-warning" role="status">
          The requirement was changed since this was proposed. It can only be dropped; propose the change anew on what holds
          today.
        </p>
      ) : null}
      <Card title="What changes">
        <p className="apv-quiet">
          {change.proposedBy.name}, <TimeText at={change.proposedAt} />: “{change.reason}”{' '}
          {change.effectiveFrom === null ? (
            'From the last signature on.'
          ) : (
            <>
              From <TimeText at={change.effectiveFrom} /> on.
            </>
          )}
        </p>
        {change.kind === 'new' ? (
          <TermsList terms={change.terms} />
        ) : (
          <ChangedFields fields={change.diff} heads={['Today', 'Proposed']} label="What is different" />
        )}
        {change.ended === null ? null : (
          <p className="apv-quiet">
            {change.ended.why}, <TimeText at={change.ended.at} />
          </p>
        )}
      </Card>
      <Card title="Signatures" count={change.signatures.length}>
        <Signatures change={change} />
      </Card>
    </div>
  );
}

/** One proposed change: what is different, who signed, whose signature is missing. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showChange, { params: { id: params.key ?? '' } });
  const change = asked.data?.value;
  const state = stateOf(asked, { rows: 8 });
  return (
    <>
      <PageHead
        title={change === undefined ? 'Change' : titleOf(change)}
        keyText={change?.key}
        trail={[{ label: 'Changes of what must be approved', href: '/approvals/changes' }]}
        badges={
          change === undefined ? null : (
            <StatusBadge tone={changeTone[change.state].tone}>{changeTone[change.state].text}</StatusBadge>
          )
        }
        actions={
          change === undefined || change.state !== 'proposed' ? null : (
            <Group gap="xs" className="il-no-print">
              <Sign change={change} />
              <Drop change={change} />
            </Group>
          )
        }
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {change === undefined ? null : <Whole change={change} />}
      </PageBody>
    </>
  );
}
