import { Select } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';

export type ChoiceOption = { readonly value: string; readonly label: string; readonly sub?: string | undefined };

export type ChoiceFieldProps = {
  readonly label: string;
  readonly chosen: ChoiceOption | null;
  readonly options: readonly ChoiceOption[];
  /** The server searches: what was typed, after a pause. */
  readonly onSearch: (text: string) => void;
  readonly onChange: (chosen: ChoiceOption | null) => void;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly placeholder?: string | undefined;
  /** False inside of a popover, which would else take a click in the list for one outside of it. */
  readonly withinPortal?: boolean | undefined;
};

const wordsOf = (option: ChoiceOption): string => (option.sub === undefined ? option.label : `${option.label} · ${option.sub}`);

/** One out of many that the server searches. What is chosen stays shown, whatever the search has found since. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, chosen, options, onSearch, onChange, required = false, hint, error, placeholder, withinPortal = true } = props;
  const search = useDebouncedCallback(onSearch, 200);
  const all = chosen === null || options.some((option) => option.value === chosen.value) ? options : [chosen, ...options];
  const known = new Map(all.map((option) => [option.value, option]));
  return (
    <Select
      label={label}
      data={all.map((option) => ({ value: option.value, label: wordsOf(option) }))}
      value={chosen?.value ?? null}
      onChange={(value) => onChange(value === null ? null : (known.get(value) ?? null))}
      onSearchChange={(text) => {
        const shownOne = all.some((option) => wordsOf(option) === text);
        if (!shownOne) search(text.trim());
      }}
      filter={({ options: offered }) => offered}
      searchable
      clearable={!required}
      required={required}
      nothingFoundMessage="Nothing found"
      comboboxProps={{ withinPortal }}
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(hint === undefined ? {} : { description: hint })}
      {...(error === undefined ? {} : { error })}
    />
  );
}
