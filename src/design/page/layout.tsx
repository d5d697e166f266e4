import { type ReactNode, useId } from 'react';

type Filled = { readonly children: ReactNode };

/** A page that flows: padded, as tall as its content. */
export const PageBody = ({ children }: Filled) => <div className="il-page-body">{children}</div>;

/** A page whose part scrolls by itself (grid, timeline): takes the height that is left. */
export const PageFill = ({ children }: Filled) => <div className="il-page-fill">{children}</div>;

export type ColumnsProps = Filled & { readonly aside: ReactNode; readonly asideLabel: string };

/** The record left, activity and health right; below each other where it is narrow. */
export function Columns({ children, aside, asideLabel }: ColumnsProps) {
  return (
    <div className="il-columns">
      <div className="il-columns-main">{children}</div>
      <aside className="il-columns-aside" aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

export type CardProps = Filled & {
  readonly title: string;
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
};

export function Card({ title, count, actions, children }: CardProps) {
  const id = useId();
  return (
    <section className="il-card" aria-labelledby={id}>
      <div className="il-card-head">
        <h2 id={id}>
          {title}
          {count === undefined ? null : <span className="il-count">{count}</span>}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

export type ScrollXProps = Filled & { readonly label: string };

/** A table that may be wider than its place: scrolls sideways, by keyboard too. */
export const ScrollX = ({ label, children }: ScrollXProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section className="il-scroll-x" aria-label={label} tabIndex={0}>
    {children}
  </section>
);

/** Cards side by side as the width allows. */
export const CardGrid = ({ children }: Filled) => <div className="il-card-grid">{children}</div>;

export type FigureItem = { readonly label: string; readonly value: ReactNode; readonly note?: ReactNode };

/** A row of numbers, each with what it means. */
export function Figures({ items }: { readonly items: readonly FigureItem[] }) {
  return (
    <dl className="il-figures">
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>
            {item.value} {item.note === undefined ? null : <small>{item.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
