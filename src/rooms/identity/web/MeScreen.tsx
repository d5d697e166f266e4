import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { showPerson, whoAmI } from '../contract.ts';
import { ActingRole } from './ActingRole.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { Credentials } from './Credentials.tsx';
import { Deputations } from './Deputations.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { OwnTokens } from './OwnTokens.tsx';
import { RolesTable } from './RolesTable.tsx';
import './identity.css';

function Person({ id }: { readonly id: string }) {
  const asked = useOperation(showPerson, { params: { id } });
  const person = asked.data?.value;
  if (person === undefined) return <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />;
  return (
    <>
      <Card title="Your roles" count={person.roles.length}>
        <RolesTable roles={person.roles} person={person.id} />
      </Card>
      <Deputations person={person} />
    </>
  );
}

/** Everybody's own page: what you hold, who stands in for you, your sessions, tokens and password. */
export function Screen() {
  const asked = useOperation(whoAmI);
  const me = asked.data?.value.person;
  return (
    <>
      <PageHead title="Your account" sub={me === undefined ? undefined : `${me.name}, ${me.email}`} />
      <PageBody>
        {me === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 12 }) ?? { kind: 'loading', rows: 12 }} />
        ) : (
          <Columns
            asideLabel="Password"
            aside={
              <Card title="Password">
                <ChangePassword />
              </Card>
            }
          >
            <Credentials />
            <ActingRole />
            <OwnSessions />
            <OwnTokens />
            <Person id={me.id} />
          </Columns>
        )}
      </PageBody>
    </>
  );
}
