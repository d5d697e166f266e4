import { Drawer, Group, Stack } from '@mantine/core';
import { AppLink } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../../design/refusal/BlockedButton.tsx';
import { formatDay } from '../../../../design/time/format-instant.ts';
import { addDays } from '../../../../design/time/zone.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { type CollisionShown, listCollisions, showCollision } from '../../../interlocks/contract.ts';
import { getRelease } from '../../contract.ts';
import { CollisionCard } from './CollisionCard.tsx';
import { worded } from './rows.ts';
import type { WantedMove } from './usePlanning.ts';

type Release = ReplyOf<typeof getRelease>;
type Collision = CollisionShown;
type Moves = { readonly release: Release; readonly onMove: (move: WantedMove) => void };

/** The list leaves the next free slot out, since each costs a search: here it is asked for the few that are read. */
function WithSlot({ collision, release, onMove, zone }: Moves & { readonly collision: Collision; readonly zone: string }) {
  const whole = useOperation(showCollision, { params: { id: collision.id } });
  const shown = { ...collision, nextFree: whole.data?.value.nextFree ?? null };
  const goLive = release.goLive;
  const move = (slot: { readonly start: string }) => {
    if (goLive === null) return;
    const start = Date.parse(slot.start);
    onMove({ key: release.key, start, end: start + Date.parse(goLive.end) - Date.parse(goLive.start) });
  };
  return <CollisionCard collision={shown} zone={zone} can={whole.data?.value.can} onMove={goLive === null ? undefined : move} />;
}

function Collisions({ release, onMove, zone }: Moves & { readonly zone: string }) {
  const asked = useOperation(listCollisions, { query: { owner: `release:${release.key}`, limit: 10 } });
  const rows = asked.data?.value.items;
  if (rows === undefined) return <StatePanel state={stateOf(asked, { rows: 2 }) ?? { kind: 'loading', rows: 2 }} />;
  if (rows.length === 0) return <p className="rl-cal-dim">It collides with nothing that is known.</p>;
  return (
    <ul className="rl-cal-collisions">
      {rows.map((collision) => (
        <li key={collision.id}>
          <WithSlot collision={collision} release={release} onMove={onMove} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function MoveButtons({ release, onMove }: Moves) {
  const { goLive } = release;
  if (goLive === null) return null;
  const by = (days: number) => () =>
    onMove({
      key: release.key,
      start: addDays(Date.parse(goLive.start), days, goLive.zone),
      end: addDays(Date.parse(goLive.end), days, goLive.zone),
    });
  return (
    <Group gap="xs">
      <BlockedButton can={release.can.move} size="compact-sm" onClick={by(0)}>
        Move…
      </BlockedButton>
      {release.can.move === true ? (
        <>
          <BlockedButton can variant="default" size="compact-sm" onClick={by(-1)}>
            A day earlier
          </BlockedButton>
          <BlockedButton can variant="default" size="compact-sm" onClick={by(1)}>
            A day later
          </BlockedButton>
        </>
      ) : null}
    </Group>
  );
}

function Facts({ release }: { readonly release: Release }) {
  const { goLive, owner, deploymentSpan } = release;
  const zone = goLive?.zone;
  const time = (iso: string) => <TimeText at={iso} zone={zone} />;
  return (
    <FieldList
      fields={[
        { label: 'Unit', value: release.unit.name },
        { label: 'Owner', value: owner === null ? null : <PersonTag name={owner.name} /> },
        { label: 'Go-live', value: goLive === null ? null : time(goLive.start) },
        { label: 'Until', value: goLive === null ? null : time(goLive.end) },
        {
          label: 'Time to back out ends',
          value: release.backOutMinutes === null || deploymentSpan === null ? null : time(deploymentSpan.end),
          hint: 'Freezes and other releases are held against the whole span, this time included',
        },
        { label: 'Applications', value: release.applications.map(({ application }) => application.name).join(', ') },
      ]}
    />
  );
}

function Phases({ release, zone }: { readonly release: Release; readonly zone: string }) {
  if (release.phases.length === 0) return null;
  return (
    <table className="il-table">
      <thead>
        <tr>
          <th scope="col">Phase</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      <tbody>
        {release.phases.map((phase) => (
          <tr key={phase.key}>
            <th scope="row">{phase.name}</th>
            <td>{formatDay(Date.parse(phase.start), zone)}</td>
            <td>{formatDay(Date.parse(phase.end) - 1, zone)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Body({ release, onMove, zone }: Moves & { readonly zone: string }) {
  return (
    <Stack gap="md">
      <Group gap="xs">
        <KeyTag href={`/releases/${release.key}`}>{release.key}</KeyTag>
        <StatusBadge tone="brand">{worded(release.state)}</StatusBadge>
        {release.late.length === 0 ? null : <StatusBadge tone="orange">Late</StatusBadge>}
      </Group>
      <Facts release={release} />
      <MoveButtons release={release} onMove={onMove} />
      <h3 className="rl-cal-h">Collisions</h3>
      <Collisions release={release} onMove={onMove} zone={zone} />
      <Phases release={release} zone={zone} />
      <AppLink href={`/releases/${release.key}`}>Open the release</AppLink>
    </Stack>
  );
}

export type ReleasePeekProps = {
  readonly release: string | null;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onMove: (move: WantedMove) => void;
};

/** A release beside the calendar: what it is, what it collides with, and how to get out of it. */
export function ReleasePeek({ release, zone, onClose, onMove }: ReleasePeekProps) {
  const asked = useOperation(getRelease, { params: { id: release ?? '' }, query: {} }, { enabled: release !== null });
  const shown = asked.data?.value;
  return (
    <Drawer
      opened={release !== null}
      onClose={onClose}
      position="right"
      size={440}
      title={shown?.name ?? release ?? ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {shown === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 10 }) ?? { kind: 'loading', rows: 10 }} />
      ) : (
        <Body release={shown} onMove={onMove} zone={shown.goLive?.zone ?? zone} />
      )}
    </Drawer>
  );
}
