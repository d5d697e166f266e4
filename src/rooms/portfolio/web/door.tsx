import { useState } from 'react';
import { ChoiceField, type ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listApplications } from '../contract.ts';

export type ApplicationFieldProps = {
  readonly label: string;
  readonly chosen: ChoiceOption | null;
  readonly onChange: (chosen: ChoiceOption | null) => void;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly withinPortal?: boolean | undefined;
};

/** An application by name or key, searched on the server. The value is the id. */
export function ApplicationField(props: ApplicationFieldProps) {
  const [q, setQ] = useState('');
  const found = useOperation(listApplications, { query: { limit: 30, ...(q === '' ? {} : { q }) } }, { keepPrevious: true });
  const options = (found.data?.value.items ?? []).map((row) => ({ value: row.id, label: row.name, sub: row.key }));
  return <ChoiceField {...props} options={options} onSearch={setQ} />;
}
