import { Fieldset, Textarea, TextInput } from '@mantine/core';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeWorkingCalendar, registerWorkingCalendar, type WorkingCalendarShown, weekdayNames } from '../contract.ts';
import { EditForm, useForm } from './EditForm.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';
import type { Part } from './use-edit.ts';
import { dayWords } from './words.ts';
import { emptyWeek, holidaySent, holidaysOf, holidaysText, hoursOf, isPlain, weekText } from './working-week.ts';

type Draft = {
  readonly key: string;
  readonly name: string;
  readonly zone: string;
  readonly week: typeof emptyWeek;
  readonly holidays: string;
};
const emptyDraft = (): Draft => ({ key: '', name: '', zone: browserZone(), week: emptyWeek, holidays: '' });
const draftOf = (calendar: WorkingCalendarShown): Draft => ({
  key: calendar.key,
  name: calendar.name,
  zone: calendar.zone,
  week: weekText(calendar.week),
  holidays: holidaysText(calendar.holidays),
});

type Field = 'name' | 'zone' | 'week' | 'holidays';
const weekOf = (week: Draft['week']): string =>
  weekdayNames
    .filter((day) => week[day].trim() !== '')
    .map((day) => `${dayWords[day]} ${week[day]}`)
    .join('; ');
const parts: readonly Part<Draft, Field>[] = [
  { field: 'name', label: 'Name', of: ({ name }) => name.trim(), text: ({ name }) => name },
  { field: 'zone', label: 'Time zone', of: ({ zone }) => zone, text: ({ zone }) => zone },
  { field: 'week', label: 'Working hours', of: ({ week }) => week, text: ({ week }) => weekOf(week) },
  {
    field: 'holidays',
    label: 'Holidays',
    of: ({ holidays }) => holidays.trim(),
    text: ({ holidays }) => holidays.split('\n').join('; '),
  },
];

/** The draft as it is sent; null while a line is not understood. */
function sentOf(draft: Draft, kept: WorkingCalendarShown['holidays']) {
  const { MO, TU, WE, TH, FR, SA, SU } = draft.week;
  const [mo, tu, we, th, fr, sa, su] = [MO, TU, WE, TH, FR, SA, SU].map(hoursOf);
  const holidays = holidaysOf(draft.holidays);
  if (!mo || !tu || !we || !th || !fr || !sa || !su || holidays === null || draft.name.trim() === '') return null;
  const own = kept.filter((holiday) => !isPlain(holiday)).map((holiday) => ({ ...holiday, except: [...holiday.except] }));
  return {
    name: draft.name.trim(),
    zone: draft.zone,
    week: { MO: mo, TU: tu, WE: we, TH: th, FR: fr, SA: sa, SU: su },
    holidays: [...holidays.map(holidaySent), ...own],
  };
}

type FormProps = {
  readonly onDone: (key: string) => void;
  readonly edits?: { readonly calendar: WorkingCalendarShown; readonly version: number };
};

/** Registers a working calendar or changes one. */
export function WorkingCalendarForm({ onDone, edits }: FormProps) {
  const now = edits === undefined ? null : { draft: draftOf(edits.calendar), version: edits.version };
  const form = useForm(parts, emptyDraft, now);
  const { draft, set, edit } = form;
  const done = (shown: WorkingCalendarShown) => {
    form.close();
    onDone(shown.key);
  };
  const register = useAsk(registerWorkingCalendar, done);
  const change = useAsk(changeWorkingCalendar, done);
  const asked = edits === undefined ? register : change;
  const { refusals } = asked;
  const kept = edits?.calendar.holidays ?? [];
  const ruled = kept.filter((holiday) => !isPlain(holiday));
  const sent = sentOf(draft, kept);
  const send = async (fields: readonly Field[], version: number) => {
    if (sent === null) return;
    if (edits === undefined) {
      await register.send({ body: { key: draft.key.trim(), ...sent } });
      return;
    }
    const body = {
      ...(fields.includes('name') ? { name: sent.name } : {}),
      ...(fields.includes('zone') ? { zone: sent.zone } : {}),
      ...(fields.includes('week') ? { week: sent.week } : {}),
      ...(fields.includes('holidays') ? { holidays: sent.holidays } : {}),
    };
    edit.told(isStale(await change.send({ params: { id: edits.calendar.id }, version, body })));
  };
  return (
    <EditForm
      form={form}
      right="calendar.manage-working-calendars"
      noun="working calendar"
      edits={edits && { name: edits.calendar.name, can: edits.calendar.can.change }}
      size="lg"
      asked={asked}
      whole={sent !== null && draft.key.trim() !== ''}
      onSend={send}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        value={draft.name}
        error={refusalFor(refusals, '/name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      {edits === undefined ? (
        <TextInput
          label="Key"
          required
          description="Plan files use it; it never changes."
          value={draft.key}
          error={refusalFor(refusals, '/key')}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
      ) : null}
      <ZoneField value={draft.zone} error={refusalFor(refusals, '/zone')} onChange={(zone) => set({ zone })} />
      <Fieldset legend="Working hours: empty is no working day">
        {weekdayNames.map((day) => (
          <TextInput
            key={day}
            label={dayWords[day]}
            placeholder="Not a working day"
            value={draft.week[day]}
            error={hoursOf(draft.week[day]) === null ? 'Such as 09:00-12:00, 13:00-17:30' : refusalFor(refusals, `/week/${day}`)}
            onChange={(event) => set({ week: { ...draft.week, [day]: event.currentTarget.value } })}
          />
        ))}
      </Fieldset>
      <Textarea
        label="Holidays, one a line"
        description={'Such as "2026-12-25 Christmas Day, yearly"'}
        autosize
        minRows={4}
        maxRows={14}
        value={draft.holidays}
        error={holidaysOf(draft.holidays) === null ? 'Each line: a date, then the name' : refusalFor(refusals, '/holidays')}
        onChange={(event) => set({ holidays: event.currentTarget.value })}
      />
      {ruled.length === 0 ? null : (
        <p>Kept as they are, since they return by a rule of their own: {ruled.map(({ name }) => name).join(', ')}.</p>
      )}
    </EditForm>
  );
}
