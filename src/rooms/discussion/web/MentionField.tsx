import { MultiSelect } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listPeople } from '../../identity/contract.ts';
import { mostMentions } from '../contract-words.ts';

export type Named = { readonly id: string; readonly name: string };

type MentionFieldProps = {
  readonly mentions: readonly Named[];
  readonly error?: string | undefined;
  readonly onChange: (mentions: readonly Named[]) => void;
};

/** To whom a comment speaks: people are searched by name. Whether each may read the record is the server's to say. */
export function MentionField({ mentions, error, onChange }: MentionFieldProps) {
  const [q, setQ] = useState('');
  const search = useDebouncedCallback(setQ, 200);
  const people = useOperation(
    listPeople,
    { query: { limit: 20, state: 'active', ...(q === '' ? {} : { q }) } },
    { keepPrevious: true },
  );
  const found = (people.data?.value.items ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}`, name }));
  const known = [
    ...found,
    ...mentions
      .filter(({ id }) => found.every(({ value }) => value !== id))
      .map(({ id, name }) => ({ value: id, label: name, name })),
  ];
  return (
    <MultiSelect
      label="Speaks to"
      maxValues={mostMentions}
      {...(error === undefined ? {} : { error })}
      placeholder={mentions.length === 0 ? 'Nobody in particular' : ''}
      data={known.map(({ value, label }) => ({ value, label }))}
      value={mentions.map(({ id }) => id)}
      onChange={(ids) => onChange(ids.map((id) => ({ id, name: known.find(({ value }) => value === id)?.name ?? id })))}
      onSearchChange={search}
      filter={({ options }) => options}
      searchable
      nothingFoundMessage="Nobody found"
    />
  );
}
