import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { AppLink } from '../navigation.tsx';
import { KeyTag } from '../parts/tags.tsx';

export type Crumb = { readonly label: string; readonly href: string };

export type PageHeadProps = {
  readonly title: string;
  readonly keyText?: string | undefined;
  readonly badges?: ReactNode;
  readonly sub?: ReactNode;
  readonly actions?: ReactNode;
  readonly trail?: readonly Crumb[] | undefined;
  /** A second row: filters, legend, strip. */
  readonly children?: ReactNode;
};

function Trail({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav className="il-trail" aria-label="Breadcrumb">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <AppLink href={crumb.href}>{crumb.label}</AppLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The one `h1` of a page, its state, and what can be done. It names the browser's tab too. */
export function PageHead({ title, keyText, badges, sub, actions, trail = [], children }: PageHeadProps) {
  useEffect(() => {
    document.title = [keyText, title, 'Interlock'].filter(Boolean).join(' · ');
  }, [keyText, title]);
  return (
    <header className="il-page-head">
      <div className="il-page-head-row">
        <div className="il-page-title">
          {trail.length === 0 ? null : <Trail crumbs={trail} />}
          <h1>
            <span>{title}</span>
            {keyText === undefined ? null : <KeyTag>{keyText}</KeyTag>}
            {badges}
          </h1>
          {sub === undefined ? null : <div className="il-page-sub">{sub}</div>}
        </div>
        {actions === undefined ? null : <div className="il-page-actions">{actions}</div>}
      </div>
      {children === undefined ? null : <div className="il-page-second">{children}</div>}
    </header>
  );
}
