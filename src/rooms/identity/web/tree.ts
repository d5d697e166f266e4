export type UnitRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly state: 'active' | 'withdrawn';
};
export type TreeLine = {
  readonly unit: UnitRow;
  readonly level: number;
  readonly children: number;
  readonly open: boolean;
};

/** The lines of the tree from top to bottom, as they are seen: what stands below a closed unit is left out. */
export function linesOf(units: readonly UnitRow[], closed: ReadonlySet<string>): readonly TreeLine[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : ''));
  const lines: TreeLine[] = [];
  const add = (parent: string, level: number): void => {
    for (const unit of (below.get(parent) ?? []).toSorted((a, b) => a.name.localeCompare(b.name))) {
      const children = below.get(unit.id)?.length ?? 0;
      const open = children > 0 && !closed.has(unit.id);
      lines.push({ unit, level, children, open });
      if (open) add(unit.id, level + 1);
    }
  };
  add('', 1);
  return lines;
}

export type TreeStep = { readonly kind: 'go'; readonly id: string } | { readonly kind: 'open' | 'close'; readonly id: string };

/** What a key does from a line, as the ARIA pattern of trees has it. */
export function stepOf(key: string, lines: readonly TreeLine[], at: number): TreeStep | null {
  const line = lines[at];
  if (line === undefined) return null;
  const go = (index: number): TreeStep | null => {
    const target = lines[index];
    return target === undefined ? null : { kind: 'go', id: target.unit.id };
  };
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(lines.length - 1);
    case 'ArrowRight':
      if (line.children === 0) return null;
      return line.open ? go(at + 1) : { kind: 'open', id: line.unit.id };
    case 'ArrowLeft':
      if (line.open) return { kind: 'close', id: line.unit.id };
      return go(lines.slice(0, at).findLastIndex((other) => other.level < line.level));
    default:
      return null;
  }
}
