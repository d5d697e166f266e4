import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { AppLink } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { showNeighbourhood } from '../../contract.ts';
import { criticalityWords, typeWords } from '../words.ts';
import { nodeSize } from './layout.ts';
import { usePlaces } from './usePlaces.ts';

type Around = ReplyOf<typeof showNeighbourhood>;
type Application = Around['nodes'][number];
type ApplicationNode = Node<
  { readonly application: Application; readonly centre: boolean; readonly down: boolean },
  'application'
>;

function Box({ data }: NodeProps<ApplicationNode>) {
  const { application, centre, down } = data;
  return (
    <div className="pf-node" data-centre={centre} data-tone={criticalityWords[application.criticality].tone}>
      <Handle type="target" position={down ? Position.Top : Position.Left} isConnectable={false} />
      <AppLink href={`/applications/${application.key}?tab=around`} title={application.name}>
        {application.name}
      </AppLink>
      <small>
        {application.key} · {criticalityWords[application.criticality].text}
        {application.gxp === 'yes' ? ' · GxP' : ''}
      </small>
      <Handle type="source" position={down ? Position.Bottom : Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { application: Box };

export type PictureProps = {
  readonly label: string;
  readonly centre: string;
  readonly nodes: Around['nodes'];
  readonly edges: Around['edges'];
};

/** The picture of the list beside it. Tab walks along the boxes, Enter goes to one. */
export function Picture({ label, centre, nodes, edges }: PictureProps) {
  const scheme = useComputedColorScheme('light');
  const graph = useMemo(
    () => ({ nodes: nodes.map((node) => node.id), edges: edges.map(({ from, to }) => ({ from, to })) }),
    [nodes, edges],
  );
  const picture = usePlaces(graph);
  const flow = useMemo(() => {
    if (picture === null) return null;
    const known = new Map(nodes.map((node) => [node.id, node]));
    const boxes: ApplicationNode[] = picture.places.flatMap(({ id, x, y }) => {
      const application = known.get(id);
      if (application === undefined) return [];
      const data = { application, centre: id === centre, down: picture.direction === 'TB' };
      return [{ id, type: 'application' as const, position: { x, y }, data, ...nodeSize, focusable: false, selectable: false }];
    });
    const lines: Edge[] = edges.map((edge) => ({
      id: edge.id,
      source: edge.from,
      target: edge.to,
      label: typeWords[edge.type],
      focusable: false,
      markerEnd: { type: MarkerType.ArrowClosed },
    }));
    return { boxes, lines };
  }, [picture, nodes, edges, centre]);
  if (flow === null) return <StatePanel state={{ kind: 'loading', rows: 14 }} />;
  return (
    <section className="pf-picture" aria-label={label}>
      <ReactFlow
        key={centre}
        nodes={flow.boxes}
        edges={flow.lines}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ padding: 0.15, maxZoom: 1.1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        nodesFocusable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={22} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}
