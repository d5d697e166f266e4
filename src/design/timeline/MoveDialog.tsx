import { Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { DateTimeField } from '../parts/DateTimeField.tsx';
import { RefusalPanel } from '../refusal/RefusalPanel.tsx';
import { refusalFor, type ShownRefusal } from '../refusal/refusal.ts';

export type MoveDialogProps = {
  readonly opened: boolean;
  /** "UAT of REL-1042" */
  readonly what: string;
  /** ISO 8601 */
  readonly start: string;
  readonly end: string;
  readonly zone?: string | undefined;
  readonly busy?: boolean | undefined;
  readonly refusals?: readonly ShownRefusal[] | undefined;
  readonly onMove: (span: { readonly start: string; readonly end: string }) => void;
  readonly onClose: () => void;
};

const keepsLength = (start: string, before: { readonly start: string; readonly end: string }): string =>
  new Date(Date.parse(start) + Date.parse(before.end) - Date.parse(before.start)).toISOString();

/** Moving without dragging: two dates; a new start takes the end along. */
export function MoveDialog({ opened, what, start, end, zone, busy = false, refusals = [], onMove, onClose }: MoveDialogProps) {
  const [span, setSpan] = useState<{ start: string | null; end: string | null }>({ start, end });
  useEffect(() => {
    if (opened) setSpan({ start, end });
  }, [opened, start, end]);
  const ordered = span.start !== null && span.end !== null && span.start < span.end;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (span.start !== null && span.end !== null && ordered) onMove({ start: span.start, end: span.end });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Move ${what}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={send}>
        <Stack gap="sm">
          <RefusalPanel refusals={refusals} />
          <DateTimeField
            label="Start"
            first
            required
            zone={zone}
            value={span.start}
            error={refusalFor(refusals, '/start')}
            onChange={(iso) => setSpan({ start: iso, end: iso === null ? span.end : keepsLength(iso, { start, end }) })}
          />
          <DateTimeField
            label="End"
            required
            zone={zone}
            value={span.end}
            error={refusalFor(refusals, '/end') ?? (ordered ? undefined : 'The end lies after the start.')}
            onChange={(iso) => setSpan({ ...span, end: iso })}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={!ordered}>
              Move
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
