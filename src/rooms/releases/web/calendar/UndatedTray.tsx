import { Button, Drawer, Group, Modal, Stack } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { AppLink } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { KeyTag, StatusBadge } from '../../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../../design/refusal/RefusalPanel.tsx';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { getRelease } from '../../contract.ts';
import { stateWords } from '../words.ts';
import { type UndatedRow, worded } from './rows.ts';
import { noFilters } from './view-state.ts';

// The form of the workspace comes with its fields: only who plans a release from here loads it.
const ScheduleDialog = lazy(async () => ({ default: (await import('../workspace/ScheduleDialog.tsx')).ScheduleDialog }));

/** The same dialog as in the workspace; who may not change the release is told why. */
function Plan({ releaseKey, onClose }: { readonly releaseKey: string; readonly onClose: () => void }) {
  const asked = useOperation(getRelease, { params: { id: releaseKey }, query: {} });
  const release = asked.data?.value;
  const waiting = <StatePanel state={stateOf(asked, { rows: 6 }) ?? { kind: 'loading', rows: 6 }} />;
  const can = release?.can.change;
  if (release !== undefined && can === true) {
    return (
      <Suspense fallback={null}>
        <ScheduleDialog release={release} version={asked.data?.version ?? release.version} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <Modal opened onClose={onClose} title={`Schedule of ${releaseKey}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {release === undefined ? waiting : <RefusalPanel refusals={Array.isArray(can) ? can : []} title="You cannot plan it" />}
    </Modal>
  );
}

function Item({ row, onPlan }: { readonly row: UndatedRow; readonly onPlan: () => void }) {
  const { text, tone } = stateWords[row.state];
  return (
    <li className="rl-cal-card" data-band="undated">
      <p className="rl-cal-card-head">
        <KeyTag href={`/releases/${row.key}`}>{row.key}</KeyTag>
        <b>{row.name}</b>
      </p>
      <p className="rl-cal-dim">
        {row.kind === 'enterprise' ? 'Train' : worded(row.kind)}, {row.unit.name}, {row.owner?.name ?? 'no owner yet'}
      </p>
      <Group gap="xs" justify="space-between">
        <StatusBadge tone={tone}>{text}</StatusBadge>
        <Button size="compact-sm" variant="default" aria-label={`Plan ${row.key} ${row.name}`} onClick={onPlan}>
          Plan…
        </Button>
      </Group>
    </li>
  );
}

/** Nothing here means two things: all are dated, or the filters of the calendar, which count here too, leave none. */
function Empty({ filtered }: Pick<UndatedTrayProps, 'filtered'>) {
  const set = useSetSearch();
  if (!filtered) {
    const text = 'Open releases and trains that have no go-live yet wait here.';
    return <StatePanel state={{ kind: 'empty', title: 'Everything has a go-live', text }} />;
  }
  const action = (
    <Button variant="default" onClick={() => set(noFilters, 'push')}>
      Clear the filters
    </Button>
  );
  const text = 'The filters of the calendar count here too: without them there may be some.';
  return <StatePanel state={{ kind: 'empty', title: 'Nothing that matches is undated', text, action }} />;
}

type RowsProps = UndatedTrayProps['undated'] & { readonly filtered: boolean; readonly onPlan: (key: string) => void };

function Rows({ count, rows, filtered, onPlan }: RowsProps) {
  if (rows.length === 0) return <Empty filtered={filtered} />;
  return (
    <Stack gap="sm">
      <ul className="rl-cal-collisions">
        {rows.map((row) => (
          <Item key={row.id} row={row} onPlan={() => onPlan(row.key)} />
        ))}
      </ul>
      {count > rows.length ? (
        <p className="rl-cal-dim">
          The newest {rows.length} of {count}. <AppLink href="/releases">Open the releases</AppLink> to see all.
        </p>
      ) : null}
    </Stack>
  );
}

export type UndatedTrayProps = {
  readonly opened: boolean;
  readonly undated: { readonly count: number; readonly rows: readonly UndatedRow[] };
  /** Whether filters of the calendar narrow it. */
  readonly filtered: boolean;
  readonly onClose: () => void;
};

/** What has no place on the calendar yet: open releases and trains without a go-live, each one step from its dates. */
export function UndatedTray({ opened, undated, filtered, onClose }: UndatedTrayProps) {
  const [planned, setPlanned] = useState<string | null>(null);
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        size={440}
        title={`Without a go-live (${undated.count})`}
        closeButtonProps={{ 'aria-label': 'Close' }}
        overlayProps={{ backgroundOpacity: 0.2 }}
        attributes={{ header: { role: 'presentation' } }}
      >
        <Rows {...undated} filtered={filtered} onPlan={setPlanned} />
      </Drawer>
      {planned === null ? null : <Plan key={planned} releaseKey={planned} onClose={() => setPlanned(null)} />}
    </>
  );
}
