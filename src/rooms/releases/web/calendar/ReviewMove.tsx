import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { RefusalPanel } from '../../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../../design/refusal/refusal.ts';
import { addDays } from '../../../../design/time/zone.ts';
import type { Answered } from '../../../../foundation/client/client.ts';
import type { Problem, ReplyOf } from '../../../../foundation/contract.ts';
import { useAct, useOperation } from '../../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../../foundation/web/refusals-of.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { type CeremonyState, SigningStep, useCeremony } from '../../../signatures/web/door.tsx';
import { getRelease, moveRelease, previewMove } from '../../contract.ts';
import { FreeSlots, MoveOutcome } from './MoveOutcome.tsx';
import type { WantedMove } from './usePlanning.ts';

type Release = ReplyOf<typeof getRelease>;
type Refusals = Problem['refusals'];
/** What a move brings, as the server foresees it. */
export type Brought = ReplyOf<typeof previewMove>;
type Span = { readonly start: number; readonly end: number };
type Shift = { readonly phases: boolean; readonly milestones: boolean; readonly gates: boolean };

const iso = (at: number): string => new Date(at).toISOString();
const parts = ['phases', 'milestones', 'gates'] as const;
const shiftWords = {
  phases: 'Phases that are not over',
  milestones: 'Milestones that are not done',
  gates: 'Due times of gates',
};

type EditorProps = {
  readonly release: Release;
  readonly version: number;
  readonly wanted: WantedMove;
  readonly onClose: () => void;
  readonly onMoved?: ((brought: Brought) => void) | undefined;
};

type DatesProps = {
  readonly span: Span;
  readonly zone: string;
  readonly errors: { readonly start: string | undefined; readonly end: string | undefined };
  readonly onSpan: (span: Span) => void;
};

/** The dates themselves, and a day either way: all that dragging can do. */
function Dates({ span, zone, errors, onSpan }: DatesProps) {
  const shift = (days: number) => () => onSpan({ start: addDays(span.start, days, zone), end: addDays(span.end, days, zone) });
  const start = (text: string | null) => {
    if (text !== null) onSpan({ start: Date.parse(text), end: Date.parse(text) + (span.end - span.start) });
  };
  const end = (text: string | null) => {
    if (text !== null) onSpan({ ...span, end: Date.parse(text) });
  };
  const ordered = span.start < span.end ? undefined : 'The end lies after the start.';
  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <DateTimeField
          label="Go-live starts"
          first
          required
          zone={zone}
          value={iso(span.start)}
          onChange={start}
          error={errors.start}
        />
        <DateTimeField
          label="Go-live ends"
          required
          zone={zone}
          value={iso(span.end)}
          onChange={end}
          error={errors.end ?? ordered}
        />
      </Group>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={shift(-7)}>
          A week earlier
        </Button>
        <Button size="compact-sm" variant="default" onClick={shift(-1)}>
          A day earlier
        </Button>
        <Button size="compact-sm" variant="default" onClick={shift(1)}>
          A day later
        </Button>
        <Button size="compact-sm" variant="default" onClick={shift(7)}>
          A week later
        </Button>
      </Group>
    </>
  );
}

/** The preview of the span that has come to rest: typing and clicking asks once, not at every step. */
function usePreview(release: Release, span: Span, shift: Shift) {
  const [asked, setAsked] = useState({ span, shift });
  useEffect(() => {
    const timer = globalThis.setTimeout(() => setAsked({ span, shift }), 250);
    return () => globalThis.clearTimeout(timer);
  }, [span, shift]);
  const preview = useOperation(
    previewMove,
    {
      params: { id: release.id },
      body: { start: iso(asked.span.start), end: iso(asked.span.end), shift: asked.shift },
    },
    { keepPrevious: true, enabled: asked.span.start < asked.span.end },
  );
  const settled = asked.span === span && asked.shift === shift && !preview.isPlaceholderData && !preview.isFetching;
  return { preview, settled };
}

const moves = 'Move the go-live';

/** What stands in the way of the move itself; null where nothing was asked of the server yet. */
function refusalsIn(ceremony: CeremonyState, answer: Answered<unknown> | undefined): Refusals | null {
  if (ceremony.kind === 'refused') return ceremony.refusals;
  return answer === undefined || answer.ok ? null : refusalsOf(answer);
}

