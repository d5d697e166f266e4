import { useState } from 'react';
import { ChoiceField, type ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listPeople, listUnits, whoAmI } from '../contract.ts';

type PickProps = {
  readonly label: string;
  /** What the reader sees of the present value. */
  readonly chosen: ChoiceOption | null;
  readonly onChange: (chosen: ChoiceOption | null) => void;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly withinPortal?: boolean | undefined;
  readonly placeholder?: string | undefined;
};

/** Whether the reader holds a right anywhere at all: what nobody could do with it is not offered. Where they hold it, the server says. */
export const useMayAnywhere = (right: string): boolean => useOperation(whoAmI).data?.value.rights.includes(right) === true;

/** A person by name or e-mail, searched on the server. The value is the id. */
export function PersonField(props: PickProps) {
  const [q, setQ] = useState('');
  const people = useOperation(
    listPeople,
    { query: { limit: 20, state: 'active', ...(q === '' ? {} : { q }) } },
    { keepPrevious: true },
  );
  const options = (people.data?.value.items ?? []).map((row) => ({ value: row.id, label: row.name, sub: row.email }));
  return <ChoiceField {...props} options={options} onSearch={setQ} />;
}

/** A unit of the organisation by key or name. The value is the id. */
export function UnitField(props: PickProps) {
  const [q, setQ] = useState('');
  const units = useOperation(listUnits, { query: { limit: 50, ...(q === '' ? {} : { q }) } }, { keepPrevious: true });
  const options = (units.data?.value.items ?? []).map((row) => ({ value: row.id, label: row.name, sub: row.key }));
  return <ChoiceField {...props} options={options} onSearch={setQ} />;
}
