import { Radio, Stack, TextInput } from '@mantine/core';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { resolveTime } from '../../contract.ts';

type Resolved = ReplyOf<typeof resolveTime>;
export type LocalTime = {
  readonly local: string;
  /** In a night in which clocks show a time twice: which of them; null while nobody has said it. */
  readonly fold: 'earlier' | 'later' | null;
};
export const noTime: LocalTime = { local: '', fold: null };
const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What is sent: the local time, or with its offset where the clocks show it twice and somebody has chosen. */
export function sentTime(time: LocalTime, resolved: Resolved | undefined): string | null {
  if (!whole.test(time.local)) return null;
  if (time.fold === null || resolved === undefined || resolved.case !== 'fold') return time.local.slice(0, 16);
  const offset = time.fold === 'earlier' ? resolved.offset : resolved.otherOffset;
  return offset === null ? time.local.slice(0, 16) : `${time.local.slice(0, 16)}${offset}`;
}

/** The instant behind a local time; asked again when either changes. */
export function useResolved(time: LocalTime, zone: string): Resolved | undefined {
  const enabled = whole.test(time.local);
  const body = { local: time.local.slice(0, 16), zone, fold: 'earlier' as const };
  return useOperation(resolveTime, { body }, { enabled }).data?.value;
}

type LocalTimeFieldProps = {
  readonly label: string;
  readonly zone: string;
  readonly value: LocalTime;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly onChange: (time: LocalTime) => void;
};

function Answer({ value, zone, onChange, resolved }: LocalTimeFieldProps & { readonly resolved: Resolved | undefined }) {
  if (resolved === undefined || resolved.case === 'unique') return null;
  if (resolved.case === 'gap')
    return (
      <p className="cal-clock" role="status">
        The clocks of {zone} skip this time that night. Taken is what they show instead:{' '}
        <b>{resolved.shown.replace('T', ', ')}</b>.
      </p>
    );
  return (
    <Radio.Group
      label={`The clocks of ${zone} show this time twice that night. Which is meant?`}
      required
      className="cal-clock"
      value={value.fold}
      onChange={(fold) => onChange({ ...value, fold: fold === 'later' ? 'later' : 'earlier' })}
    >
      <Stack gap={6} mt={6}>
        <Radio value="earlier" label={`The first, before the change (${resolved.offset})`} />
        <Radio value="later" label={`The second, after the change (${resolved.otherOffset ?? ''})`} />
      </Stack>
    </Radio.Group>
  );
}

/** A wall-clock time in the zone of the record. Where daylight saving makes it unclear, the answer is asked for and never guessed in silence. */
export function LocalTimeField(props: LocalTimeFieldProps) {
  const { label, zone, value, required = false, hint, error, onChange } = props;
  const resolved = useResolved(value, zone);
  const offset = resolved === undefined || resolved.case !== 'unique' ? '' : ` (UTC${resolved.offset})`;
  return (
    <div>
      <TextInput
        type="datetime-local"
        label={label}
        description={[hint, `By the clock of ${zone}${offset}`].filter(Boolean).join(' · ')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required={required}
        value={value.local.slice(0, 16)}
        error={error}
        onChange={(event) => onChange({ local: event.currentTarget.value, fold: null })}
      />
      <Answer {...props} resolved={resolved} />
    </div>
  );
}

/** Whether a time still waits for the reader's answer. */
export const waitsForAnswer = (time: LocalTime, resolved: Resolved | undefined): boolean =>
  resolved?.case === 'fold' && time.fold === null;
