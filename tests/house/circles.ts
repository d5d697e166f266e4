/** Files by path, with the paths that each imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** All that can be reached from the start over the edges, the start included. */
function reachable(starts: readonly string[], edges: ImportGraph, seen: Set<string>): string[] {
  const found: string[] = [];
  const waiting = [...starts];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !edges.has(file)) continue;
    seen.add(file);
    found.push(file);
    waiting.push(...(edges.get(file) ?? []));
  }
  return found;
}

/** Files in the order in which a walk leaves them: what is imported before what imports it, circles apart. */
function leavingOrder(graph: ImportGraph): string[] {
  const seen = new Set<string>();
  const left: string[] = [];
  for (const start of graph.keys()) {
    const way: { file: string; next: number }[] = seen.has(start) ? [] : [{ file: start, next: 0 }];
    seen.add(start);
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const target = graph.get(top.file)?.[top.next];
      top.next += 1;
      if (target === undefined) left.push(way.pop()?.file ?? '');
      else if (graph.has(target) && !seen.has(target)) {
        seen.add(target);
        way.push({ file: target, next: 0 });
      }
    }
  }
  return left;
}

/** Groups of files each of which reaches every other by imports, by name (Kosaraju's two walks); a file that imports itself is one. */
export function circlesIn(graph: ImportGraph): readonly (readonly string[])[] {
  const back = new Map<string, string[]>([...graph.keys()].map((file) => [file, []]));
  for (const [file, targets] of graph) for (const target of targets) back.get(target)?.push(file);
  const seen = new Set<string>();
  const groups = leavingOrder(graph)
    .reverse()
    .map((file) => reachable([file], back, seen));
  return groups
    .filter((group) => group.length > 1 || (group[0] !== undefined && graph.get(group[0])?.includes(group[0])))
    .map((group) => group.toSorted());
}
