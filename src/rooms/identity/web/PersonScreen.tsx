import { AppLink } from '../../../design/navigation.tsx';
import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { showPerson } from '../contract.ts';
import { Deputations } from './Deputations.tsx';
import { GrantRole } from './GrantRole.tsx';
import { PersonActs } from './PersonActs.tsx';
import { PersonCredentials } from './PersonCredentials.tsx';
import type { PersonShown } from './person-shown.ts';
import { RolesTable } from './RolesTable.tsx';

const isLocked = ({ access }: PersonShown): boolean =>
  access !== null && (access.lockHeld || (access.lockedUntil !== null && Date.parse(access.lockedUntil) > Date.now()));

function Locked({ access }: { readonly access: NonNullable<PersonShown['access']> }) {
  if (access.lockHeld) return 'An administrator unlocks it';
  return access.lockedUntil === null ? 'Not locked' : <TimeText at={access.lockedUntil} />;
}

function Access({ person }: { readonly person: PersonShown }) {
  const { access } = person;
  if (access === null) return null;
  const password = access.hasPassword ? (access.mustChangePassword ? 'Set, must be changed' : 'Set') : 'Not set yet';
  return (
    <Card title="Account">
      <FieldList
        fields={[
          { label: 'Password', value: password },
          { label: 'Locked until', value: <Locked access={access} /> },
          {
            label: 'Sign-in from new places',
            value:
              access.lockedElsewhereUntil === null ? (
                'Open'
              ) : (
                <>
                  Locked until <TimeText at={access.lockedElsewhereUntil} />
                </>
              ),
          },
          { label: 'Known places', value: String(access.places) },
          { label: 'Open sessions', value: String(access.sessions) },
          { label: 'Valid API tokens', value: String(access.tokens) },
          {
            label: 'One-time link valid until',
            value: access.linkUntil === null ? 'None is out' : <TimeText at={access.linkUntil} />,
          },
        ]}
      />
    </Card>
  );
}

function Body({ person, version }: { readonly person: PersonShown; readonly version: number }) {
  const aside = (
    <>
      <Card title="Acts">
        <PersonActs person={person} version={version} />
      </Card>
      <Access person={person} />
      <p>
        <AppLink href={`/records/person/${person.id}`}>History of this record</AppLink>
      </p>
      <p>
        <AppLink href={`/audit?actor=${person.id}`}>What this person did</AppLink>
      </p>
    </>
  );
  return (
    <Columns aside={aside} asideLabel="Account and acts">
      <Card
        title="Roles"
        count={person.roles.length}
        actions={<GrantRole can={person.can['grant-role']} to={{ person: person.id }} name={person.name} />}
      >
        <RolesTable roles={person.roles} person={person.id} />
      </Card>
      <Card title="Groups" count={person.groups.length}>
        {person.groups.length === 0 ? (
          <p className="il-missing">In no group.</p>
        ) : (
          person.groups.map((group) => (
            <p key={group.id}>
              <AppLink href={`/admin/groups?group=${group.key}`}>{group.name}</AppLink> <KeyTag>{group.key}</KeyTag>
            </p>
          ))
        )}
      </Card>
      <PersonCredentials id={person.id} name={person.name} />
      <Deputations person={person} />
    </Columns>
  );
}

/** One person: what they hold and by which route, who stands in for them, and how their account stands. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showPerson, { params: { id: params.id ?? '' } });
  const person = asked.data?.value;
  const trail = [{ label: 'People', href: '/admin/people' }];
  return (
    <>
      <PageHead
        title={person?.name ?? 'Person'}
        trail={trail}
        sub={person === undefined ? undefined : `${person.email}, ${person.unit?.name ?? 'whole organisation'}`}
        badges={
          person === undefined ? null : (
            <>
              <StatusBadge tone={person.state === 'active' ? 'teal' : 'gray'}>
                {person.state === 'active' ? 'Active' : 'Disabled'}
              </StatusBadge>
              {isLocked(person) ? <StatusBadge tone="red">Locked</StatusBadge> : null}
            </>
          )
        }
      />
      <PageBody>
        {person === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 12 }) ?? { kind: 'loading', rows: 12 }} />
        ) : (
          <Body person={person} version={asked.data?.version ?? person.version} />
        )}
      </PageBody>
    </>
  );
}
