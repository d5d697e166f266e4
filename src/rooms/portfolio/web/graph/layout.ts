import { graphlib, layout } from '@dagrejs/dagre';

export type GraphIn = {
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
};
export type Placed = { readonly id: string; readonly x: number; readonly y: number };

export const nodeSize = { width: 190, height: 58 } as const;

/** Places of the nodes, from what needs to what is needed. Pure; slow for many nodes, therefore called in a worker. */
export function placesOf({ nodes, edges }: GraphIn): readonly Placed[] {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 90 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of nodes) graph.setNode(id, { ...nodeSize });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  return nodes.map((id) => {
    const { x, y } = graph.node(id);
    return { id, x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 };
  });
}
