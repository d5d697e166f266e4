import { Group } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { AppLink } from '../../../../../design/navigation.tsx';
import { StatePanel } from '../../../../../design/page/StatePanel.tsx';
import { BlockedButton } from '../../../../../design/refusal/BlockedButton.tsx';
import { useSearch } from '../../../../../foundation/web/address.ts';
import { GatesOf } from '../../../../gates/web/door.tsx';
import type { Release } from '../../parts.tsx';
import { DemandedGates } from './DemandedGates.tsx';

const GatesDialog = lazy(async () => ({ default: (await import('./GatesDialog.tsx')).GatesDialog }));

type Editing = { readonly suggested: boolean } | null;

function Empty({ release, onEdit }: { readonly release: Release; readonly onEdit: (editing: Editing) => void }) {
  const can = release.can['place-gates'];
  return (
    <StatePanel
      state={{
        kind: 'empty',
        title: 'No gates stand before this release',
        text: 'Only the rules of the steps apply. Begin with the suggested gates and change what you like, or make your own; a plan file (interlock apply) brings them too.',
        action: (
          <Group gap="xs" justify="center">
            <BlockedButton can={can} onClick={() => onEdit({ suggested: true })}>
              Use the suggested gates
            </BlockedButton>
            <BlockedButton variant="default" can={can} onClick={() => onEdit({ suggested: false })}>
              Make your own
            </BlockedButton>
          </Group>
        ),
      }}
    />
  );
}

/** The gates of the release; who may, says here which there are and what they ask. */
export function GatesTab({ release }: { readonly release: Release }) {
  const { gate } = useSearch();
  const [editing, setEditing] = useState<Editing>(null);
  if (release.asOf !== null)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'Gates are shown as they are now',
          text: 'Go back to now to see them; their decisions keep their own times.',
        }}
      />
    );
  return (
    <div className="rel-stack">
      <DemandedGates release={release} />
      {release.gates.length === 0 ? (
        <Empty release={release} onEdit={setEditing} />
      ) : (
        <div className="rel-stack">
          <Group justify="flex-end" className="il-no-print">
            <BlockedButton
              variant="default"
              size="compact-sm"
              can={release.can['place-gates']}
              onClick={() => setEditing({ suggested: false })}
            >
              Edit gates
            </BlockedButton>
            <AppLink href={`/what-if/release/${release.key}`}>What if…</AppLink>
          </Group>
          <GatesOf gates={release.gates} selected={gate} />
        </div>
      )}
      {editing === null ? null : (
        <Suspense fallback={null}>
          <GatesDialog release={release} suggested={editing.suggested} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </div>
  );
}
