import { Group as Line } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { addMember, removeMember, type showGroup, withdrawGroup } from '../contract.ts';
import { PersonField } from './door.tsx';
import { GrantRole } from './GrantRole.tsx';
import { useGrantCans, WithdrawGrant } from './RolesTable.tsx';

type Shown = ReplyOf<typeof showGroup>;
const nothing = () => {};

function AddMember({ group }: { readonly group: Shown }) {
  const [opened, setOpened] = useState(false);
  const [person, setPerson] = useState<ChoiceOption | null>(null);
  const ask = useAsk(addMember, () => setOpened(false));
  const open = () => {
    setPerson(null);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={group.can['add-member']} onClick={open}>
        Add
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Add somebody to ${group.name}`}
        confirm="Add"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={person !== null}
        onSend={() => {
          if (person !== null) void ask.send({ params: { id: group.id }, body: { person: person.value } });
        }}
        onClose={() => setOpened(false)}
      >
        <PersonField label="Person" required chosen={person} onChange={setPerson} />
      </FormDialog>
    </>
  );
}

function RemoveMember({
  group,
  person,
}: {
  readonly group: Shown;
  readonly person: { readonly id: string; readonly name: string };
}) {
  const ask = useAsk(removeMember, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={group.can['remove-member']}
      label="Take out"
      title={`Take ${person.name} out of ${group.name}`}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ reasonCode, params: { id: group.id }, body: { person: person.id, reason } })).ok
      }
    />
  );
}

function WithdrawGroup({ group, version }: { readonly group: Shown; readonly version: number }) {
  const ask = useAsk(withdrawGroup, nothing);
  return (
    <ActButton
      can={group.can.withdraw}
      label="Withdraw the group"
      text="Its roles end for all its members at once."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: group.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

/** Members and roles of one group. */
export function GroupPanel({ group, version }: { readonly group: Shown; readonly version: number }) {
  const cans = useGrantCans({ group: group.id });
  return (
    <>
      <KeyTag>{group.key}</KeyTag>
      <Card
        title="Roles"
        count={group.roles.length}
        actions={<GrantRole can={group.can['grant-role']} to={{ group: group.id }} name={group.name} />}
      >
        {group.roles.length === 0 ? <p className="il-missing">The group holds no role.</p> : null}
        {group.roles.map((held) => (
          <Line key={held.grantId} justify="space-between" py={4}>
            <span>
              {held.says} in {held.unit.name}
            </span>
            <WithdrawGrant id={held.grantId} can={cans.get(held.grantId)} label={`${held.says} in ${held.unit.name}`} />
          </Line>
        ))}
      </Card>
      <Card title="Members" count={group.members.length} actions={<AddMember group={group} />}>
        {group.members.length === 0 ? <p className="il-missing">Nobody is in it.</p> : null}
        {group.members.map((person) => (
          <Line key={person.id} justify="space-between" py={4}>
            <span>
              <AppLink href={`/admin/people/${person.id}`}>{person.name}</AppLink>
              {person.active ? '' : ' (disabled)'}
            </span>
            <RemoveMember group={group} person={person} />
          </Line>
        ))}
      </Card>
      <WithdrawGroup group={group} version={version} />
    </>
  );
}
