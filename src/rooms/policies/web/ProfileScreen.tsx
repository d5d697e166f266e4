import { Button } from '@mantine/core';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listProfileChanges, type ProfileValueView, type ProfileView, showProfile } from '../contract.ts';
import { ProfileChange } from './ProfileChanges.tsx';
import { ProposeProfileDialog } from './ProposeProfileDialog.tsx';
import { SystemClass } from './SystemClass.tsx';
import { sayRoom } from './words.ts';
import './policies.css';

const said = (value: ProfileValueView, given: number | string): string =>
  value.type === 'choice' ? (value.choices.find((one) => one.value === given)?.says ?? String(given)) : `${given} ${value.unit}`;

const possible = (value: ProfileValueView): string =>
  value.type === 'choice'
    ? value.choices.map((one) => one.says).join(value.stricter === 'none' ? ' or ' : ' → ')
    : `${value.least} to ${value.most}, ${value.stricter} is stricter`;

function Standing({ value }: { readonly value: ProfileValueView }) {
  if (value.standing === 'looser') return <StatusBadge tone="orange">Looser</StatusBadge>;
  if (value.standing === 'other') return <StatusBadge tone="blue">Another way</StatusBadge>;
  return <StatusBadge tone="teal">{value.standing === 'strict' ? 'As strict' : 'Stricter'}</StatusBadge>;
}

function Values({ room, values }: { readonly room: string; readonly values: readonly ProfileValueView[] }) {
  return (
    <Card title={sayRoom(room)} count={values.length}>
      <ScrollX label={`Values of ${sayRoom(room)}`}>
        <table className="il-table pol-values">
          <thead>
            <tr>
              <th scope="col">Value</th>
              <th scope="col">Holds now</th>
              <th scope="col">Strict default</th>
              <th scope="col">Possible</th>
              <th scope="col">Standing</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {values.map((value) => (
              <tr key={value.key}>
                <th scope="row">
                  {value.says}
                  <code className="pol-key">{value.key}</code>
                </th>
                <td>
                  <b>{said(value, value.value)}</b>
                </td>
                <td>{said(value, value.strict)}</td>
                <td>{possible(value)}</td>
                <td>
                  <Standing value={value} />
                </td>
                <td className="pol-source">{value.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Card>
  );
}

function History({ settingUp }: { readonly settingUp: boolean }) {
  const asked = useOperationPages(
    listProfileChanges,
    (cursor) => ({ query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const state = stateOf(asked, { rows: 3 });
  const changes = (asked.data?.pages ?? []).flatMap((page) => page.items).filter((change) => change.state !== 'proposed');
  return (
    <Card title="History">
      {state === null ? null : <StatePanel state={state} />}
      {state === null && changes.length === 0 ? (
        <StatePanel
          state={{
            kind: 'empty',
            title: 'Nothing was changed yet',
            text: 'The strict profile holds in everything since the installation was founded.',
          }}
        />
      ) : null}
      {changes.map((change) => (
        <ProfileChange key={change.id} change={change} settingUp={settingUp} />
      ))}
      {asked.hasNextPage ? (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show older changes
        </Button>
      ) : null}
    </Card>
  );
}

function Profile({ profile }: { readonly profile: ProfileView }) {
  const rooms = [...new Set(profile.values.map((value) => value.room))];
  return (
    <div className="pol-stack">
      {profile.pending.length === 0 ? null : (
        <Card title="Waiting for a decision" count={profile.pending.length}>
          {profile.pending.map((change) => (
            <ProfileChange key={change.id} change={change} settingUp={profile.settingUp} />
          ))}
        </Card>
      )}
      <SystemClass />
      {rooms.map((room) => (
        <Values key={room} room={room} values={profile.values.filter((value) => value.room === room)} />
      ))}
      <History settingUp={profile.settingUp} />
    </div>
  );
}

/** Every value on which sources differ: what holds, how it stands to the strict default, what waits to be signed, and how it came to be. */
export function Screen() {
  const asked = useOperation(showProfile);
  const profile = asked.data?.value;
  return (
    <>
      <PageHead
        title="Compliance profile"
        sub="Values on which regulations differ. The strict default holds unless it was changed here: tightening is free, loosening is signed."
        badges={
          profile === undefined ? null : (
            <>
              <StatusBadge tone="gray">{profile.version === 0 ? 'Never changed' : `Version ${profile.version}`}</StatusBadge>
              {profile.looser === 0 ? (
                <StatusBadge tone="teal">Strict</StatusBadge>
              ) : (
                <StatusBadge tone="orange">{profile.looser} looser than strict</StatusBadge>
              )}
              {profile.settingUp ? <StatusBadge tone="blue">Setting up: nothing was signed yet</StatusBadge> : null}
            </>
          )
        }
        actions={profile === undefined ? undefined : <ProposeProfileDialog profile={profile} />}
      />
      <PageBody>
        {profile === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <Profile profile={profile} />
        )}
      </PageBody>
    </>
  );
}
