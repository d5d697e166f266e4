import { AppLink } from '../../../design/navigation.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { DiscussionLink } from '../../discussion/web/door.tsx';
import { ExceptionsOf } from '../../interlocks/web/door.tsx';
import { DossierLink } from '../../signatures/web/door.tsx';
import { type FreezeShown, showFreeze, withdrawFreeze } from '../contract.ts';
import { FreezeForm } from './FreezeForm.tsx';
import { ClockNotes, Occurrences } from './Occurrences.tsx';
import { PeekDrawer } from './PeekDrawer.tsx';
import { ruleWords } from './rule-words.ts';
import { freezeStateWords, scopeText, severityWords } from './words.ts';

const nothing = () => {};
type OfFreeze = { readonly freeze: FreezeShown; readonly version: number };

function Withdraw({ freeze, version }: OfFreeze) {
  const ask = useAsk(withdrawFreeze, nothing);
  return (
    <ActButton
      can={freeze.can.withdraw}
      label="Withdraw"
      title={`Withdraw ${freeze.name}`}
      text="Its collisions are cleared at once."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: freeze.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Body({ freeze, version }: OfFreeze) {
  return (
    <>
      <div>
        <StatusBadge tone={severityWords[freeze.severity].tone}>{severityWords[freeze.severity].text}</StatusBadge>{' '}
        <StatusBadge tone={freezeStateWords[freeze.state].tone}>{freezeStateWords[freeze.state].text}</StatusBadge>
      </div>
      <ClockNotes notes={freeze.clock} zone={freeze.zone} />
      <p>{freeze.reason}</p>
      <div className="cal-acts">
        <FreezeForm edits={{ freeze, version }} onDone={nothing} />
        <Withdraw freeze={freeze} version={version} />
      </div>
      <FieldList
        fields={[
          { label: 'Start', value: <TimeText at={freeze.start} zone={freeze.zone} /> },
          { label: 'End', value: <TimeText at={freeze.end} zone={freeze.zone} /> },
          { label: 'Time zone', value: freeze.zone },
          {
            label: 'Repeats',
            value: freeze.repeats === null ? 'Once' : ruleWords(freeze.repeats.rule),
            hint: freeze.repeats?.rule,
          },
          { label: 'Holds', value: scopeText(freeze.scope) },
        ]}
      />
      {freeze.repeats === null ? null : <Occurrences next={freeze.next} truncated={freeze.truncated} zone={freeze.zone} />}
      <ExceptionsOf owner={`freeze:${freeze.key}`} />
      <AppLink href={`/records/freeze/${freeze.key}`}>History of this record</AppLink>
      <DiscussionLink kind="freeze" id={freeze.key} />
      <DossierLink kind="freeze" id={freeze.key} />
    </>
  );
}

export function FreezePeek({ id, onClose }: { readonly id: string | null; readonly onClose: () => void }) {
  const asked = useOperation(showFreeze, { params: { id: id ?? '' } }, { enabled: id !== null });
  const freeze = asked.data?.value;
  return (
    <PeekDrawer
      opened={id !== null}
      title={freeze === undefined ? (id ?? '') : `${freeze.name} (${freeze.key})`}
      onClose={onClose}
    >
      {freeze === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 10 }) ?? { kind: 'loading', rows: 10 }} />
      ) : (
        <Body freeze={freeze} version={asked.data?.version ?? freeze.version} />
      )}
    </PeekDrawer>
  );
}
