import { AppLink } from '../../../../design/navigation.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { HealthParts } from '../../../../design/parts/HealthParts.tsx';
import { HistoryList } from '../../../../design/parts/HistoryList.tsx';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { recordHistory } from '../../../ledger/contract.ts';
import { healthPartsOf, type Release } from '../parts.tsx';
import { MarkMilestone } from './MilestoneDone.tsx';
import { type TabProps, tabHref } from './tabs.ts';

function Activity({ release }: { readonly release: Release }) {
  const asked = useOperation(recordHistory, { params: { kind: 'release', id: release.id }, query: { limit: 6 } });
  const state = stateOf(asked, { rows: 4 });
  if (state !== null) return <StatePanel state={state} />;
  const entries = (asked.data?.value.items ?? []).map((entry) => ({
    id: entry.id,
    at: entry.at,
    who: entry.actor.name ?? 'Interlock',
    text: entry.says,
    ...(entry.reason === null ? {} : { reason: entry.reason }),
  }));
  return (
    <HistoryList
      label="Activity"
      entries={entries}
      more={
        <AppLink className="rel-more" href={tabHref(release.key, 'history')}>
          The whole history
        </AppLink>
      }
    />
  );
}

function LateMilestone({ milestoneKey, ...of }: TabProps & { readonly milestoneKey: string | null }) {
  const milestone = of.release.milestones.find((one) => one.key === milestoneKey);
  return milestone === undefined || of.release.asOf !== null ? null : <MarkMilestone {...of} milestone={milestone} />;
}

/** Beside the record: its health part by part, and what happened last. */
export function Aside({ release, version }: TabProps) {
  return (
    <div className="rel-stack">
      {release.health === null ? null : <HealthParts parts={healthPartsOf(release.health)} />}
      {release.late.length === 0 ? null : (
        <section aria-label="Late">
          <h2 className="rel-h">Late</h2>
          <ul className="rel-plain">
            {release.late.map((late) => (
              <li key={late.what}>
                {late.what} <LateMilestone release={release} version={version} milestoneKey={late.milestone} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="Activity">
        <h2 className="rel-h">Activity</h2>
        <Activity release={release} />
      </section>
    </div>
  );
}
