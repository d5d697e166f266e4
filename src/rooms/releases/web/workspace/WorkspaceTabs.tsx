import { PageTabs } from '../../../../design/page/PageTabs.tsx';
import { useSearch, withSearch } from '../../../../foundation/web/address.ts';
import type { Release } from '../parts.tsx';
import { type TabId, tabHref, tabIds } from './tabs.ts';

const labels: Readonly<Record<TabId, string>> = {
  overview: 'Overview',
  schedule: 'Schedule',
  applications: 'Applications',
  gates: 'Gates',
  approvals: 'Approvals',
  collisions: 'Collisions',
  discussion: 'Discussion',
  history: 'History',
};

const countIn = (release: Release, tab: TabId): number | undefined =>
  ({
    overview: undefined,
    schedule: undefined,
    applications: release.applications.length,
    gates: release.asOf === null ? release.gates.length : undefined,
    approvals: undefined,
    collisions: release.asOf === null ? release.collisions.blocking + release.collisions.warning : undefined,
    discussion: undefined,
    history: undefined,
  })[tab];

export function WorkspaceTabs({ release, active }: { readonly release: Release; readonly active: TabId }) {
  const { asOf } = useSearch();
  return (
    <PageTabs
      label="Parts of the release"
      active={active}
      tabs={tabIds.map((id) => ({
        id,
        label: labels[id],
        count: countIn(release, id),
        href: withSearch(tabHref(release.key, id), {}, { asOf }),
      }))}
    />
  );
}
