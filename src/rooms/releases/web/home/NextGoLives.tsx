import { AppLink } from '../../../../design/navigation.tsx';
import { Card } from '../../../../design/page/layout.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { home } from '../../contract.ts';
import { GoLiveDay, StateBadge } from '../parts.tsx';

export type NextGoLivesProps = { readonly lines: ReplyOf<typeof home>['nextGoLives'] };

export function NextGoLives({ lines }: NextGoLivesProps) {
  return (
    <Card
      title="Next go-lives"
      count={lines.length}
      actions={
        <AppLink href="/calendar" className="rel-more">
          Open the calendar
        </AppLink>
      }
    >
      {lines.length === 0 ? (
        <StatePanel
          state={{ kind: 'empty', title: 'No go-live lies ahead', text: 'Releases with a go-live date appear here.' }}
        />
      ) : (
        <ul className="rel-list rel-list-dated">
          {lines.map((line) => (
            <li key={line.id}>
              <span className="rel-list-day">
                <GoLiveDay goLive={line.goLive} />
              </span>
              <div>
                <AppLink href={`/releases/${line.key}`}>{line.name}</AppLink>
              </div>
              <StateBadge state={line.state} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
