import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useZone } from '../DesignRoot.tsx';
import { formatClock, formatWeekday, toFieldValue, zoneName } from '../time/format-instant.ts';
import { fromWall } from '../time/zone.ts';

export type DateTimeFieldProps = {
  readonly label: string;
  /** ISO 8601, or null while empty */
  readonly value: string | null;
  readonly onChange: (iso: string | null) => void;
  readonly zone?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly error?: ReactNode;
  readonly hint?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly name?: string | undefined;
  /** Takes the focus when its dialog opens. */
  readonly first?: boolean | undefined;
};

const shape = { date: 10, 'datetime-local': 16 } as const;
type Kind = keyof typeof shape;

const shownValue = (iso: string | null | undefined, zone: string, kind: Kind): string => {
  const ms = iso === null || iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(ms) ? '' : toFieldValue(ms, zone).slice(0, shape[kind]);
};

const readValue = (text: string, zone: string): string | null => {
  const wall = Date.parse(text.length === shape.date ? `${text}T00:00Z` : `${text}Z`);
  return Number.isNaN(wall) ? null : new Date(fromWall(wall, zone)).toISOString();
};

/**
 * The browser writes the field in the order of its own language, which may not be the reader's: the moment is said once more beside it, as it is written
 * everywhere else.
 */
export function saidMoment(value: string | null, kind: Kind, zone: string): string {
  const at = value === null ? Number.NaN : Date.parse(value);
  if (Number.isNaN(at)) return `Time zone: ${zone}`;
  const day = formatWeekday(at, zone);
  return kind === 'date' ? `${day} (${zone})` : `${day}, ${formatClock(at, zone)} ${zoneName(at, zone)} (${zone})`;
}

function NativeField({ kind, ...field }: DateTimeFieldProps & { readonly kind: Kind }) {
  const zone = useZone(field.zone);
  return (
    <TextInput
      type={kind}
      label={field.label}
      description={[field.hint, saidMoment(field.value, kind, zone)].filter(Boolean).join(' · ')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={shownValue(field.value, zone, kind)}
      onChange={(event) => field.onChange(readValue(event.currentTarget.value, zone))}
      required={field.required ?? false}
      disabled={field.disabled ?? false}
      error={field.error}
      min={shownValue(field.min, zone, kind)}
      max={shownValue(field.max, zone, kind)}
      {...(field.name === undefined ? {} : { name: field.name })}
      {...(field.first === true ? { 'data-autofocus': true } : {})}
    />
  );
}

/** A moment, in the browser's own field, which brings keyboard, calendar and screen reader support. */
export const DateTimeField = (props: DateTimeFieldProps) => <NativeField {...props} kind="datetime-local" />;

/** A day: the instant of midnight in the zone. */
export const DateField = (props: DateTimeFieldProps) => <NativeField {...props} kind="date" />;
