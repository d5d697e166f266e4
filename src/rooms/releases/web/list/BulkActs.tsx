import { Button, Menu, Modal } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { ReasonDialog } from '../../../../design/refusal/ReasonDialog.tsx';
import { Refusals } from '../../../../design/refusal/Refusals.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useAct } from '../../../../foundation/web/hooks.ts';
import { useAsk } from '../../../../foundation/web/use-ask.ts';
import { type InTurn, SignInTurn } from '../../../signatures/web/door.tsx';
import { actOnRelease, bulkActs, type ReleaseVerb, releaseVerbs } from '../../contract.ts';
import { verbWords } from '../words.ts';
import type { Line } from './columns.tsx';

type Results = ReplyOf<typeof bulkActs>['results'];
type Series = { readonly verb: ReleaseVerb; readonly items: readonly InTurn[] };

/** Verbs that need what only one release's own page can ask for. */
const alone: ReadonlySet<ReleaseVerb> = new Set(['record-results', 'complete', 'validate']);
const offered = releaseVerbs.filter((verb) => !alone.has(verb));
const most = 100;

const isSigned = (verb: ReleaseVerb): boolean => verbWords[verb].demands.includes('signature');
const asksReason = (verb: ReleaseVerb): boolean => verbWords[verb].demands.includes('reason');

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

/** The releases of a signed step, each to be shown and signed by itself. */
function useSeries() {
  const act = useAct(actOnRelease);
  return (verb: ReleaseVerb, lines: readonly Line[], reason: string): Series => {
    const input = reason === '' ? {} : { reason };
    return {
      verb,
      items: lines.slice(0, most).map(({ id, key, name, version }) => ({
        id,
        label: `${key} ${name}`,
        wanted: { subject: { kind: 'release', id }, version, verb, input },
        send: (signature, seen) => act.mutateAsync({ params: { id, verb }, version: seen, body: { ...input, signature } }),
      })),
    };
  };
}

export type BulkActsProps = { readonly lines: readonly Line[]; readonly onDone: () => void };

/** The same step for all that are selected; each is judged, and where it is signed shown and signed, by itself and says its own result. */
export function BulkActs({ lines, onDone }: BulkActsProps) {
  const [verb, setVerb] = useState<ReleaseVerb | null>(null);
  const [series, setSeries] = useState<Series | null>(null);
  const [results, setResults] = useState<Results | null>(null);
  const seriesOf = useSeries();
  const ask = useAsk(bulkActs, (reply) => {
    setVerb(null);
    setResults(reply.results);
    onDone();
  });
  const choose = (one: ReleaseVerb) => {
    if (isSigned(one) && !asksReason(one)) setSeries(seriesOf(one, lines, ''));
    else setVerb(one);
  };
  const confirm = (reason: string, reasonCode?: string) => {
    if (verb === null) return;
    if (isSigned(verb)) {
      setSeries(seriesOf(verb, lines, reason));
      setVerb(null);
      return;
    }
    const items = lines.slice(0, most).map((line) => ({ id: line.id, version: line.version }));
    void ask.send({ reasonCode, body: { verb, items, ...(reason === '' ? {} : { reason }) } });
  };
  const words = verb === null ? null : verbWords[verb];
  const each =
    verb !== null && isSigned(verb) ? 'Each release is then shown and signed in turn.' : 'Each release is judged by itself.';
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
            <Menu.Item key={one} onClick={() => choose(one)}>
              {verbWords[one].says}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ReasonDialog
        opened={verb !== null}
        title={`${words?.says ?? ''}: ${lines.length} releases`}
        text={`${words?.brings ?? ''} ${each} You see the result of each.`}
        confirm={verb !== null && isSigned(verb) ? 'Continue to signing' : (words?.says ?? '')}
        danger={words?.danger}
        needsReason={verb !== null && asksReason(verb)}
        refusals={ask.refusals}
        busy={ask.busy}
        onClose={() => {
          ask.reset();
          setVerb(null);
        }}
        onConfirm={({ reason, reasonCode }) => confirm(reason, reasonCode)}
      />
      <SignInTurn
        items={series?.items ?? null}
        title={series === null ? '' : `${verbWords[series.verb].says}: ${series.items.length} releases`}
        confirm={series === null ? '' : verbWords[series.verb].says}
        danger={series === null ? undefined : verbWords[series.verb].danger}
        onClose={() => {
          setSeries(null);
          onDone();
        }}
      />
      {results === null ? null : <Outcome results={results} lines={lines} onClose={() => setResults(null)} />}
    </>
  );
}
