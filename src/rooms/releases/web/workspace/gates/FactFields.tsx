import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOperation } from '../../../../../foundation/web/hooks.ts';
import { listFacts } from '../../../../gates/contract.ts';
import type { PartProps } from './criterion-parts.ts';

const yesOrNo = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
];

/** Which fact of the house a criterion asks, and what it must be. `measure` is shown where the fact is a number. */
export function FactFields({ criterion, place, errorAt, change, measure }: PartProps & { readonly measure: ReactNode }) {
  const facts = useOperation(listFacts);
  const known = (facts.data?.value.items ?? []).filter(({ kinds }) => kinds === null || kinds.includes('release'));
  const fact = known.find((one) => one.name === criterion.fact);
  const choose = (name: string | null) => {
    const chosen = known.find((one) => one.name === name);
    change({
      fact: name,
      unit: chosen?.unit ?? '',
      wants: chosen?.type === 'boolean' ? 'true' : null,
      threshold: chosen?.type === 'number' ? (criterion.threshold ?? 0) : null,
      operator: chosen?.type === 'number' && criterion.fact === null ? '<=' : criterion.operator,
    });
  };
  return (
    <>
      <Select
        className="rel-row-wide"
        label="What the house measures"
        required
        searchable
        data={known.map(({ name, says }) => ({ value: name, label: says }))}
        placeholder={facts.isPending ? 'Loading' : 'Choose a fact'}
        description={fact?.name}
        value={criterion.fact}
        error={
          errorAt(`${place}/fact`) ??
          (facts.isError ? 'What the house measures cannot be loaded now; open this again.' : undefined)
        }
        onChange={choose}
      />
      {fact?.type === 'number' ? measure : null}
      {fact?.type === 'boolean' ? (
        <Select
          label="Must be"
          data={yesOrNo}
          allowDeselect={false}
          value={criterion.wants ?? 'true'}
          error={errorAt(`${place}/wants`)}
          onChange={(wants) => change({ wants })}
        />
      ) : null}
      {fact?.type === 'text' ? (
        <TextInput
          label="Must be"
          required
          value={criterion.wants ?? ''}
          error={errorAt(`${place}/wants`) ?? errorAt(`${place}/threshold`)}
          onChange={(event) => change({ wants: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}
