import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { AppLink } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { KeyTag, StatusBadge } from '../../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../../foundation/web/address.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { showNeighbourhood } from '../../contract.ts';
import { criticalityWords, typeWords } from '../words.ts';
import { Picture } from './Picture.tsx';
import './graph.css';

type Around = ReplyOf<typeof showNeighbourhood>;
type Node = Around['nodes'][number];

const choices = [1, 2, 3].map((steps) => ({ value: String(steps), label: steps === 1 ? '1 step' : `${steps} steps` }));

function relationsOf(around: Around, node: Node): readonly string[] {
  const name = (id: string) => around.nodes.find((one) => one.id === id)?.name ?? 'another';
  return around.edges.flatMap((edge) => (edge.from === node.id ? [`${typeWords[edge.type]} ${name(edge.to)}`] : []));
}

function NodeList({ around }: { readonly around: Around }) {
  const byStep = Map.groupBy(
    around.nodes.toSorted((a, b) => a.steps - b.steps || a.name.localeCompare(b.name)),
    (n) => n.steps,
  );
  return (
    <div className="pf-list">
      {[...byStep].map(([steps, nodes]) => (
        <section key={steps} aria-label={steps === 0 ? 'This application' : `${steps} steps away`}>
          <h3>{steps === 0 ? 'This application' : steps === 1 ? 'One step away' : `${steps} steps away`}</h3>
          <ul>
            {nodes.map((node) => (
              <li key={node.id}>
                <AppLink href={`/applications/${node.key}?tab=around`}>{node.name}</AppLink> <KeyTag>{node.key}</KeyTag>{' '}
                <StatusBadge tone={criticalityWords[node.criticality].tone}>
                  {criticalityWords[node.criticality].text}
                </StatusBadge>
                {relationsOf(around, node).map((text) => (
                  <small key={text}>{text}</small>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Notes({ around }: { readonly around: Around }) {
  return (
    <>
      {around.cut ? <p className="il-warning">More than 150 applications stand around it: the nearest are shown.</p> : null}
      {around.hidden === 0 ? null : (
        <p className="il-warning">{around.hidden} more that you may not see stand directly beside those shown.</p>
      )}
    </>
  );
}

/** One application and one to three steps around it, as a picture and as a list that says the same. */
export function Neighbourhood({ id, name }: { readonly id: string; readonly name: string }) {
  const search = useSearch();
  const set = useSetSearch();
  const steps = search.steps === '2' || search.steps === '3' ? Number(search.steps) : 1;
  const asked = useOperation(showNeighbourhood, { params: { id }, query: { steps } }, { keepPrevious: true });
  const around = asked.data?.value;
  const graph = useMemo(() => ({ nodes: around?.nodes ?? [], edges: around?.edges ?? [] }), [around]);
  return (
    <>
      <div className="pf-head">
        <SegmentedControl
          aria-label="How far around"
          data={choices}
          value={String(steps)}
          onChange={(value) => set({ steps: value === '1' ? null : value })}
        />
      </div>
      {around === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 14 }) ?? { kind: 'loading', rows: 14 }} />
      ) : (
        <>
          <Notes around={around} />
          <div className="pf-around">
            <Picture label={`What stands around ${name}`} centre={around.centre} nodes={graph.nodes} edges={graph.edges} />
            <NodeList around={around} />
          </div>
        </>
      )}
    </>
  );
}
