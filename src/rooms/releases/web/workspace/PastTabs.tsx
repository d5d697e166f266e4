import { AppLink } from '../../../../design/navigation.tsx';
import { Card } from '../../../../design/page/layout.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { getRelease } from '../../contract.ts';
import type { Release } from '../parts.tsx';

/** Gates are records of their own: the past release names none, so each leads to how it was at the same moment. */
export function PastGates({ release }: { readonly release: Release }) {
  const asked = useOperation(getRelease, { params: { id: release.key }, query: {} });
  const state = stateOf(asked, { rows: 3 });
  if (state !== null) return <StatePanel state={state} />;
  const gates = asked.data?.value.gates ?? [];
  return (
    <Card title="Gates have histories of their own">
      <p className="rel-dim">
        {gates.length === 0
          ? 'No gate stands before this release now. One that was withdrawn is found in the audit trail.'
          : 'These gates stand before the release now. Choose one to see it as it was at this moment, with what was recorded and decided.'}
      </p>
      <ul className="rel-list">
        {gates.map((gate) => (
          <li key={gate.id}>
            <div>
              <AppLink href={`/gates/${gate.id}?asOf=${encodeURIComponent(release.asOf ?? '')}`}>{gate.name}</AppLink>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What collided at a past moment is not drawn here: nothing is claimed about it. */
export const PastCollisions = () => (
  <StatePanel
    state={{
      kind: 'empty',
      title: 'Collisions are not shown as they were',
      text: 'Each collision tells when it was found and when it was cleared.',
      action: <AppLink href="/collisions?state=all">All collisions, cleared ones too</AppLink>,
    }}
  />
);
