import type { Phase } from '../tokens.ts';

export type LegendEntry = { readonly label: string } & (
  | { readonly phase: Phase }
  | { readonly mark: 'window' | 'freeze' | 'collision' | 'gate' | 'milestone' | 'goLive' }
);

/** What the colours and shapes on show mean; give it only what is shown. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="il-legend" aria-label="Legend">
      {entries.map((entry) => (
        <li key={entry.label}>
          <i data-kind={'phase' in entry ? entry.phase : entry.mark} aria-hidden="true" />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}
