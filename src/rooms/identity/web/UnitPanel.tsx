import { Group, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useLent } from '../../../foundation/web/lent.tsx';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { createUnit, moveUnit, renameUnit, showUnit, withdrawUnit } from '../contract.ts';
import { UnitField } from './door.tsx';

type OfUnit = { readonly unit: ReplyOf<typeof showUnit>; readonly version: number };
const nothing = () => {};

function CreateChild({ unit }: OfUnit) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const ask = useAsk(createUnit, () => setOpened(false));
  const open = () => {
    setName('');
    setKey('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="default" can={unit.can['create-child']} onClick={open}>
        Create a unit below
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`A unit below ${unit.name}`}
        confirm="Create"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== '' && key.trim() !== ''}
        onSend={() => void ask.send({ body: { name: name.trim(), key: key.trim(), parent: unit.id } })}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          required
          data-autofocus
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Key"
          required
          description="Letters, digits and hyphens; plan files use it and it never changes."
          value={key}
          error={refusalFor(ask.refusals, '/key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function Rename({ unit, version }: OfUnit) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(unit.name);
  const [zone, setZone] = useState(unit.zone ?? '');
  const ask = useAsk(renameUnit, () => setOpened(false));
  const open = () => {
    setName(unit.name);
    setZone(unit.zone ?? '');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="default" can={unit.can.change} onClick={open}>
        Edit
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Edit ${unit.name}`}
        confirm="Save"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== '' && (name.trim() !== unit.name || zone.trim() !== (unit.zone ?? ''))}
        onSend={() =>
          void ask.send({
            params: { id: unit.id },
            version,
            body: { name: name.trim(), zone: zone.trim() === '' ? null : zone.trim() },
          })
        }
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          required
          data-autofocus
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Time zone of the site"
          description="Such as Europe/Zurich: signatures of its people show their time in it. Empty: that of the unit above."
          value={zone}
          error={refusalFor(ask.refusals, '/zone')}
          onChange={(event) => setZone(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function Move({ unit, version }: OfUnit) {
  const [opened, setOpened] = useState(false);
  const [parent, setParent] = useState<ChoiceOption | null>(null);
  const ask = useAsk(moveUnit, () => setOpened(false));
  const open = () => {
    setParent(null);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="default" can={unit.can.move} onClick={open}>
        Move
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Move ${unit.name} with all below it`}
        text="Roles held above its new place hold for it from then on; those of the old place end for it."
        confirm="Move"
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason, reasonCode }) => {
          if (parent !== null)
            void ask.send({ reasonCode, params: { id: unit.id }, version, body: { parent: parent.value, reason } });
        }}
        onClose={() => setOpened(false)}
      >
        <UnitField
          label="Under this unit"
          required
          chosen={parent}
          error={refusalFor(ask.refusals, '/parent')}
          onChange={setParent}
        />
      </ReasonDialog>
    </>
  );
}

function Withdraw({ unit, version }: OfUnit) {
  const ask = useAsk(withdrawUnit, nothing);
  return (
    <ActButton
      can={unit.can.withdraw}
      label="Withdraw"
      title={`Withdraw ${unit.name}`}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: unit.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

/** One unit: where it stands, who is in it, and what may be done with it. */
export function UnitPanel({ id }: { readonly id: string }) {
  const asked = useOperation(showUnit, { params: { id } });
  const { TalkLink } = useLent();
  const unit = asked.data?.value;
  if (unit === undefined) return <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />;
  const of = { unit, version: asked.data?.version ?? unit.version };
  return (
    <Card title={unit.name} actions={<KeyTag>{unit.key}</KeyTag>}>
      <FieldList
        fields={[
          {
            label: 'Stands under',
            value: unit.above.map((one) => one.name).join(' › ') || 'Nothing: it is the whole organisation',
          },
          {
            label: 'Time zone of the site',
            value: unit.zone ?? (unit.above.length === 0 ? 'None: UTC' : 'That of the unit above'),
          },
          { label: 'Units directly below', value: String(unit.children.length) },
          { label: 'People', value: <AppLink href={`/admin/people?unit=${unit.id}`}>{unit.people} of this very unit</AppLink> },
          { label: 'Role grants here', value: String(unit.roleGrants) },
        ]}
      />
      <Group gap={6} mt="md">
        <CreateChild {...of} />
        <Rename {...of} />
        <Move {...of} />
        <Withdraw {...of} />
      </Group>
      <p>
        <AppLink href={`/records/unit/${unit.key}`}>History of this record</AppLink>{' '}
        <Suspense>
          <TalkLink kind="unit" id={unit.key} />
        </Suspense>
      </p>
    </Card>
  );
}
