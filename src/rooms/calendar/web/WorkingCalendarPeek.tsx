import { AppLink } from '../../../design/navigation.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { DiscussionLink } from '../../discussion/web/door.tsx';
import { DossierLink } from '../../signatures/web/door.tsx';
import {
  makeDefaultWorkingCalendar,
  showWorkingCalendar,
  type WorkingCalendarShown,
  weekdayNames,
  withdrawWorkingCalendar,
} from '../contract.ts';
import { PeekDrawer } from './PeekDrawer.tsx';
import { WorkingCalendarForm } from './WorkingCalendarForm.tsx';
import { dayWords } from './words.ts';
import { weekText } from './working-week.ts';

const nothing = () => {};
type OfCalendar = { readonly calendar: WorkingCalendarShown; readonly version: number };

const verbs = [
  {
    verb: 'make-default',
    label: 'Make it the default',
    operation: makeDefaultWorkingCalendar,
    text: 'It counts from then on wherever none is named.',
    danger: false,
  },
  { verb: 'withdraw', label: 'Withdraw', operation: withdrawWorkingCalendar, text: 'It can be chosen no more.', danger: true },
] as const;

function Verb({ calendar, version, row }: OfCalendar & { readonly row: (typeof verbs)[number] }) {
  const ask = useAsk<typeof row.operation>(row.operation, nothing);
  return (
    <ActButton
      can={calendar.can[row.verb]}
      label={row.label}
      text={row.text}
      danger={row.danger}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: calendar.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Body(of: OfCalendar) {
  const { calendar } = of;
  const week = weekText(calendar.week);
  return (
    <>
      <div>
        {calendar.isDefault ? <StatusBadge tone="brand">Default</StatusBadge> : null}
        {calendar.withdrawn ? <StatusBadge tone="gray">Withdrawn</StatusBadge> : null}
      </div>
      <div className="cal-acts">
        <WorkingCalendarForm edits={of} onDone={nothing} />
        {verbs.map((row) => (
          <Verb key={row.verb} {...of} row={row} />
        ))}
      </div>
      <FieldList
        fields={[
          { label: 'Time zone', value: calendar.zone },
          ...weekdayNames.map((day) => ({ label: dayWords[day], value: week[day] === '' ? 'Not a working day' : week[day] })),
        ]}
      />
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Holiday</th>
            <th scope="col">First on</th>
            <th scope="col">Returns</th>
          </tr>
        </thead>
        <tbody>
          {calendar.holidays.map((holiday) => (
            <tr key={`${holiday.on}${holiday.name}`}>
              <th scope="row">{holiday.name}</th>
              <td>{holiday.on}</td>
              <td>{holiday.rule ?? 'Once'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <AppLink href={`/records/working-calendar/${calendar.key}`}>History of this record</AppLink>
      <DiscussionLink kind="working-calendar" id={calendar.key} />
      <DossierLink kind="working-calendar" id={calendar.key} />
    </>
  );
}

export function WorkingCalendarPeek({ id, onClose }: { readonly id: string | null; readonly onClose: () => void }) {
  const asked = useOperation(showWorkingCalendar, { params: { id: id ?? '' } }, { enabled: id !== null });
  const calendar = asked.data?.value;
  return (
    <PeekDrawer opened={id !== null} title={calendar?.name ?? id ?? ''} onClose={onClose}>
      {calendar === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 10 }) ?? { kind: 'loading', rows: 10 }} />
      ) : (
        <Body calendar={calendar} version={asked.data?.version ?? calendar.version} />
      )}
    </PeekDrawer>
  );
}
