import { Button, MultiSelect, Popover, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconCalendarOff, IconFilter, IconInbox, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { Legend } from '../../../../design/timeline/Legend.tsx';
import type { Span } from '../../../../design/timeline/types.ts';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { PersonField, UnitField } from '../../../identity/web/door.tsx';
import { showApplication } from '../../../portfolio/contract.ts';
import { ApplicationField } from '../../../portfolio/web/door.tsx';
import { releaseKinds, releaseStates } from '../../contract.ts';
import { listedBands } from './bands.ts';
import { legendOf } from './legend.ts';
import { worded } from './rows.ts';
import type { CalendarData } from './useCalendarData.ts';
import { type CalendarState, groupingNames, groupings, hasFilters, noFilters, type Panel } from './view-state.ts';

type ToolsProps = { readonly state: CalendarState; readonly data: CalendarData };

function SearchBox({ value }: { readonly value: string }) {
  const set = useSetSearch();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const send = useDebouncedCallback((q: string) => set({ q }), 200);
  return (
    <TextInput
      type="search"
      data-page-search
      aria-label="Find in the calendar"
      w={180}
      placeholder="Find by name or key"
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}

const optionsOf = (words: readonly string[]) => words.map((word) => ({ value: word, label: worded(word) }));

function FilterFields({ state, data }: ToolsProps) {
  const set = useSetSearch();
  const application = useOperation(
    showApplication,
    { params: { id: state.application ?? '' } },
    { enabled: state.application !== null },
  );
  const unit = data.reply?.units.find(({ id }) => id === state.unit);
  const owner = data.reply?.people.find(({ id }) => id === state.owner);
  const chosen = (id: string | null, label: string | undefined, sub?: string) =>
    id === null ? null : { value: id, label: label ?? id, sub };
  return (
    <Stack gap="sm">
      <MultiSelect
        label="State"
        data={optionsOf(releaseStates)}
        value={[...state.states]}
        onChange={(states) => set({ state: states.join(',') })}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear State' }}
        comboboxProps={{ withinPortal: false }}
      />
      <MultiSelect
        label="Kind"
        data={optionsOf(releaseKinds)}
        value={[...state.kinds]}
        onChange={(kinds) => set({ kind: kinds.join(',') })}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear Kind' }}
        comboboxProps={{ withinPortal: false }}
      />
      <UnitField
        label="Unit and all below it"
        chosen={chosen(state.unit, unit?.name, unit?.key)}
        onChange={(next) => set({ unit: next?.value })}
        withinPortal={false}
      />
      <PersonField
        label="Owner"
        chosen={chosen(state.owner, owner?.name)}
        onChange={(next) => set({ owner: next?.value })}
        withinPortal={false}
      />
      <ApplicationField
        label="Application"
        chosen={chosen(state.application, application.data?.value.name, application.data?.value.key)}
        onChange={(next) => set({ application: next?.value })}
        withinPortal={false}
      />
      <Switch.Group
        label="Behind the bars"
        value={(['windows', 'freezes'] as const).filter((what) => state.shows[what])}
        onChange={(shown) =>
          set({ hide: (['windows', 'freezes'] as const).filter((what) => !shown.some((one) => one === what)).join(',') })
        }
      >
        <Stack gap={6} mt={4}>
          <Switch value="windows" label="Release windows" />
          <Switch value="freezes" label="Freezes" />
        </Stack>
      </Switch.Group>
      {hasFilters(state) ? (
        <Button variant="default" onClick={() => set(noFilters, 'push')}>
          Clear all filters
        </Button>
      ) : null}
    </Stack>
  );
}

function Filters(props: ToolsProps) {
  const { states, kinds, unit, owner, application } = props.state;
  const count = states.length + kinds.length + [unit, owner, application].filter((value) => value !== null).length;
  return (
    <Popover width={340} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={15} aria-hidden="true" />} aria-haspopup="dialog">
          Filters{count === 0 ? '' : ` (${count})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Filters of the calendar">
        <FilterFields {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What opens beside the calendar; both say how much they hold. */
function Panels({ state, data, span }: ToolsProps & { readonly span: Span }) {
  const set = useSetSearch();
  const bands = useMemo(() => listedBands(data.bandRecords, span, null).length, [data.bandRecords, span]);
  const open = (panel: Panel) => () => set({ panel }, 'push');
  const shows = state.shows.windows || state.shows.freezes;
  return (
    <>
      {shows ? (
        <Button variant="default" leftSection={<IconCalendarOff size={15} aria-hidden="true" />} onClick={open('bands')}>
          Windows and freezes ({bands})
        </Button>
      ) : null}
      <Button variant="default" leftSection={<IconInbox size={15} aria-hidden="true" />} onClick={open('undated')}>
        Undated ({data.undated.count})
      </Button>
    </>
  );
}

/** Search, filters, grouping and the legend of what is on show. */
export function CalendarTools({ state, data, span }: ToolsProps & { readonly span: Span }) {
  const set = useSetSearch();
  return (
    <div className="rl-cal-tools">
      <div className="rl-cal-controls">
        <SearchBox value={state.q} />
        <Filters state={state} data={data} />
        {state.face === 'month' ? null : (
          <Select
            aria-label="Group by"
            w={134}
            data={groupings.map((group) => ({
              value: group,
              label: group === 'none' ? 'Not grouped' : `By ${groupingNames[group].toLowerCase()}`,
            }))}
            value={state.group}
            allowDeselect={false}
            onChange={(group) => set({ group: group === 'area' ? null : group }, 'push')}
          />
        )}
        <Switch
          label="Collisions only"
          checked={state.collisionsOnly}
          onChange={(event) => set({ collisions: event.currentTarget.checked ? 'only' : null })}
        />
        <Panels state={state} data={data} span={span} />
      </div>
      <Legend entries={legendOf(data)} />
    </div>
  );
}
