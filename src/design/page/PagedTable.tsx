import type { ReactNode } from 'react';
import { ScrollX } from './layout.tsx';
import { type More, OlderOnes } from './OlderOnes.tsx';

export type PagedTableProps = {
  /** What it holds, for whoever hears it. */
  readonly label: string;
  readonly className: string;
  /** Heads of the columns; the last column, which has none to be seen, holds what can be done with a row. */
  readonly heads: readonly string[];
  readonly more: More | undefined;
  /** One row each. */
  readonly children: ReactNode;
};

/** A short table, newest first, whose rows are drawn by the room; it goes on for as long as there are older ones. */
export const PagedTable = ({ label, className, heads, more, children }: PagedTableProps) => (
  <>
    <ScrollX label={label}>
      <table className={`il-table ${className}`}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
            <th scope="col">
              <span className="il-only-read">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollX>
    <OlderOnes more={more} />
  </>
);
