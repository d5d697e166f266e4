import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { changeBoard } from '../contract.ts';
import { ChangeTabs } from './ChangeTabs.tsx';
import { applicationText, BandBadge, type Line, PlannedText } from './parts.tsx';
import { RequestChange } from './RequestChange.tsx';
import { modelWords, stateWords } from './words.ts';
import './changes.css';

type Column = ReplyOf<typeof changeBoard>['columns'][number];

function Ticket({ line }: { readonly line: Line }) {
  return (
    <li className="chg-ticket">
      <p className="chg-ticket-head">
        <KeyTag>{line.key}</KeyTag>
        <span>{modelWords[line.model]}</span>
      </p>
      <AppLink href={`/changes/${line.key}`}>{line.name}</AppLink>
      <p className="chg-quiet">{line.applicationCount === 0 ? 'No application yet' : applicationText(line)}</p>
      <p className="chg-ticket-foot">
        <BandBadge band={line.band} />
        <span className="chg-quiet">
          <PlannedText planned={line.planned} />
        </span>
      </p>
    </li>
  );
}

function Lane({ column }: { readonly column: Column }) {
  const { text } = stateWords[column.state];
  return (
    <section className="chg-lane" aria-label={text}>
      <h2>
        {text} <span className="il-count">{column.more ? `${column.items.length}+` : column.items.length}</span>
      </h2>
      {column.items.length === 0 ? (
        <p className="chg-quiet">None</p>
      ) : (
        <ul>
          {column.items.map((line) => (
            <Ticket key={line.id} line={line} />
          ))}
        </ul>
      )}
      {column.more ? <AppLink href={`/changes?state=${column.state}`}>All of them</AppLink> : null}
    </section>
  );
}

/** Open changes by state, in the order of their way. */
export function Screen() {
  const { q, application, model } = useSearch();
  const navigate = useAppNavigate();
  const named = { ...(q ? { q } : {}), ...(application ? { application } : {}), ...(model ? { model } : {}) };
  const asked = useOperation(changeBoard, { query: named });
  const state = stateOf(asked, { rows: 10 });
  const columns = asked.data?.value.columns ?? [];
  const none = columns.every(({ items }) => items.length === 0);
  return (
    <>
      <PageHead
        title="Changes"
        sub="Open ones by state, the most recently changed first"
        actions={<RequestChange onDone={(key) => navigate(`/changes/${key}`)} />}
      >
        <ChangeTabs active="board" />
      </PageHead>
      <PageBody>
        {state !== null || asked.data === undefined ? (
          <StatePanel state={state ?? { kind: 'loading', rows: 10 }} />
        ) : none ? (
          <StatePanel
            state={{ kind: 'empty', title: 'No change is open', text: 'Request one, or look at the closed ones in the list.' }}
          />
        ) : (
          <ScrollX label="Board of changes">
            <div className="chg-board">
              {columns.map((column) => (
                <Lane key={column.state} column={column} />
              ))}
            </div>
          </ScrollX>
        )}
      </PageBody>
    </>
  );
}
