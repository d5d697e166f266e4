import { Group } from '@mantine/core';
import { useState } from 'react';
import { useAppNavigate } from '../../../../design/navigation.tsx';
import { Card, ScrollX } from '../../../../design/page/layout.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { counted } from '../../../../design/parts/in-sentence.ts';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import { BlockedButton } from '../../../../design/refusal/BlockedButton.tsx';
import type { Release } from '../parts.tsx';
import { phaseWords } from '../words.ts';
import { MilestoneDone } from './MilestoneDone.tsx';
import { ScheduleDialog } from './ScheduleDialog.tsx';
import type { TabProps } from './tabs.ts';

const dayMs = 86_400_000;

/** How far a phase has slipped from the dates that were approved; nothing where there is no baseline. */
export function slipOf(release: Release, phase: Release['phases'][number]): string | null {
  const approved = release.baseline?.phases.find((one) => one.key === phase.key);
  if (approved === undefined) return release.baseline === null ? null : 'New since approval';
  const days = Math.round((Date.parse(phase.end) - Date.parse(approved.end)) / dayMs);
  if (days === 0) return 'As approved';
  return days > 0 ? `${counted(days, 'day')} later than approved` : `${counted(-days, 'day')} earlier than approved`;
}

function Phases({ release }: { readonly release: Release }) {
  const zone = release.goLive?.zone;
  if (release.phases.length === 0)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'No phases yet',
          text: 'Without phases the dates cannot be approved. Add them with “Edit the schedule”.',
        }}
      />
    );
  return (
    <ScrollX label="Phases">
      <table className="il-table rel-wide">
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col">Kind</th>
            <th scope="col">Starts</th>
            <th scope="col">Ends</th>
            <th scope="col">Against the baseline</th>
          </tr>
        </thead>
        <tbody>
          {release.phases.map((phase) => (
            <tr key={phase.key}>
              <th scope="row">{phase.name}</th>
              <td>{phaseWords[phase.kind]}</td>
              <td>
                <TimeText at={phase.start} zone={zone} />
              </td>
              <td>
                <TimeText at={phase.end} zone={zone} />
              </td>
              <td>{slipOf(release, phase) ?? <span className="il-missing">Not approved yet</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function Milestones({ release, version }: TabProps) {
  const zone = release.goLive?.zone;
  if (release.milestones.length === 0) return <p className="il-missing">No milestones.</p>;
  return (
    <ScrollX label="Milestones">
      <table className="il-table rel-wide">
        <thead>
          <tr>
            <th scope="col">Milestone</th>
            <th scope="col">Planned</th>
            <th scope="col">Done</th>
          </tr>
        </thead>
        <tbody>
          {release.milestones.map((milestone) => (
            <tr key={milestone.key}>
              <th scope="row">{milestone.name}</th>
              <td>
                <TimeText at={milestone.at} zone={zone} />
              </td>
              <td>
                <MilestoneDone release={release} version={version} milestone={milestone} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function GoLive({ release }: { readonly release: Release }) {
  const { goLive, baseline } = release;
  if (goLive === null) return <p className="il-missing">No go-live yet. Set it with “Edit the schedule”.</p>;
  const approved = baseline?.goLive ?? null;
  return (
    <p className="rel-span">
      <TimeText at={goLive.start} zone={goLive.zone} /> to <TimeText at={goLive.end} zone={goLive.zone} /> ({goLive.zone})
      {approved === null || approved.start === goLive.start ? null : (
        <>
          {' '}
          · approved for <TimeText at={approved.start} zone={approved.zone} />
        </>
      )}
    </p>
  );
}

/** Phases and milestones with their baseline; everything that dragging in the calendar can do, without dragging. */
export function ScheduleTab({ release, version }: TabProps) {
  const [editing, setEditing] = useState(false);
  const navigate = useAppNavigate();
  const live = release.asOf === null;
  return (
    <div className="rel-stack">
      <Card
        title="Go-live"
        actions={
          live ? (
            <Group gap="xs">
              {release.goLive === null ? null : (
                <BlockedButton size="compact-sm" can={release.can.move} onClick={() => navigate(`/releases/${release.key}/move`)}>
                  Move the go-live
                </BlockedButton>
              )}
              <BlockedButton size="compact-sm" variant="default" can={release.can.change} onClick={() => setEditing(true)}>
                Edit the schedule
              </BlockedButton>
            </Group>
          ) : undefined
        }
      >
        <GoLive release={release} />
      </Card>
      <Card title="Phases" count={release.phases.length}>
        <Phases release={release} />
      </Card>
      <Card title="Milestones" count={release.milestones.length}>
        <Milestones release={release} version={version} />
      </Card>
      {editing ? <ScheduleDialog release={release} version={version} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}
