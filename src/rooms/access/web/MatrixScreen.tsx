import { Button } from '@mantine/core';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { SeparationTabs } from '../../identity/web/door.tsx';
import { type DutyMatrix, type DutyPair, listMatrixChanges, showDutyMatrix } from '../contract.ts';
import { MatrixChange } from './MatrixChanges.tsx';
import { ProposePairs } from './ProposePairs.tsx';
import './access.css';

/** Pairs with one role and one reason in common, in one row: Administrator, with each business role. */
function Pairs({ pairs, label }: { readonly pairs: readonly DutyPair[]; readonly label: string }) {
  const groups = [...Map.groupBy(pairs, ({ one, why }) => `${one.role} ${why}`).values()];
  return (
    <table className="il-table acc-matrix" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Nobody holds</th>
          <th scope="col">together with</th>
          <th scope="col">because</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={`${group[0]?.one.role} ${group[0]?.why}`}>
            <th scope="row">{group[0]?.one.says}</th>
            <td>{group.map(({ other }) => other.says).join(', ')}</td>
            <td>{group[0]?.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function History() {
  const asked = useOperationPages(
    listMatrixChanges,
    (cursor) => ({ query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const state = stateOf(asked, { rows: 3 });
  const changes = (asked.data?.pages ?? []).flatMap((page) => page.items).filter((change) => change.state !== 'proposed');
  return (
    <Card title="History">
      {state === null ? null : <StatePanel state={state} />}
      {state === null && changes.length === 0 ? (
        <p className="il-missing">Nothing was changed yet: what Interlock itself keeps apart is all there is.</p>
      ) : null}
      {changes.map((change) => (
        <MatrixChange key={change.id} change={change} />
      ))}
      {asked.hasNextPage ? (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show older changes
        </Button>
      ) : null}
    </Card>
  );
}

function Matrix({ matrix }: { readonly matrix: DutyMatrix }) {
  const own = matrix.pairs.filter(({ builtIn }) => !builtIn);
  const builtIn = matrix.pairs.filter((pair) => pair.builtIn);
  return (
    <div className="acc-stack">
      {matrix.pending.length === 0 ? null : (
        <Card title="Waiting for a decision" count={matrix.pending.length}>
          {matrix.pending.map((change) => (
            <MatrixChange key={change.id} change={change} />
          ))}
        </Card>
      )}
      <Card title="Kept apart by this installation" count={own.length}>
        {own.length === 0 ? (
          <p className="il-missing">No pair yet. A change that quality signs adds pairs to those below.</p>
        ) : (
          <Pairs pairs={own} label="Pairs of this installation" />
        )}
      </Card>
      <Card title="Kept apart by Interlock itself" count={builtIn.length}>
        <p className="acc-quiet">
          No change drops these.{' '}
          {matrix.builtInWaivable
            ? 'The compliance profile lets a signed waiver count for them for a time.'
            : 'The compliance profile lets no waiver count for them.'}
        </p>
        <Pairs pairs={builtIn} label="Pairs of Interlock itself" />
      </Card>
      <History />
    </div>
  );
}

/** Which roles nobody holds together, in force since when, by which signed change, and how it came to be. */
export function Screen() {
  const asked = useOperation(showDutyMatrix);
  const matrix = asked.data?.value;
  return (
    <>
      <PageHead
        title="Matrix of duties"
        sub="Which roles nobody holds together. A change is proposed by one person and in force with the signature of quality, another."
        badges={
          matrix === undefined ? null : (
            <StatusBadge tone="gray">{matrix.version === 0 ? 'Never changed' : `Version ${matrix.version}`}</StatusBadge>
          )
        }
        actions={matrix === undefined ? undefined : <ProposePairs matrix={matrix} />}
      >
        {matrix === undefined || matrix.since === null || matrix.change === null ? null : (
          <span>
            In force since <TimeText at={matrix.since} /> by <KeyTag>{matrix.change}</KeyTag>.
          </span>
        )}
        <SeparationTabs active="matrix" />
      </PageHead>
      <PageBody>
        {matrix === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <Matrix matrix={matrix} />
        )}
      </PageBody>
    </>
  );
}
