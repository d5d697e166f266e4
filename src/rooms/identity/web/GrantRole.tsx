import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { grantRole, listRoles } from '../contract.ts';
import { PersonField, UnitField } from './door.tsx';
import { LimitFields, limitsSent, noLimits } from './LimitFields.tsx';

type GrantRoleProps = {
  readonly can: true | readonly ShownRefusal[] | undefined;
  readonly to: { readonly person: string } | { readonly group: string };
  readonly name: string;
};

/** What the chosen role is kept apart from: told before it is asked, and refused with the same words where both would meet. */
function KeptApart({ role }: { readonly role: string | null }) {
  const rules = useOperation(listRoles).data?.value;
  const says = new Map((rules?.roles ?? []).map((one) => [one.role, one.says]));
  const own = (rules?.keptApart ?? []).filter(({ one, other }) => one === role || other === role);
  if (role === null || own.length === 0) return null;
  return (
    <section className="id-apart" aria-label="Kept apart">
      <p>
        <b>{says.get(role) ?? role}</b> is kept apart from:
      </p>
      <ul>
        {[...Map.groupBy(own, ({ why }) => why)].map(([why, pairs]) => (
          <li key={why}>
            {pairs.map(({ one, other }) => says.get(one === role ? other : one) ?? other).join(', ')}: {why}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Grants a role in a unit and all below it. A separation of duties answers with both roles and the way out. */
export function GrantRole({ can, to, name }: GrantRoleProps) {
  const [opened, setOpened] = useState(false);
  const [role, setRole] = useState<string | null>(null);
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [limits, setLimits] = useState(noLimits);
  const [reason, setReason] = useState('');
  const [asker, setAsker] = useState<ChoiceOption | null>(null);
  const roles = useOperation(listRoles, {}, { enabled: opened }).data?.value.roles ?? [];
  const ask = useAsk(grantRole, () => setOpened(false));
  const open = () => {
    setRole(null);
    setUntil(null);
    setLimits(noLimits);
    setReason('');
    setAsker(null);
    ask.reset();
    setOpened(true);
  };
  const limitable = role === 'inspector' && 'person' in to;
  const send = () => {
    if (role === null || unit === null) return;
    const end = until === null ? {} : { until };
    const why = {
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(asker === null ? {} : { requestedBy: asker.value }),
    };
    void ask.send({ body: { ...to, role, unit: unit.value, ...end, ...(limitable ? limitsSent(limits) : {}), ...why } });
  };
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={can} onClick={open}>
        Grant a role
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Grant ${name} a role`}
        confirm="Grant"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={role !== null && unit !== null}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <Select
          label="Role"
          required
          searchable
          data={[
            {
              group: 'Business',
              items: roles.filter((one) => one.business).map((one) => ({ value: one.role, label: one.says })),
            },
            { group: 'Others', items: roles.filter((one) => !one.business).map((one) => ({ value: one.role, label: one.says })) },
          ]}
          value={role}
          error={refusalFor(ask.refusals, '/role')}
          onChange={setRole}
        />
        <KeptApart role={role} />
        <UnitField
          label="In this unit and all below it"
          required
          chosen={unit}
          error={refusalFor(ask.refusals, '/unit')}
          onChange={setUnit}
        />
        <DateTimeField
          label="Until"
          required={role === 'inspector'}
          value={until}
          hint={
            role === 'inspector'
              ? 'An inspector’s role ends within 90 days, unless the compliance profile says otherwise.'
              : 'Left empty, the role counts until it is withdrawn.'
          }
          error={refusalFor(ask.refusals, '/until')}
          onChange={setUntil}
        />
        {limitable ? <LimitFields draft={limits} refusals={ask.refusals} onChange={setLimits} /> : null}
        <PersonField
          label="Asked for by"
          chosen={asker}
          onChange={setAsker}
          hint="Somebody else than you, where it was asked for."
          error={refusalFor(ask.refusals, '/requestedBy')}
        />
        <Textarea
          label="Reason"
          autosize
          minRows={2}
          value={reason}
          error={refusalFor(ask.refusals, '/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
