import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { RefusalPanel } from '../../../../design/refusal/RefusalPanel.tsx';
import { refusalFor, type ShownRefusal } from '../../../../design/refusal/refusal.ts';
import { StaleEditDialog } from '../../../../design/refusal/StaleEditDialog.tsx';
import type { Release } from '../parts.tsx';
import type { Edited } from './stale-rows.ts';
import { useChange } from './use-change.ts';

export type ChangeFormProps = {
  readonly title: string;
  readonly release: Release;
  readonly version: number;
  /** What was changed so far; without a field there is nothing to save. */
  readonly edited: Edited;
  readonly problem?: string | undefined;
  readonly onClose: () => void;
  readonly children: (refusals: readonly ShownRefusal[]) => ReactNode;
};

/** Around every edit of a release: refusals, the reason that approved dates demand, and "somebody was faster". */
export function ChangeForm({
  title,
  release: shown,
  version: shownVersion,
  edited,
  problem,
  onClose,
  children,
}: ChangeFormProps) {
  // The record as it was when editing began: news that arrive meanwhile change neither the fields nor the version that is named.
  const [{ release, version }] = useState({ release: shown, version: shownVersion });
  const [reason, setReason] = useState('');
  const change = useChange(onClose);
  const approved = release.baseline !== null;
  const nothing = Object.keys(edited.body).length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (nothing || problem !== undefined) return;
    const given = reason.trim() === '' ? {} : { reason: reason.trim() };
    change.save(release, version, { ...edited, body: { ...edited.body, ...given } });
  };
  return (
    <>
      <Modal opened onClose={onClose} size="xl" title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={send} noValidate>
          <Stack gap="sm">
            <RefusalPanel refusals={change.refusals} title="The change was not saved" />
            {children(change.refusals)}
            {approved ? (
              <Textarea
                label="Reason"
                description="The dates are approved: what is changed now says why. Kept in the audit trail."
                autosize
                minRows={2}
                value={reason}
                error={refusalFor(change.refusals, '/reason')}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            ) : null}
            <Group justify="flex-end" gap="sm">
              {problem === undefined ? null : (
                <p className="rel-dim" role="alert">
                  {problem}
                </p>
              )}
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={change.busy} disabled={nothing || problem !== undefined}>
                {nothing ? 'Nothing changed' : 'Save'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
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
