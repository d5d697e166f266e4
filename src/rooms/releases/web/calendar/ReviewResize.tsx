import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../../design/page/FormDialog.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { RefusalPanel } from '../../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../../design/refusal/refusal.ts';
import { formatInstant } from '../../../../design/time/format-instant.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useAct, useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { changeRelease, getRelease } from '../../contract.ts';
import type { WantedResize } from './usePlanning.ts';

type Release = ReplyOf<typeof getRelease>;
type Phase = Release['phases'][number];
type ResizeProps = { readonly resize: WantedResize; readonly onClose: () => void };
type EditorProps = ResizeProps & { readonly release: Release; readonly version: number; readonly phase: Phase };

const resized = (phase: Phase, { edge, at }: WantedResize) => ({
  start: edge === 'start' ? new Date(at).toISOString() : phase.start,
  end: edge === 'end' ? new Date(at).toISOString() : phase.end,
});

function Editor({ resize, release, version, phase, onClose }: EditorProps) {
  const zone = release.goLive?.zone ?? 'UTC';
  const [span, setSpan] = useState<{ start: string | null; end: string | null }>(() => resized(phase, resize));
  const [reason, setReason] = useState('');
  const change = useAct(changeRelease);
  const refused = change.data?.ok === false ? change.data.problem.refusals : [];
  const { start, end } = span;
  const can = release.can.change;
  const show = (iso: string | null) => (iso === null ? 'not set' : formatInstant(Date.parse(iso), zone));
  const send = async () => {
    if (start === null || end === null) return;
    const phases = release.phases.map((one) => (one.key === phase.key ? { ...one, start, end } : one));
    const body = { phases, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    const answer = await change.mutateAsync({ params: { id: release.id }, version, body });
    if (answer.ok) onClose();
  };
  return (
    <FormDialog
      opened
      title={`Review changes: ${phase.name} of ${release.key}`}
      confirm="Change the phase"
      busy={change.isPending}
      refusals={refused}
      ready={start !== null && end !== null && start < end && can === true}
      onSend={() => void send()}
      onClose={onClose}
    >
      {can === true || can === undefined ? null : <RefusalPanel refusals={can} />}
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">{phase.name}</th>
            <th scope="col">Old</th>
            <th scope="col">New</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Start</th>
            <td className="il-old">{show(phase.start)}</td>
            <td>{show(start)}</td>
          </tr>
          <tr>
            <th scope="row">End</th>
            <td className="il-old">{show(phase.end)}</td>
            <td>{show(end)}</td>
          </tr>
        </tbody>
      </table>
      <DateTimeField
        label="Start"
        first
        required
        zone={zone}
        value={start}
        onChange={(iso) => setSpan({ ...span, start: iso })}
      />
      <DateTimeField
        label="End"
        required
        zone={zone}
        value={end}
        error={start !== null && end !== null && start >= end ? 'The end lies after the start.' : undefined}
        onChange={(iso) => setSpan({ ...span, end: iso })}
      />
      <Textarea
        label="Reason"
        description="Demanded once the dates are approved; kept in the audit trail."
        autosize
        minRows={2}
        value={reason}
        error={refusalFor(refused, '/reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Loaded({ resize, onClose }: ResizeProps) {
  const release = useOperation(getRelease, { params: { id: resize.key }, query: {} });
  const value = release.data?.value;
  const phase = value?.phases[resize.place];
  if (value !== undefined && phase !== undefined)
    return (
      <Editor resize={resize} release={value} version={release.data?.version ?? value.version} phase={phase} onClose={onClose} />
    );
  return (
    <FormDialog
      opened
      title={`Review changes: ${resize.key}`}
      confirm="Change the phase"
      ready={false}
      onSend={() => {}}
      onClose={onClose}
    >
      <StatePanel state={stateOf(release, { rows: 6 }) ?? { kind: 'empty', title: 'The phase is no longer there' }} />
    </FormDialog>
  );
}

/** A phase with a new edge: old and new side by side before it is sent. */
export function ReviewResize({ resize, onClose }: { readonly resize: WantedResize | null; readonly onClose: () => void }) {
  if (resize === null) return null;
  return <Loaded key={`${resize.key}${resize.place}${resize.at}`} resize={resize} onClose={onClose} />;
}
