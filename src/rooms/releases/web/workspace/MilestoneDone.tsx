import { Group } from '@mantine/core';
import { useState } from 'react';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../../design/refusal/ReasonDialog.tsx';
import { StaleEditDialog } from '../../../../design/refusal/StaleEditDialog.tsx';
import { isLive, type Release } from '../parts.tsx';
import { milestoneMarked } from './schedule-draft.ts';
import type { TabProps } from './tabs.ts';
import { useChange } from './use-change.ts';

type Milestone = Release['milestones'][number];
type MarkProps = TabProps & { readonly milestone: Milestone };
type DoneProps = MarkProps & { readonly zone: string | undefined };

function Standing({ milestone, zone }: Pick<DoneProps, 'milestone' | 'zone'>) {
  if (milestone.doneAt !== null) return <TimeText at={milestone.doneAt} zone={zone} />;
  if (Date.parse(milestone.at) < Date.now()) return <StatusBadge tone="orange">Overdue</StatusBadge>;
  return <span className="il-missing">Not yet</span>;
}

/** One click says that a milestone is done, or takes that back. Both are changes of the release, each with its entry in the history. */
export function MarkMilestone({ release, version, milestone }: MarkProps) {
  const [asking, setAsking] = useState(false);
  const change = useChange(
    () => setAsking(false),
    milestone.doneAt === null ? `${milestone.name} is done.` : `${milestone.name} is not done.`,
  );
  const approved = release.baseline !== null;
  const done = milestone.doneAt === null;
  const mark = (reason?: string) => {
    const edited = milestoneMarked(release, milestone.key, done ? new Date().toISOString() : null);
    change.save(release, version, { ...edited, body: { ...edited.body, ...(reason === undefined ? {} : { reason }) } });
  };
  const says = done ? 'Mark as done' : 'Not done after all';
  return (
    <>
      <BlockedButton
        className="il-no-print"
        size="compact-xs"
        variant={done ? 'light' : 'subtle'}
        can={release.can.change}
        loading={change.busy && !asking}
        aria-label={`${says}: ${milestone.name}`}
        onClick={() => {
          change.reset();
          if (approved) setAsking(true);
          else mark();
        }}
      >
        {says}
      </BlockedButton>
      <ReasonDialog
        opened={asking || change.refusals.length > 0}
        title={`${says}: ${milestone.name}`}
        text={approved ? 'The dates are approved: what is changed now says why.' : undefined}
        confirm={says}
        needsReason={approved}
        withCode={false}
        refusals={change.refusals}
        busy={change.busy}
        onConfirm={({ reason }) => mark(approved ? reason : undefined)}
        onClose={() => {
          change.reset();
          setAsking(false);
        }}
      />
      <StaleEditDialog
        opened={change.stale !== null}
        what="this release"
        version={change.stale?.version ?? { mine: version, theirs: version }}
        rows={change.stale?.rows ?? []}
        busy={change.busy}
        onSave={change.resolve}
        onDiscard={change.discard}
        onClose={change.close}
      />
    </>
  );
}

/** When a milestone was done, and the click that says so. */
export const MilestoneDone = ({ zone, ...of }: DoneProps) => (
  <Group gap="xs">
    <Standing milestone={of.milestone} zone={zone} />
    {isLive(of.release) ? <MarkMilestone {...of} /> : null}
  </Group>
);