function Editor({ release, version, wanted, onClose, onMoved }: EditorProps) {
  const zone = release.goLive?.zone ?? 'UTC';
  const [span, setSpan] = useState<Span>({ start: wanted.start, end: wanted.end });
  const [shift, setShift] = useState<Shift>({ phases: true, milestones: true, gates: true });
  const [reason, setReason] = useState('');
  const client = useQueryClient();
  const { state: ceremony, begin, reset: leaveSigning } = useCeremony();
  const { preview, settled } = usePreview(release, span, shift);
  const move = useAct(moveRelease);
  const told = preview.data?.value;
  const refused = refusalsIn(ceremony, move.data) ?? told?.refusals ?? [];
  const needs = new Set(told?.demands ?? []);
  const complete = !needs.has('reason') || reason.trim().length >= 3;
  const changed = release.goLive === null || iso(span.start) !== release.goLive.start || iso(span.end) !== release.goLive.end;
  const ready = settled && told !== undefined && told.refusals.length === 0 && complete && changed && release.can.move === true;
  const edit = (next: Span) => {
    move.reset();
    leaveSigning();
    setSpan(next);
  };
  const input = { start: iso(span.start), end: iso(span.end), shift, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
  const sign = (on: number) => void begin({ subject: { kind: 'release', id: release.id }, version: on, verb: 'move', input });
  const moved = () => {
    if (told !== undefined) onMoved?.(told);
    onClose();
  };
  const send = async () => {
    const answer = await move.mutateAsync({ params: { id: release.id }, version, body: input });
    if (answer.ok) moved();
  };
  const again = async (current: number | null) => {
    await client.invalidateQueries();
    sign(Math.max(version, current ?? 0));
  };
  const signs = needs.has('signature');
  const busy = move.isPending || ceremony.kind === 'loading';
  const waiting = told === undefined ? stateOf(preview, { rows: 6 }) : null;
  if (ceremony.kind === 'shown')
    return (
      <SigningStep
        key={ceremony.ceremony.id}
        ceremony={ceremony.ceremony}
        receivedAt={ceremony.receivedAt}
        confirm={moves}
        send={async (signature) => {
          const body = { ...input, signature };
          const answer = await move.mutateAsync({ params: { id: release.id }, version: ceremony.ceremony.version, body });
          if (answer.ok) moved();
          return answer;
        }}
        onAgain={(current) => void again(current)}
        onBack={() => {
          move.reset();
          leaveSigning();
        }}
        onClose={onClose}
      />
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || busy) return;
        if (signs) sign(version);
        else void send();
      }}
    >
      <Stack gap="sm">
        {release.can.move === true || release.can.move === undefined ? null : <RefusalPanel refusals={release.can.move} />}
        <RefusalPanel refusals={refused} />
        <Dates
          span={span}
          zone={zone}
          onSpan={edit}
          errors={{ start: refusalFor(refused, '/start'), end: refusalFor(refused, '/end') }}
        />
        <Checkbox.Group
          label="Moves along"
          value={parts.filter((part) => shift[part])}
          onChange={(chosen) => {
            const has = new Set(chosen);
            setShift({ phases: has.has('phases'), milestones: has.has('milestones'), gates: has.has('gates') });
          }}
        >
          <Group gap="md" mt={4}>
            {parts.map((part) => (
              <Checkbox key={part} value={part} label={shiftWords[part]} />
            ))}
          </Group>
        </Checkbox.Group>
        {told === undefined ? (
          <StatePanel state={waiting ?? { kind: 'loading', rows: 6 }} />
        ) : (
          <div className="rl-cal-outcome" aria-busy={!settled} data-settled={settled}>
            <MoveOutcome told={told} zone={zone} />
            <FreeSlots
              slots={told.freeSlots}
              zone={zone}
              onChoose={(slot) => edit({ start: Date.parse(slot.start), end: Date.parse(slot.start) + span.end - span.start })}
            />
          </div>
        )}
        {needs.has('reason') ? (
          <Textarea
            label="Reason"
            description="Kept in the audit trail with your name and the time."
            required
            autosize
            minRows={2}
            value={reason}
            error={refusalFor(refused, '/reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        {signs ? <p className="rel-dim">The dates were approved: moving them is a decision of yours, and signed.</p> : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Leave as it is
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {signs ? 'Continue to signing' : moves}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Loaded({ wanted, onClose, onMoved }: Pick<EditorProps, 'wanted' | 'onClose' | 'onMoved'>) {
  const release = useOperation(getRelease, { params: { id: wanted.key }, query: {} });
  const value = release.data?.value;
  const state = value === undefined ? stateOf(release, { rows: 10 }) : null;
  if (value === undefined) return <StatePanel state={state ?? { kind: 'loading', rows: 10 }} />;
  return (
    <Editor
      release={value}
      version={release.data?.version ?? value.version}
      wanted={wanted}
      onClose={onClose}
      onMoved={onMoved}
    />
  );
}

export type ReviewMoveProps = {
  readonly move: WantedMove | null;
  /** Further moves that are reviewed after this one. */
  readonly waiting: number;
  readonly onClose: () => void;
  /** Told after the move what it brought, as it was foreseen when it was sent. */
  readonly onMoved?: ((brought: Brought) => void) | undefined;
};

/** Old and new, what it would collide with and what follows from it, before anything is changed. */
export function ReviewMove({ move, waiting, onClose, onMoved }: ReviewMoveProps) {
  const more = waiting === 0 ? '' : ` (${waiting} more to review)`;
  return (
    <Modal
      opened={move !== null}
      onClose={onClose}
      size="xl"
      title={move === null ? '' : `Review changes: move ${move.key}${more}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {move === null ? null : (
        <Loaded key={`${move.key}${move.start}${move.end}`} wanted={move} onClose={onClose} onMoved={onMoved} />
      )}
    </Modal>
  );
}
