import { planLimits } from '../plan-limits.ts';
import type { Finding, PlanPath } from '../plan-problem.ts';
import type { Placed, ShapedPlan } from '../shape-plan.ts';

type Arrow = { readonly from: string; readonly to: string; readonly at: PlanPath };

/** The first circle that is met from each start; each circle is told once. No recursion: a chain may be 100,000 long. */
export function circlesOf(arrows: readonly Arrow[]): readonly (readonly Arrow[])[] {
  const outgoing = Map.groupBy(arrows, (arrow) => arrow.from);
  const finished = new Set<string>();
  const circles: Arrow[][] = [];
  for (const start of outgoing.keys()) {
    if (finished.has(start) || circles.length >= planLimits.problems) continue;
    const onPath = new Map([[start, 0]]);
    const path: Arrow[] = [];
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const arrow = outgoing.get(top.node)?.[top.next];
      top.next += 1;
      if (!arrow) {
        finished.add(top.node);
        onPath.delete(top.node);
        stack.pop();
        path.pop();
        continue;
      }
      const met = onPath.get(arrow.to);
      if (met !== undefined && circles.length < planLimits.problems) circles.push([...path.slice(met), arrow]);
      if (met !== undefined || finished.has(arrow.to)) continue;
      path.push(arrow);
      onPath.set(arrow.to, path.length);
      stack.push({ node: arrow.to, next: 0 });
    }
  }
  return circles;
}

const arrowsToParent = (placed: readonly Placed<{ key: string; parent?: string | undefined }>[]): Arrow[] =>
  placed.flatMap(({ at, value }) =>
    value.parent === undefined ? [] : [{ from: value.key, to: value.parent, at: [...at, 'parent'] }],
  );

/** The names of a long circle: enough of it to find it. */
const named = (circle: readonly Arrow[]): string => {
  const keys = [...circle.map((arrow) => arrow.from), circle[0]?.from ?? ''];
  return keys.length > 12 ? `${keys.slice(0, 10).join(' → ')} → … → ${keys.at(-1)}` : keys.join(' → ');
};

const tell = (arrows: readonly Arrow[], says: string, remedy: string): Finding[] =>
  circlesOf(arrows).map((circle) => ({
    at: circle.at(-1)?.at ?? [],
    code: 'plan.circle',
    message: `${says}: ${named(circle)}.`,
    remedy,
  }));

/** Units and releases form trees; what must be deployed together has one order. A call or a flow of data may well go both ways. */
export function noCircle(shaped: ShapedPlan): Finding[] {
  const dependencies = shaped.dependencies.map(({ at, value }) => ({ ...value, at }));
  const toItself = dependencies.filter(({ from, to }) => from === to);
  const ordered = dependencies.filter(({ from, to, type }) => type === 'deploys-with' && from !== to);
  return [
    ...tell(arrowsToParent(shaped.units), 'These units stand above each other in a circle', 'Take one "parent" out.'),
    ...tell(arrowsToParent(shaped.releases), 'These releases are parts of each other in a circle', 'Take one "parent" out.'),
    ...tell(
      ordered,
      'These deployments wait for each other in a circle',
      'Take one "deploys-with" out, or give it another type.',
    ),
    ...toItself.map(({ from, at }) => ({
      at,
      code: 'plan.circle',
      message: `${from} is said to depend on itself.`,
      remedy: 'Take the dependency out.',
    })),
  ];
}
