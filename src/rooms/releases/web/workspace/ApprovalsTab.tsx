import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { ApprovalsOf } from '../../../approvals/web/door.tsx';
import type { Release } from '../parts.tsx';

/** Who must say yes before the steps of the release, who did, and what is missing. */
export function ApprovalsTab({ release }: { readonly release: Release }) {
  if (release.asOf !== null)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'Approvals are shown as they are now',
          text: 'Go back to now to see them; each keeps its own time and its signature.',
        }}
      />
    );
  return <ApprovalsOf kind="release" id={release.id} />;
}
