import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { formatInstant } from '../../../../design/time/format-instant.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { previewRecurrence, recurrenceInput } from '../../contract.ts';
import { localText } from '../words.ts';

export type RecurrenceDraft = {
  readonly rule: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly measure: 'wall' | 'exact';
  readonly except: string;
  /** Further starts, which only plan files and the API give: kept as they are. */
  readonly also: readonly string[];
};
export const emptyRecurrence: RecurrenceDraft = {
  rule: 'FREQ=MONTHLY;BYDAY=2SA',
  startsAt: '',
  minutes: 360,
  measure: 'wall',
  except: '',
  also: [],
};

export const recurrenceSent = (draft: RecurrenceDraft) =>
  recurrenceInput.safeParse({
    rule: draft.rule.trim(),
    startsAt: draft.startsAt.slice(0, 16),
    minutes: draft.minutes,
    measure: draft.measure,
    except: draft.except.split(/[\s,]+/).filter((part) => part !== ''),
    also: [...draft.also],
  });

export const recurrenceDraft = (shown: {
  readonly rule: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly measure: 'wall' | 'exact';
  readonly except: readonly string[];
  readonly also: readonly string[];
}): RecurrenceDraft => ({ ...shown, startsAt: shown.startsAt.slice(0, 16), except: shown.except.join(', ') });

/** A rule as people compare it. */
export const recurrenceText = (draft: RecurrenceDraft): string =>
  [
    draft.rule,
    `from ${localText(draft.startsAt)}`,
    `${draft.minutes} minutes ${draft.measure === 'exact' ? 'exactly' : 'by the clock'}`,
    draft.except === '' ? '' : `without ${draft.except}`,
    draft.also.length === 0 ? '' : `also ${draft.also.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(', ');

const usual = [
  { value: 'FREQ=WEEKLY;BYDAY=SA', label: 'Every Saturday' },
  { value: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA', label: 'Every second Saturday' },
  { value: 'FREQ=MONTHLY;BYDAY=2SA', label: 'Second Saturday of the month' },
  { value: 'FREQ=MONTHLY;BYDAY=-1SA', label: 'Last Saturday of the month' },
  { value: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2SA', label: 'Second Saturday, every third month' },
  { value: 'FREQ=YEARLY', label: 'Every year' },
];

type RecurrenceProps = {
  readonly zone: string;
  readonly draft: RecurrenceDraft;
  readonly error?: string | undefined;
  readonly onChange: (draft: RecurrenceDraft) => void;
};

const caseWords = { unique: '', gap: 'the clocks skip the time asked for', fold: 'the clocks show it twice, the first is taken' };

/** What the rule brings, as the server expands it: the same code that places the bands. */
function Preview({ zone, draft }: { readonly zone: string; readonly draft: RecurrenceDraft }) {
  const [settled] = useDebouncedValue(draft, 350);
  const sent = recurrenceSent(settled);
  const body = { zone, repeats: sent.success ? sent.data : { rule: settled.rule, startsAt: settled.startsAt, minutes: 1 } };
  const asked = useOperation(previewRecurrence, { body }, { enabled: sent.success, keepPrevious: true });
  if (!sent.success) return <p className="il-missing">Give a rule, a first start and a length to see what it brings.</p>;
  if (asked.error !== null || asked.data === undefined)
    return <StatePanel state={stateOf(asked, { rows: 5, height: 26 }) ?? { kind: 'loading', rows: 5, height: 26 }} />;
  const { occurrences, skipped, truncated } = asked.data.value;
  return (
    <section aria-label="What the rule brings" className="cal-preview">
      <ol>
        {occurrences.slice(0, 8).map((one) => (
          <li key={one.start}>
            {formatInstant(Date.parse(one.start), zone)} to {formatInstant(Date.parse(one.end), zone)}
            {one.startCase === 'unique' ? null : <em> ({caseWords[one.startCase]})</em>}
          </li>
        ))}
      </ol>
      <p>
        {occurrences.length > 8 ? `and ${occurrences.length - 8} more. ` : ''}
        {skipped.length > 0 ? `Left out: ${skipped.length}. ` : ''}
        {truncated === null ? '' : `From ${truncated.from.slice(0, 10)} on nothing is known.`}
      </p>
    </section>
  );
}

/** A rule of RFC 5545 with its usual cases by name, and at once what it brings. */
export function RecurrenceFields({ zone, draft, error, onChange }: RecurrenceProps) {
  const known = usual.find(({ value }) => value === draft.rule)?.value ?? null;
  return (
    <>
      <Group grow align="flex-start">
        <Select
          label="How often"
          data={usual}
          value={known}
          placeholder="By a rule of your own"
          onChange={(rule) => {
            if (rule !== null) onChange({ ...draft, rule });
          }}
        />
        <TextInput
          label="Rule (RFC 5545)"
          required
          value={draft.rule}
          error={error}
          onChange={(event) => onChange({ ...draft, rule: event.currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          label="First start"
          description={`By the clock of ${zone}`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          value={draft.startsAt}
          onChange={(event) => onChange({ ...draft, startsAt: event.currentTarget.value })}
        />
        <NumberInput
          label="Length in minutes"
          description={`${Math.floor(draft.minutes / 60)} h ${draft.minutes % 60} min`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          min={1}
          allowDecimal={false}
          hideControls
          value={draft.minutes}
          onChange={(value) => {
            if (typeof value === 'number') onChange({ ...draft, minutes: value });
          }}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="In nights in which clocks change"
          data={[
            { value: 'wall', label: 'The end keeps its time on the wall' },
            { value: 'exact', label: 'The length stays exact' },
          ]}
          value={draft.measure}
          allowDeselect={false}
          onChange={(measure) => onChange({ ...draft, measure: measure === 'exact' ? 'exact' : 'wall' })}
        />
        <TextInput
          label="Left out"
          placeholder="2026-12-26T22:00, …"
          value={draft.except}
          onChange={(event) => onChange({ ...draft, except: event.currentTarget.value })}
        />
      </Group>
      <Preview zone={zone} draft={draft} />
    </>
  );
}
