import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useAppNavigate } from '../../../../design/navigation.tsx';
import { type Crumb, PageHead } from '../../../../design/page/PageHead.tsx';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../../design/refusal/BlockedButton.tsx';
import { Strip } from '../../../gates/web/door.tsx';
import { GoLiveText, HealthWord, isLive, type Release, StateBadge } from '../parts.tsx';
import { classWords, kindWords, outcomeWords, stateWords } from '../words.ts';
import { EditDialog } from './EditDialog.tsx';
import type { MoveTold } from './move-told.ts';
import { useWantedGate } from './use-wanted-gate.ts';

const MoveGoLive = lazy(async () => ({ default: (await import('./MoveGoLive.tsx')).MoveGoLive }));

export type ReleaseHeadProps = {
  readonly release: Release;
  readonly trail: readonly Crumb[];
  /** Last part of the address: `edit` and `move` open their dialogs. */
  readonly wanted: string | undefined;
  readonly version: number;
  readonly onMoved: (told: MoveTold) => void;
};

function Badges({ release }: { readonly release: Release }) {
  const gxp = release.applications.some((row) => row.gxp === 'yes');
  return (
    <>
      <StateBadge state={release.state} />
      {release.heldFrom === null ? null : (
        <StatusBadge tone="gray">held from {stateWords[release.heldFrom].text.toLowerCase()}</StatusBadge>
      )}
      {gxp ? <StatusBadge tone="grape">GxP</StatusBadge> : null}
      {release.late.length === 0 ? null : <StatusBadge tone="orange">Late</StatusBadge>}
      {release.outcome === null ? null : <StatusBadge tone="gray">{outcomeWords[release.outcome]}</StatusBadge>}
      {release.origin === 'imported' ? <StatusBadge tone="gray">Imported history</StatusBadge> : null}
    </>
  );
}

function Sub({ release }: { readonly release: Release }) {
  return (
    <span className="rel-sub">
      <span>
        {kindWords[release.kind]} release, {classWords[release.class].toLowerCase()}
      </span>
      <span>{release.owner === null ? 'No accountable owner' : release.owner.name}</span>
      <span>
        Go-live <GoLiveText goLive={release.goLive} />
      </span>
      {release.health === null ? null : <HealthWord health={release.health} />}
    </span>
  );
}

/** The whole record, to be printed: a page of the room above. */
const dossierOf = ({ key, asOf }: Release): string =>
  `/dossiers/${encodeURIComponent(key)}${asOf === null ? '' : `?asOf=${encodeURIComponent(asOf)}`}`;

/** Who and what it is, with the strip of gates always in view. */
export function ReleaseHead({ release, trail, wanted, version, onMoved }: ReleaseHeadProps) {
  const navigate = useAppNavigate();
  const gate = useWantedGate();
  const home = `/releases/${release.key}`;
  const live = release.asOf === null;
  return (
    <div className="rel-head">
      <PageHead
        title={release.name}
        keyText={release.key}
        trail={trail}
        badges={<Badges release={release} />}
        sub={<Sub release={release} />}
        actions={
          <>
            {live ? (
              <>
                <BlockedButton variant="default" can={release.can.change} onClick={() => navigate(`${home}/edit`)}>
                  Edit
                </BlockedButton>
                {release.goLive === null ? null : (
                  <BlockedButton variant="default" can={release.can.move} onClick={() => navigate(`${home}/move`)}>
                    Move the go-live
                  </BlockedButton>
                )}
              </>
            ) : null}
            <Button variant="default" onClick={() => navigate(dossierOf(release))}>
              Dossier
            </Button>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden="true" />}
              onClick={() => globalThis.print()}
            >
              Print
            </Button>
          </>
        }
      >
        {release.gates.length === 0 ? undefined : (
          <Strip
            gates={release.gates}
            live={isLive(release)}
            selected={gate}
            onSelect={(key) => navigate(`${home}/gates?gate=${encodeURIComponent(key)}`)}
          />
        )}
      </PageHead>
      {live ? <EditDialog opened={wanted === 'edit'} release={release} version={version} onClose={() => navigate(home)} /> : null}
      {live && wanted === 'move' ? (
        <Suspense fallback={null}>
          <MoveGoLive release={release} onClose={() => navigate(`${home}/schedule`)} onMoved={onMoved} />
        </Suspense>
      ) : null}
    </div>
  );
}
