import { Switch } from '@mantine/core';
import { useEffect } from 'react';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { counted } from '../../../design/parts/in-sentence.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { listUnits } from '../contract.ts';
import { UnitPanel } from './UnitPanel.tsx';
import { UnitTree } from './UnitTree.tsx';
import './identity.css';

/** The organisation: roles are granted in a unit and hold for all below it. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const all = search.withdrawn === 'all';
  const asked = useOperationPages(
    listUnits,
    (cursor) => ({
      query: { limit: 200, ...(all ? { state: 'active,withdrawn' } : {}), ...(cursor === undefined ? {} : { cursor }) },
    }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const { has, onMore } = grid.more;
  const loaded = grid.rows.length;
  // A tree is only true when it is whole; past 2,000 units the rest is left to the search of the fields.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks for the next page when one has come
  useEffect(() => {
    if (has && loaded < 2_000) onMore();
  }, [has, loaded]);
  const chosen = search.unit ?? grid.rows.find((unit) => unit.parentId === null)?.id ?? null;
  return (
    <>
      <PageHead
        title="Organisation"
        sub={`${counted(loaded, 'unit')}. A role granted in a unit holds for all below it.`}
        actions={
          <Switch
            label="Withdrawn too"
            checked={all}
            onChange={(event) => set({ withdrawn: event.currentTarget.checked ? 'all' : null })}
          />
        }
      />
      <PageBody>
        {grid.state.kind === 'ready' ? (
          <div className="id-org">
            <UnitTree units={grid.rows} chosen={chosen} onChoose={(unit) => set({ unit })} />
            <div>
              {chosen === null ? (
                <StatePanel
                  state={{ kind: 'empty', title: 'Choose a unit', text: 'Its people, roles and what may be done with it.' }}
                />
              ) : (
                <UnitPanel key={chosen} id={chosen} />
              )}
            </div>
          </div>
        ) : (
          <StatePanel state={grid.state.kind === 'loading' ? { kind: 'loading', rows: 12 } : grid.state} />
        )}
      </PageBody>
    </>
  );
}
