import { useState } from 'react';
import { PageTabs } from '../../../design/page/PageTabs.tsx';
import { ChoiceField, type ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { PersonChoiceProps } from '../../../foundation/web/lent.tsx';
import { listPeople, listUnits, showPerson, whoAmI } from '../contract.ts';

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

const separationTabs = [
  { id: 'found', label: 'Held together', href: '/separation' },
  { id: 'matrix', label: 'Matrix', href: '/separation/matrix' },
  { id: 'waivers', label: 'Waivers', href: '/separation/waivers' },
];

/** The views of the separation of duties: who holds what is kept apart, what is, and who is excepted. */
export const SeparationTabs = ({ active }: { readonly active: 'found' | 'matrix' | 'waivers' }) => (
  <PageTabs label="Views of the separation of duties" tabs={separationTabs} active={active} />
);

/** A person by name or e-mail, searched on the server. The value is the id. Whoever has left is found only with `everybody`. */
export function PersonField({ everybody = false, ...props }: PickProps & { readonly everybody?: boolean }) {
  const [q, setQ] = useState('');
  const people = useOperation(
    listPeople,
    { query: { limit: 20, ...(everybody ? {} : { state: 'active' }), ...(q === '' ? {} : { q }) } },
    { keepPrevious: true },
  );
  const options = (people.data?.value.items ?? []).map((row) => ({ value: row.id, label: row.name, sub: row.email }));
  return <ChoiceField {...props} options={options} onSearch={setQ} />;
}

/** A person, present or past, where only the id is known: the name is asked for. Lent to rooms below this one. */
export function PersonChoice({ label, placeholder, id, onChange }: PersonChoiceProps) {
  const known = useOperation(showPerson, { params: { id: id ?? '' } }, { enabled: id !== null });
  const name = known.data?.value.name ?? (known.error === null ? '…' : 'Nobody who is registered here');
  return (
    <PersonField
      label={label}
      placeholder={placeholder}
      chosen={id === null ? null : { value: id, label: name, sub: known.data?.value.email }}
      onChange={(chosen) => onChange(chosen?.value ?? null)}
      everybody
    />
  );
}

/** A unit of the organisation by key or name. The value is the id. */
export function UnitField(props: PickProps) {
  const [q, setQ] = useState('');
  const units = useOperation(listUnits, { query: { limit: 50, ...(q === '' ? {} : { q }) } }, { keepPrevious: true });
  const options = (units.data?.value.items ?? []).map((row) => ({ value: row.id, label: row.name, sub: row.key }));
  return <ChoiceField {...props} options={options} onSearch={setQ} />;
}
