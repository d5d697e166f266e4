import { graphlib, layout } from '@dagrejs/dagre';

export type GraphIn = {
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
};
export type Placed = { readonly id: string; readonly x: number; readonly y: number };

export const nodeSize = { width: 214, height: 66 } as const;

export type Direction = 'LR' | 'TB';
export type Picture = { readonly direction: Direction; readonly places: readonly Placed[] };

/** The frame in which it is drawn, nearly: which way it runs is chosen by it. */
const frame = { width: 800, height: 620 } as const;

function drawn({ nodes, edges }: GraphIn, direction: Direction): Picture & { readonly scale: number } {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: direction, nodesep: 22, ranksep: direction === 'LR' ? 90 : 70 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of nodes) graph.setNode(id, { ...nodeSize });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const places = nodes.map((id) => {
    const { x, y } = graph.node(id);
    return { id, x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 };
  });
  const right = Math.max(0, ...places.map(({ x }) => x + nodeSize.width));
  const bottom = Math.max(0, ...places.map(({ y }) => y + nodeSize.height));
  return { direction, places, scale: Math.min(frame.width / right, frame.height / bottom) };
}

/** Places of the nodes, from what needs to what is needed, across or down, whichever can be shown larger. Pure; slow for many nodes, therefore in a worker. */
export function pictureOf(graph: GraphIn): Picture {
  const across = drawn(graph, 'LR');
  const down = drawn(graph, 'TB');
  const { direction, places } = down.scale > across.scale ? down : across;
  return { direction, places };
}
