import { Select } from '@mantine/core';

const zones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const all = zones();

export type ZoneFieldProps = {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly error?: string | undefined;
};

/** The IANA zone in which people read the times of a go-live. */
export const ZoneField = ({ value, onChange, error }: ZoneFieldProps) => (
  <Select
    label="Time zone"
    data={all.includes(value) ? all : [value, ...all]}
    value={value}
    onChange={(zone) => onChange(zone ?? 'UTC')}
    searchable
    allowDeselect={false}
    limit={60}
    error={error}
  />
);
