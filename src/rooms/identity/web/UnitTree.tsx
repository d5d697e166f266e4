import { IconChevronDown, IconChevronRight, IconPointFilled } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { linesOf, stepOf, type TreeLine, type UnitRow } from './tree.ts';

type UnitTreeProps = {
  readonly units: readonly UnitRow[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

const Mark = ({ line }: { readonly line: TreeLine }) => {
  if (line.children === 0) return <IconPointFilled size={10} aria-hidden="true" />;
  return line.open ? <IconChevronDown size={16} aria-hidden="true" /> : <IconChevronRight size={16} aria-hidden="true" />;
};

/** The organisation as a tree: arrows walk, right and left open and close, Enter chooses. */
export function UnitTree({ units, chosen, onChoose }: UnitTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef(false);
  const tree = useRef<HTMLDivElement>(null);
  const lines = linesOf(units, closed);
  const inTree =
    focused !== null && lines.some((line) => line.unit.id === focused) ? focused : (chosen ?? lines[0]?.unit.id ?? null);
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  const toggle = (id: string) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const press = (event: KeyboardEvent) => {
    const at = lines.findIndex((line) => line.unit.id === inTree);
    const line = lines[at];
    if (line !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onChoose(line.unit.id);
      return;
    }
    const step = stepOf(event.key, lines, at);
    if (step === null) return;
    event.preventDefault();
    wanted.current = true;
    if (step.kind === 'go') setFocused(step.id);
    else toggle(step.id);
  };
  return (
    <div role="tree" aria-label="Organisation" className="id-tree" ref={tree} onKeyDown={press}>
      {lines.map((line) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree listens to the keys for all its lines
        <div
          key={line.unit.id}
          role="treeitem"
          aria-level={line.level}
          aria-expanded={line.children === 0 ? undefined : line.open}
          aria-selected={line.unit.id === chosen}
          tabIndex={line.unit.id === inTree ? 0 : -1}
          style={{ paddingInlineStart: 8 + (line.level - 1) * 20 }}
          onFocus={() => setFocused(line.unit.id)}
          onClick={() => (line.unit.id === chosen && line.children > 0 ? toggle(line.unit.id) : onChoose(line.unit.id))}
        >
          <Mark line={line} />
          <span>{line.unit.name}</span>
          <KeyTag>{line.unit.key}</KeyTag>
          {line.unit.state === 'withdrawn' ? <span className="il-missing">withdrawn</span> : null}
        </div>
      ))}
    </div>
  );
}
