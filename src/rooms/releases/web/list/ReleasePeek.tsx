import { Button, Drawer, Group, Stack } from '@mantine/core';
import { AppLink, useAppNavigate } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../../design/parts/FieldList.tsx';
import { HealthParts } from '../../../../design/parts/HealthParts.tsx';
import { KeyTag, PersonTag } from '../../../../design/parts/tags.tsx';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { Strip } from '../../../gates/web/door.tsx';
import { getRelease } from '../../contract.ts';
import { GoLiveText, healthPartsOf, isLive, type Release, StateBadge } from '../parts.tsx';
import { NextStep } from '../workspace/NextStep.tsx';

function Body({ release }: { readonly release: Release }) {
  const navigate = useAppNavigate();
  return (
    <Stack gap="md">
      <Group gap="xs">
        <KeyTag>{release.key}</KeyTag>
        <StateBadge state={release.state} />
      </Group>
      <Strip
        gates={release.gates}
        live={isLive(release)}
        onSelect={(gate) => navigate(`/releases/${release.key}/gates?gate=${encodeURIComponent(gate)}`)}
      />
      <NextStep release={release} />
      <FieldList
        fields={[
          { label: 'Owner', value: release.owner === null ? null : <PersonTag name={release.owner.name} /> },
          { label: 'Unit', value: release.unit.name },
          { label: 'Go-live', value: <GoLiveText goLive={release.goLive} /> },
          { label: 'Applications', value: release.applications.map(({ application }) => application.name).join(', ') },
          { label: 'Summary', value: release.summary },
        ]}
      />
      {release.health === null ? null : <HealthParts parts={healthPartsOf(release.health)} />}
      <Button component={AppLink} href={`/releases/${release.key}`} variant="light">
        Open the release
      </Button>
    </Stack>
  );
}

export type ReleasePeekProps = { readonly releaseKey: string | null; readonly onClose: () => void };

/** A release beside the list, by `?peek=`. */
export function ReleasePeek({ releaseKey, onClose }: ReleasePeekProps) {
  const asked = useOperation(getRelease, { params: { id: releaseKey ?? '' }, query: {} }, { enabled: releaseKey !== null });
  const state = stateOf(asked, { rows: 12 });
  const shown = asked.data?.value;
  return (
    <Drawer
      opened={releaseKey !== null}
      onClose={onClose}
      position="right"
      size={460}
      title={shown?.name ?? releaseKey ?? ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {state !== null ? <StatePanel state={state} /> : null}
      {shown === undefined ? null : <Body release={shown} />}
    </Drawer>
  );
}
