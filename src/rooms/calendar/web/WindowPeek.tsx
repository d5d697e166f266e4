import { AppLink } from '../../../design/navigation.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { DiscussionLink } from '../../discussion/web/door.tsx';
import { DossierLink, SignaturesOf } from '../../signatures/web/door.tsx';
import { showWindow, type WindowShown } from '../contract.ts';
import { ClockNotes, Occurrences } from './Occurrences.tsx';
import { PeekDrawer } from './PeekDrawer.tsx';
import { ruleWords } from './rule-words.ts';
import { WindowForm } from './WindowForm.tsx';
import { WindowMove } from './WindowMove.tsx';
import { WindowVerbs } from './WindowVerbs.tsx';
import { scopeText, windowStateWords } from './words.ts';

function Targets({ window }: { readonly window: WindowShown }) {
  if (window.targets.length === 0) return null;
  return (
    <table className="il-table">
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Before the go-live</th>
          <th scope="col">Last day in time</th>
        </tr>
      </thead>
      <tbody>
        {window.targets.map((target) => (
          <tr key={target.key}>
            <th scope="row">{target.name}</th>
            <td>
              {Math.abs(target.days)} {target.measure} days {target.days > 0 ? 'after' : ''}
            </td>
            <td>{target.date ?? <span className="il-missing">Unknown: no working calendar tells it</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts({ window }: { readonly window: WindowShown }) {
  const time = (at: string) => <TimeText at={at} zone={window.zone} />;
  return (
    <FieldList
      fields={[
        { label: 'Start', value: time(window.start) },
        { label: 'End', value: time(window.end) },
        { label: 'Go-live', value: time(window.goLive) },
        { label: 'Time zone', value: window.zone },
        {
          label: 'Repeats',
          value: window.repeats === null ? 'Once' : ruleWords(window.repeats.rule),
          hint: window.repeats?.rule,
        },
        { label: 'Holds', value: scopeText(window.scope) },
        { label: 'Cadence', value: window.cadence?.name },
        { label: 'Working calendar', value: window.workingCalendar?.name },
        {
          label: 'First locked go-live',
          value: window.firstLock === null ? null : time(window.firstLock.goLive),
          hint: 'Lateness is measured against it',
        },
        { label: 'Note', value: window.note },
      ]}
    />
  );
}

function Body({ window, version }: { readonly window: WindowShown; readonly version: number }) {
  const state = windowStateWords[window.state];
  return (
    <>
      <div>
        <StatusBadge tone={state.tone}>{state.text}</StatusBadge>
      </div>
      <ClockNotes notes={window.clock} zone={window.zone} />
      <WindowMove window={window} version={version} />
      <div className="cal-acts">
        <WindowForm edits={{ window, version }} onDone={() => {}} />
        <WindowVerbs window={window} version={version} />
      </div>
      <Facts window={window} />
      <Targets window={window} />
      {window.repeats === null ? null : <Occurrences next={window.next} truncated={window.truncated} zone={window.zone} />}
      <SignaturesOf kind="window" id={window.id} />
      <AppLink href={`/records/window/${window.key}`}>History of this record</AppLink>
      <DiscussionLink kind="window" id={window.key} />
      <DossierLink kind="window" id={window.key} />
    </>
  );
}

export function WindowPeek({ id, onClose }: { readonly id: string | null; readonly onClose: () => void }) {
  const asked = useOperation(showWindow, { params: { id: id ?? '' } }, { enabled: id !== null });
  const window = asked.data?.value;
  return (
    <PeekDrawer
      opened={id !== null}
      title={window === undefined ? (id ?? '') : `${window.name} (${window.key})`}
      onClose={onClose}
    >
      {window === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 10 }) ?? { kind: 'loading', rows: 10 }} />
      ) : (
        <Body window={window} version={asked.data?.version ?? window.version} />
      )}
    </PeekDrawer>
  );
}
