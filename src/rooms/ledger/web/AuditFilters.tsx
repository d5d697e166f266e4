import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { reasonCodeNames, reasonCodes } from '../../../foundation/reason-codes.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useLent } from '../../../foundation/web/lent.tsx';
import { type Entry, listActs } from '../contract.ts';
import { type Choice, filterNames, withSeveral } from './trail-query.ts';
import { historyHref, kindText, subjectOf } from './values.ts';

type TextFilterProps = {
  readonly name: 'key' | 'field' | 'value' | 'reason' | 'role' | 'version' | 'request' | 'build' | 'configuration';
  readonly label: string;
  readonly placeholder: string;
};

/** Roles are typed as people read them. */
const asAsked = (name: TextFilterProps['name'], text: string): string =>
  name === 'role' ? text.trim().toLowerCase().replaceAll(/\s+/g, '-') : text.trim();

function TextFilter({ name, label, placeholder }: TextFilterProps) {
  const set = useSetSearch();
  const [text, setText] = useState(useSearch()[name] ?? '');
  const send = useDebouncedCallback((value: string) => set({ [name]: value }), 350);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(asAsked(name, event.currentTarget.value));
      }}
    />
  );
}

type ChoiceFilterProps = {
  readonly name: 'kind' | 'act' | 'reasonCode' | 'via';
  readonly label: string;
  readonly groups: readonly { readonly group: string; readonly items: readonly Choice[] }[];
};

function ChoiceFilter({ name, label, groups }: ChoiceFilterProps) {
  const value = useSearch()[name];
  const set = useSetSearch();
  const several = withSeveral(
    groups.flatMap(({ items }) => items),
    value,
  );
  const offered = several === null ? groups : [{ group: 'Now', items: [several] }, ...groups];
  const [only, ...others] = offered;
  const plain = only !== undefined && others.length === 0 && only.group === '';
  return (
    <Select
      label={label}
      placeholder="Any"
      data={
        plain ? [...only.items] : offered.map(({ group, items }) => ({ group: group === '' ? 'All' : group, items: [...items] }))
      }
      value={value ?? null}
      onChange={(next) => set({ [name]: next })}
      searchable
      clearable
      nothingFoundMessage="Nothing found"
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
    />
  );
}

const codes = reasonCodeNames.map((name) => ({ value: name, label: reasonCodes[name] }));

const ways = [
  { value: 'session', label: 'Signed in' },
  { value: 'token', label: 'With a token' },
  { value: 'system', label: 'The product itself' },
  { value: 'pending', label: 'Half signed in' },
  { value: 'none', label: 'Not signed in' },
];
const further = ['value', 'role', 'via', 'version', 'request', 'build', 'configuration'] as const;

/** Filters that are asked for seldom: every other field of an entry. */
const FurtherFilters = () => (
  <>
    <TextFilter name="value" label="Old or new value" placeholder="Part of it" />
    <TextFilter name="role" label="Role at the time" placeholder="Release manager" />
    <ChoiceFilter name="via" label="Came by" groups={[{ group: '', items: ways }]} />
    <TextFilter name="version" label="Record version" placeholder="4" />
    <TextFilter name="request" label="Request" placeholder="Its id" />
    <TextFilter name="build" label="Build" placeholder="0.1.0" />
    <TextFilter name="configuration" label="Profile version" placeholder="0" />
  </>
);

/** What can narrow the trail. It lies in the address: a link shows the same trail to somebody else. */
export function AuditFilters({ onClear }: { readonly onClear: () => void }) {
  const search = useSearch();
  const set = useSetSearch();
  const { PersonChoice } = useLent();
  const offered = useOperation(listActs).data?.value;
  const [all, setAll] = useState(further.some((name) => search[name]));
  const acts = Map.groupBy(offered?.acts ?? [], (one) => one.group);
  return (
    <div className="lg-filters">
      <TextFilter name="key" label="Record" placeholder="REL-1042" />
      <ChoiceFilter
        name="kind"
        label="Kind of record"
        groups={[{ group: '', items: (offered?.kinds ?? []).map((one) => ({ value: one.kind, label: one.says })) }]}
      />
      <ChoiceFilter
        name="act"
        label="What was done"
        groups={[...acts].map(([group, of]) => ({ group, items: of.map((one) => ({ value: one.act, label: one.says })) }))}
      />
      <Suspense fallback={<TextInput label="Person" placeholder="Anybody" disabled />}>
        <PersonChoice label="Person" placeholder="Anybody" id={search.actor ?? null} onChange={(actor) => set({ actor })} />
      </Suspense>
      <TextFilter name="field" label="Changed field" placeholder="/goLive/start" />
      <TextFilter name="reason" label="Reason" placeholder="Words of it" />
      <ChoiceFilter name="reasonCode" label="Kind of reason" groups={[{ group: '', items: codes }]} />
      <DateTimeField label="From" value={search.from ?? null} onChange={(from) => set({ from })} />
      <DateTimeField label="Until" value={search.until ?? null} onChange={(until) => set({ until })} />
      {all ? <FurtherFilters /> : null}
      <Button variant="default" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? 'Fewer filters' : 'More filters'}
      </Button>
      {filterNames.some((name) => search[name]) ? (
        <Button variant="default" onClick={onClear}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}

/** The record that a key named, with the ways to it. */
export function FoundRecord({ entries }: { readonly entries: readonly Entry[] }) {
  const [first] = entries;
  if (first === undefined || entries.some((entry) => entry.subject.id !== first.subject.id)) return null;
  const { subject } = first;
  return (
    <Group gap="sm" mt="xs" fz="sm">
      <span>
        {kindText(subject.kind)} <b>{subject.label ?? subjectOf(first)}</b>
      </span>
      {subject.link === null ? null : <AppLink href={subject.link}>Open the record</AppLink>}
      <AppLink href={historyHref(first)}>Its history, and how it was</AppLink>
    </Group>
  );
}
