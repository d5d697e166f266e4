import { Button, Menu, Modal } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { ReasonDialog } from '../../../../design/refusal/ReasonDialog.tsx';
import { Refusals } from '../../../../design/refusal/Refusals.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useAsk } from '../../../../foundation/web/use-ask.ts';
import { bulkActs, type ReleaseVerb, releaseVerbs } from '../../contract.ts';
import { verbWords } from '../words.ts';
import type { Line } from './columns.tsx';

type Results = ReplyOf<typeof bulkActs>['results'];

/** Verbs that need what only one release's own page can ask for. */
const alone: ReadonlySet<ReleaseVerb> = new Set(['record-results', 'complete', 'validate']);
const offered = releaseVerbs.filter((verb) => !alone.has(verb));

function Outcome({
  results,
  lines,
  onClose,
}: {
  readonly results: Results;
  readonly lines: readonly Line[];
  readonly onClose: () => void;
}) {
  const done = results.filter((row) => row.ok).length;
  const named = new Map(lines.flatMap((line) => [[line.id, line] as const]));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Done for ${done} of ${results.length}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ul className="rel-next-list">
        {results.map((row) => (
          <li key={row.id}>
            <b>
              {named.get(row.id)?.key ?? row.id} {named.get(row.id)?.name}
            </b>
            {row.ok ? <p className="rel-dim">Done, version {row.version}</p> : <Refusals refusals={row.refusals ?? []} />}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

export type BulkActsProps = { readonly lines: readonly Line[]; readonly onDone: () => void };

/** The same step for all that are selected; each is judged by itself and says its own result. */
export function BulkActs({ lines, onDone }: BulkActsProps) {
  const [verb, setVerb] = useState<ReleaseVerb | null>(null);
  const [results, setResults] = useState<Results | null>(null);
  const ask = useAsk(bulkActs, (reply) => {
    setVerb(null);
    setResults(reply.results);
    onDone();
  });
  const words = verb === null ? null : verbWords[verb];
  return (
    <>
      <Menu withinPortal position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
            Act on them
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {offered.map((one) => (
            <Menu.Item key={one} onClick={() => setVerb(one)}>
              {verbWords[one].says}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ReasonDialog
        opened={verb !== null}
        title={`${words?.says ?? ''}: ${lines.length} releases`}
        text={`${words?.brings ?? ''} Each release is judged by itself; you see the result of each.`}
        confirm={words?.says ?? ''}
        danger={words?.danger}
        needsReason={words?.demands.includes('reason')}
        needsPassword={words?.demands.includes('password')}
        refusals={ask.refusals}
        busy={ask.busy}
        onClose={() => {
          ask.reset();
          setVerb(null);
        }}
        onConfirm={({ reason, password }) => {
          if (verb === null) return;
          void ask.send({
            body: {
              verb,
              items: lines.slice(0, 100).map((line) => ({ id: line.id, version: line.version })),
              ...(reason === '' ? {} : { reason }),
              ...(password === '' ? {} : { password }),
            },
          });
        }}
      />
      {results === null ? null : <Outcome results={results} lines={lines} onClose={() => setResults(null)} />}
    </>
  );
}
