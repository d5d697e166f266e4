import { SegmentedControl } from '@mantine/core';
import { localText } from '../words.ts';
import { type LocalTime, LocalTimeField, noTime, sentTime, useResolved, waitsForAnswer } from './LocalTimeField.tsx';
import {
  emptyRecurrence,
  type RecurrenceDraft,
  RecurrenceFields,
  recurrenceDraft,
  recurrenceSent,
  recurrenceText,
} from './RecurrenceFields.tsx';

export type WhenDraft = {
  readonly how: 'once' | 'repeats';
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly goLive: LocalTime;
  readonly repeats: RecurrenceDraft;
};
export const emptyWhen: WhenDraft = { how: 'once', start: noTime, end: noTime, goLive: noTime, repeats: emptyRecurrence };

type Shown = {
  readonly startLocal: string;
  readonly endLocal: string;
  readonly goLiveLocal?: string;
  readonly repeats: Parameters<typeof recurrenceDraft>[0] | null;
};
const kept = (local: string): LocalTime => ({ local: local.slice(0, 16), fold: null });

export const whenDraft = (shown: Shown): WhenDraft => ({
  how: shown.repeats === null ? 'once' : 'repeats',
  start: kept(shown.startLocal),
  end: kept(shown.endLocal),
  goLive: shown.goLiveLocal === undefined ? noTime : kept(shown.goLiveLocal),
  repeats: shown.repeats === null ? emptyRecurrence : recurrenceDraft(shown.repeats),
});

/** A time as people compare it. */
export const whenText = (draft: WhenDraft): string => {
  if (draft.how === 'repeats') return recurrenceText(draft.repeats);
  const time = ({ local, fold }: LocalTime) => `${localText(local)}${fold === null ? '' : ` (the ${fold})`}`;
  const goLive = draft.goLive.local === '' ? '' : `, go-live ${time(draft.goLive)}`;
  return `${time(draft.start)} to ${time(draft.end)}${goLive}`;
};

/** What is sent of a draft; null while something is missing, or while clocks show a time twice and nobody has said which is meant. */
export function useWhenSent(draft: WhenDraft, zone: string) {
  const start = useResolved(draft.start, zone);
  const end = useResolved(draft.end, zone);
  const goLive = useResolved(draft.goLive, zone);
  if (draft.how === 'repeats') {
    const sent = recurrenceSent(draft.repeats);
    return sent.success ? { kind: 'repeats' as const, repeats: sent.data } : null;
  }
  const times = { start: sentTime(draft.start, start), end: sentTime(draft.end, end), goLive: sentTime(draft.goLive, goLive) };
  const waits = waitsForAnswer(draft.start, start) || waitsForAnswer(draft.end, end) || waitsForAnswer(draft.goLive, goLive);
  if (times.start === null || times.end === null || waits) return null;
  return { kind: 'once' as const, start: times.start, end: times.end, goLive: times.goLive };
}

type WhenFieldsProps = {
  readonly zone: string;
  readonly draft: WhenDraft;
  readonly withGoLive?: boolean | undefined;
  readonly errors?: {
    readonly start?: string | undefined;
    readonly end?: string | undefined;
    readonly rule?: string | undefined;
  };
  readonly onChange: (draft: WhenDraft) => void;
};

/** Once, or by a rule. */
export function WhenFields({ zone, draft, withGoLive = false, errors = {}, onChange }: WhenFieldsProps) {
  const set = (part: Partial<WhenDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <SegmentedControl
        aria-label="Once or repeated"
        data={[
          { value: 'once', label: 'Once' },
          { value: 'repeats', label: 'Repeats' },
        ]}
        value={draft.how}
        onChange={(how) => set({ how: how === 'repeats' ? 'repeats' : 'once' })}
      />
      {draft.how === 'repeats' ? (
        <RecurrenceFields zone={zone} draft={draft.repeats} error={errors.rule} onChange={(repeats) => set({ repeats })} />
      ) : (
        <>
          <LocalTimeField
            label="Start"
            required
            zone={zone}
            value={draft.start}
            error={errors.start}
            onChange={(start) => set({ start })}
          />
          <LocalTimeField
            label="End"
            required
            hint="Belongs to what comes next"
            zone={zone}
            value={draft.end}
            error={errors.end}
            onChange={(end) => set({ end })}
          />
          {withGoLive ? (
            <LocalTimeField
              label="Go-live"
              hint="The start where left empty"
              zone={zone}
              value={draft.goLive}
              onChange={(goLive) => set({ goLive })}
            />
          ) : null}
        </>
      )}
    </>
  );
}
