import { Button } from '@mantine/core';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { endSession, listOwnSessions, signOutEverywhere } from '../contract.ts';

const nothing = () => {};

/** "Firefox on Linux" out of what the browser says of itself. */
function deviceOf(userAgent: string): string {
  const browser = /(Firefox|Edg|Chrome|Safari)\//.exec(userAgent)?.[1] ?? 'Another program';
  const system = /(Windows|Mac OS X|Android|iPhone|Linux)/.exec(userAgent)?.[1];
  return `${browser === 'Edg' ? 'Edge' : browser}${system === undefined ? '' : ` on ${system}`}`;
}

function SignOutEverywhere() {
  const ask = useAsk(signOutEverywhere, nothing);
  return (
    <ActButton
      size="compact-sm"
      can
      label="Sign out everywhere"
      text="Ends all your sessions, this one too."
      needsReason={false}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async () => (await ask.send({})).ok}
    />
  );
}

/** Your open sessions: whatever you do not know, end it. */
export function OwnSessions() {
  const asked = useOperation(listOwnSessions);
  const end = useAsk(endSession, nothing);
  const sessions = asked.data?.value.items;
  return (
    <Card title="Open sessions" count={sessions?.length} actions={<SignOutEverywhere />}>
      <RefusalPanel refusals={end.refusals} />
      {sessions === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 2 }) ?? { kind: 'loading', rows: 2 }} />
      ) : (
        <div className="il-scroll-x">
          <table className="il-table">
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col">Address</th>
                <th scope="col">Last seen</th>
                <th scope="col">Ends at the latest</th>
                <th scope="col">
                  <span className="il-only-read">Acts</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <tr key={session.id}>
                  <th scope="row" title={session.userAgent}>
                    {deviceOf(session.userAgent)}
                  </th>
                  <td>{session.address}</td>
                  <td>
                    <TimeText at={session.seenAt} />
                  </td>
                  <td>
                    <TimeText at={session.endsAt} />
                  </td>
                  <td>
                    {session.current ? (
                      <StatusBadge tone="teal">This one</StatusBadge>
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`End the session on ${deviceOf(session.userAgent)}`}
                        onClick={() => void end.send({ params: { id: session.id } })}
                      >
                        End
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
