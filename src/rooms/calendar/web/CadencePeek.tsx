import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateField } from '../../../design/parts/DateTimeField.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { DiscussionLink } from '../../discussion/web/door.tsx';
import { DossierLink } from '../../signatures/web/door.tsx';
import { type CadenceShown, generateCadenceWindows, previewCadenceWindows, showCadence, withdrawCadence } from '../contract.ts';
import { CadenceForm } from './CadenceForm.tsx';
import { PeekDrawer } from './PeekDrawer.tsx';
import { ruleWords } from './rule-words.ts';
import { localText, scopeText } from './words.ts';

const nothing = () => {};
type OfCadence = { readonly cadence: CadenceShown; readonly version: number };
const year = 365 * 86_400_000;

function Preview({ cadence, until }: { readonly cadence: CadenceShown; readonly until: string }) {
  const asked = useOperation(previewCadenceWindows, { params: { id: cadence.id }, body: { until } }, { keepPrevious: true });
  const told = asked.data?.value;
  if (told === undefined || asked.error !== null)
    return <StatePanel state={stateOf(asked, { rows: 6, height: 26 }) ?? { kind: 'loading', rows: 6, height: 26 }} />;
  return (
    <section className="cal-preview" aria-label="Windows that would be made">
      <p>
        {told.windows.length} would be made as drafts; {told.existing} are there already.
      </p>
      <ol>
        {told.windows.slice(0, 30).map((window) => (
          <li key={window.slot}>
            {window.name}: <TimeText at={window.start} zone={cadence.zone} /> to <TimeText at={window.end} zone={cadence.zone} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Generate({ cadence }: OfCadence) {
  const [opened, setOpened] = useState(false);
  const [until, setUntil] = useState<string | null>(() => new Date(Date.now() + year).toISOString());
  const [made, setMade] = useState<number | null>(null);
  const ask = useAsk(generateCadenceWindows, (reply) => {
    setMade(reply.made.length);
    setOpened(false);
  });
  const open = () => {
    setMade(null);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton can={cadence.can['generate-windows'] ?? cadence.can.generate} onClick={open}>
        Make windows
      </BlockedButton>
      {made === null ? null : <p role="status">{made} windows were made as drafts.</p>}
      <FormDialog
        opened={opened}
        title={`Windows of ${cadence.name}`}
        confirm="Make them as drafts"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={until !== null}
        onSend={() => {
          if (until !== null) void ask.send({ params: { id: cadence.id }, body: { until } });
        }}
        onClose={() => setOpened(false)}
      >
        <DateField label="Until" required zone={cadence.zone} value={until} onChange={setUntil} hint="At most 24 months ahead" />
        {until === null ? null : <Preview cadence={cadence} until={until} />}
      </FormDialog>
    </>
  );
}

function Withdraw({ cadence, version }: OfCadence) {
  const ask = useAsk(withdrawCadence, nothing);
  return (
    <ActButton
      can={cadence.can.withdraw}
      label="Withdraw"
      title={`Withdraw ${cadence.name}`}
      text="Windows that were made stay as they are."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: cadence.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Body(of: OfCadence) {
  const { cadence } = of;
  return (
    <>
      <div className="cal-acts">
        <Generate {...of} />
        <CadenceForm edits={of} onDone={nothing} />
        <Withdraw {...of} />
      </div>
      <FieldList
        fields={[
          { label: 'Rule', value: ruleWords(cadence.repeats.rule), hint: cadence.repeats.rule },
          { label: 'First start', value: localText(cadence.repeats.startsAt) },
          { label: 'Length', value: `${cadence.repeats.minutes} minutes` },
          { label: 'Go-live', value: `${cadence.goLiveAfterMinutes} minutes after the start` },
          { label: 'Time zone', value: cadence.zone },
          { label: 'Holds', value: scopeText(cadence.scope) },
          {
            label: 'Targets',
            value: cadence.targets.map((target) => `${target.name} (${target.days} ${target.measure} days)`).join(', '),
          },
          { label: 'Working calendar', value: cadence.workingCalendar?.name ?? 'The default' },
        ]}
      />
      <AppLink href={`/records/cadence/${cadence.key}`}>History of this record</AppLink>
      <DiscussionLink kind="cadence" id={cadence.key} />
      <DossierLink kind="cadence" id={cadence.key} />
    </>
  );
}

export function CadencePeek({ id, onClose }: { readonly id: string | null; readonly onClose: () => void }) {
  const asked = useOperation(showCadence, { params: { id: id ?? '' } }, { enabled: id !== null });
  const cadence = asked.data?.value;
  return (
    <PeekDrawer
      opened={id !== null}
      title={cadence === undefined ? (id ?? '') : `${cadence.name} (${cadence.key})`}
      onClose={onClose}
    >
      {cadence === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 10 }) ?? { kind: 'loading', rows: 10 }} />
      ) : (
        <Body cadence={cadence} version={asked.data?.version ?? cadence.version} />
      )}
    </PeekDrawer>
  );
}
