import { Select } from '@mantine/core';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

type ZoneFieldProps = { readonly value: string; readonly error?: string | undefined; readonly onChange: (zone: string) => void };

/** The zone in which the times of a record are meant: it, and not the reader's, decides what a clock change does. */
export const ZoneField = ({ value, error, onChange }: ZoneFieldProps) => (
  <Select
    label="Time zone"
    description="In which its times are meant, also where clocks change"
    required
    searchable
    data={zones}
    value={value}
    error={error}
    allowDeselect={false}
    limit={60}
    onChange={(zone) => onChange(zone ?? value)}
  />
);
