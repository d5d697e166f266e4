import { Button, Fieldset, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useZone } from '../../../../design/DesignRoot.tsx';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { refusalFor, type ShownRefusal } from '../../../../design/refusal/refusal.ts';
import type { Release } from '../parts.tsx';
import { ZoneField } from '../propose/ZoneField.tsx';
import { ChangeForm } from './ChangeForm.tsx';
import { MilestoneRow, PhaseRow } from './ScheduleRows.tsx';
import { freshKey, problemIn, type ScheduleDraft, scheduleEdited, scheduleOf } from './schedule-draft.ts';

type PartProps = {
  readonly draft: ScheduleDraft;
  readonly refusals: readonly ShownRefusal[];
  readonly change: (patch: Partial<ScheduleDraft>) => void;
};

function GoLiveFields({ draft, refusals, change }: PartProps) {
  return (
    <Fieldset legend="Go-live">
      <Group grow align="flex-start">
        <DateTimeField
          label="Starts"
          zone={draft.zone}
          value={draft.start}
          error={refusalFor(refusals, '/goLive')}
          onChange={(start) => change({ start })}
        />
        <DateTimeField label="Ends" zone={draft.zone} value={draft.end} onChange={(end) => change({ end })} />
        <ZoneField value={draft.zone} error={refusalFor(refusals, '/goLive/zone')} onChange={(zone) => change({ zone })} />
      </Group>
    </Fieldset>
  );
}

function PhaseFields({ draft, refusals, change }: PartProps) {
  const wrong = refusalFor(refusals, '/phases');
  return (
    <Fieldset legend="Phases">
      <div className="rel-rows">
        {wrong === undefined ? null : <p className="il-warning">{wrong}</p>}
        {draft.phases.map((row, index) => (
          <PhaseRow
            key={row.key}
            row={row}
            zone={draft.zone}
            error={refusalFor(refusals, `/phases/${index}`)}
            onChange={(next) => change({ phases: draft.phases.map((one) => (one.key === row.key ? next : one)) })}
            onRemove={() => change({ phases: draft.phases.filter((one) => one.key !== row.key) })}
          />
        ))}
        <AddRow
          text="Add a phase"
          onAdd={() =>
            change({
              phases: [
                ...draft.phases,
                {
                  key: freshKey(
                    'phase',
                    draft.phases.map((one) => one.key),
                  ),
                  name: '',
                  kind: 'build',
                  start: draft.phases.at(-1)?.end ?? null,
                  end: null,
                },
              ],
            })
          }
        />
      </div>
    </Fieldset>
  );
}

function MilestoneFields({ draft, refusals, change }: PartProps) {
  return (
    <Fieldset legend="Milestones">
      <div className="rel-rows">
        {draft.milestones.map((row, index) => (
          <MilestoneRow
            key={row.key}
            row={row}
            zone={draft.zone}
            error={refusalFor(refusals, `/milestones/${index}`)}
            onChange={(next) => change({ milestones: draft.milestones.map((one) => (one.key === row.key ? next : one)) })}
            onRemove={() => change({ milestones: draft.milestones.filter((one) => one.key !== row.key) })}
          />
        ))}
        <AddRow
          text="Add a milestone"
          onAdd={() =>
            change({
              milestones: [
                ...draft.milestones,
                {
                  key: freshKey(
                    'milestone',
                    draft.milestones.map((one) => one.key),
                  ),
                  name: '',
                  at: null,
                  doneAt: null,
                },
              ],
            })
          }
        />
      </div>
    </Fieldset>
  );
}

const AddRow = ({ text, onAdd }: { readonly text: string; readonly onAdd: () => void }) => (
  <Group>
    <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={onAdd}>
      {text}
    </Button>
  </Group>
);

export type ScheduleDialogProps = { readonly release: Release; readonly version: number; readonly onClose: () => void };

export function ScheduleDialog({ release: shown, version, onClose }: ScheduleDialogProps) {
  const [release] = useState(shown);
  const readers = useZone();
  const [draft, setDraft] = useState(() => scheduleOf(release, readers));
  const change = (patch: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <ChangeForm
      title={`Schedule of ${release.key}`}
      release={release}
      version={version}
      edited={scheduleEdited(release, draft)}
      problem={problemIn(draft)}
      onClose={onClose}
    >
      {(refusals) => (
        <Stack gap="sm">
          {release.baseline === null ? (
            <GoLiveFields draft={draft} refusals={refusals} change={change} />
          ) : (
            <p className="rel-dim">
              The dates are approved: the go-live moves by “Move the go-live”, which previews collisions and what moves along.
            </p>
          )}
          <PhaseFields draft={draft} refusals={refusals} change={change} />
          <MilestoneFields draft={draft} refusals={refusals} change={change} />
        </Stack>
      )}
    </ChangeForm>
  );
}
