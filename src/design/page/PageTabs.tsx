import { useEffect, useRef } from 'react';
import { AppLink } from '../navigation.tsx';

export type PageTab = { readonly id: string; readonly label: string; readonly href: string; readonly count?: number | undefined };
export type PageTabsProps = { readonly label: string; readonly tabs: readonly PageTab[]; readonly active: string };

/** Views of one record, each with its address: links, therefore a navigation and not a `tablist`. */
export function PageTabs({ label, tabs, active }: PageTabsProps) {
  const here = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a narrow page the chosen tab must be scrolled into view again
  useEffect(() => {
    const tab = here.current;
    const row = tab?.parentElement;
    if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }, [active]);
  return (
    <nav className="il-tabs" aria-label={label}>
      {tabs.map((tab) => (
        <AppLink
          key={tab.id}
          href={tab.href}
          aria-current={tab.id === active ? 'page' : undefined}
          ref={tab.id === active ? here : undefined}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className="il-count">{tab.count}</span>}
        </AppLink>
      ))}
    </nav>
  );
}
