import { Button, Drawer, Group, Stack } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { HistoryList } from '../../../design/parts/HistoryList.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { Entry } from '../contract.ts';
import { ProofLink } from './Checkpoints.tsx';
import { StampBounds } from './StampBounds.tsx';
import { actorOf, changesOf, historyHref, subjectOf } from './values.ts';

const profileText = (version: number | null): string =>
  version === null ? 'Not kept then' : version === 0 ? 'As it comes' : `Version ${version}`;

function Facts({ entry }: { readonly entry: Entry }) {
  const { actor, subject } = entry;
  return (
    <FieldList
      fields={[
        { label: 'Place in the ledger', value: entry.seq === null ? 'Not sealed yet' : String(entry.seq) },
        { label: 'Act', value: <code>{entry.act}</code> },
        { label: 'Record', value: `${subject.kind} ${subjectOf(entry)}, version ${subject.version}` },
        { label: 'Roles at the time', value: actor.roles.map((role) => role.replaceAll('-', ' ')).join(', ') },
        ...(entry.reasonCodeSays === null ? [] : [{ label: 'Kind of reason', value: entry.reasonCodeSays }]),
        { label: 'Came by', value: actor.via },
        { label: 'Request', value: <code>{entry.requestId}</code> },
        { label: 'Build', value: <code>{entry.build}</code> },
        { label: 'Compliance profile', value: profileText(entry.configuration) },
        { label: 'Hash', value: <code className="lg-hash">{entry.hash}</code> },
        { label: 'Hash before it', value: <code className="lg-hash">{entry.previousHash ?? 'none'}</code> },
      ]}
    />
  );
}

/** One entry in full: who, when, why, every value before and after, and what proves it. */
export type EntryPeekProps = {
  readonly entry: Entry | null;
  readonly onClose: () => void;
  /** Shows the trail of what this entry has in common with others. */
  readonly onNarrow: (patch: Readonly<Record<string, string>>) => void;
};

export function EntryPeek({ entry, onClose, onNarrow }: EntryPeekProps) {
  return (
    <Drawer
      opened={entry !== null}
      onClose={onClose}
      position="right"
      size={560}
      title={entry === null ? '' : `Entry ${entry.seq ?? 'not sealed yet'}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {entry === null ? null : (
        <Stack gap="md">
          <HistoryList
            label="Entry"
            entries={[
              {
                id: entry.id,
                at: entry.at,
                who: actorOf(entry),
                role: entry.actor.roles[0]?.replaceAll('-', ' '),
                text: `${entry.says} (${subjectOf(entry)})`,
                reason: entry.reason ?? undefined,
                changes: changesOf(entry),
              },
            ]}
          />
          {entry.erased.length === 0 ? null : (
            <StatusBadge tone="gray">{entry.erased.length} values lawfully erased; the proof still holds</StatusBadge>
          )}
          {entry.changes.length === 0 && entry.reason === null ? (
            <StatusBadge tone="gray">Nothing is left of its content; verification says whether lawfully</StatusBadge>
          ) : null}
          <Facts entry={entry} />
          <StampBounds id={entry.id} seq={entry.seq} />
          <Group gap="md">
            <AppLink href={historyHref(entry)}>History of this record</AppLink>
            <ProofLink id={entry.id} seq={entry.seq} />
            {entry.subject.link === null ? null : <AppLink href={entry.subject.link}>Open the record</AppLink>}
          </Group>
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => onNarrow({ actor: entry.actor.id })}>
              Everything by {actorOf(entry)}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => onNarrow({ act: entry.act })}>
              Every “{entry.says}”
            </Button>
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}
