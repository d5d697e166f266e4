import { useState } from 'react';
import { ChoiceField, type ChoiceOption } from '../../../../design/parts/ChoiceField.tsx';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { listReleases } from '../../contract.ts';

export type ParentFieldProps = {
  readonly chosen: ChoiceOption | null;
  readonly error?: string | undefined;
  readonly onChange: (chosen: ChoiceOption | null) => void;
};

/** The enterprise release (train) that it is part of. */
export function ParentField(props: ParentFieldProps) {
  const [q, setQ] = useState('');
  const found = useOperation(
    listReleases,
    { query: { kind: 'enterprise', open: 'true', limit: 20, ...(q === '' ? {} : { q }) } },
    { keepPrevious: true },
  );
  const options = (found.data?.value.items ?? []).map((row) => ({ value: row.id, label: row.name, sub: row.key }));
  return <ChoiceField {...props} label="Part of the train" options={options} onSearch={setQ} />;
}
