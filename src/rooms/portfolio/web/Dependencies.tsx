import { Group, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type ApplicationShown, addDependency, dependencyType, withdrawDependency } from '../contract.ts';
import { ApplicationField } from './door.tsx';
import { criticalityWords, typeWords } from './words.ts';

type Shown = ApplicationShown['needs'][number];
type OfApplication = { readonly application: ApplicationShown; readonly version: number };
const nothing = () => {};

function Withdraw({ application, version, dependency }: OfApplication & { readonly dependency: Shown }) {
  const ask = useAsk(withdrawDependency, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={application.can['withdraw-dependency'] ?? application.can.change}
      label="Withdraw"
      title={`${application.name} no longer needs ${dependency.application?.name ?? 'it'}`}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ reasonCode, params: { id: application.id, dependencyId: dependency.id }, version, body: { reason } }))
          .ok
      }
    />
  );
}

function Add({ application, version }: OfApplication) {
  const [opened, setOpened] = useState(false);
  const [to, setTo] = useState<ChoiceOption | null>(null);
  const [type, setType] = useState('calls');
  const [note, setNote] = useState('');
  const ask = useAsk(addDependency, () => setOpened(false));
  const known = dependencyType.safeParse(type);
  const send = () => {
    if (to === null || !known.success) return;
    const body = { to: to.value, type: known.data, note: note.trim() === '' ? null : note.trim() };
    void ask.send({ params: { id: application.id }, version, body });
  };
  const open = () => {
    setTo(null);
    setNote('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton
        size="compact-sm"
        variant="default"
        can={application.can['add-dependency'] ?? application.can.change}
        onClick={open}
      >
        Add
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`What ${application.name} needs`}
        confirm="Add"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={to !== null}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <Select
          label={`${application.name} …`}
          data={Object.entries(typeWords).map(([value, label]) => ({ value, label }))}
          value={type}
          allowDeselect={false}
          onChange={(value) => setType(value ?? 'calls')}
        />
        <ApplicationField label="Application" required chosen={to} error={refusalFor(ask.refusals, '/to')} onChange={setTo} />
        <Textarea label="Note" autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </FormDialog>
    </>
  );
}

function Rows({
  rows,
  of,
  end,
}: {
  readonly rows: readonly Shown[];
  readonly of: OfApplication;
  readonly end: 'needs' | 'neededBy';
}) {
  return (
    <div className="il-scroll-x">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Application</th>
            <th scope="col">How</th>
            <th scope="col">Criticality</th>
            <th scope="col">Note</th>
            {end === 'needs' ? (
              <th scope="col">
                <span className="il-only-read">Acts</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.application === null ? (
                  <span className="il-missing">One that you may not see</span>
                ) : (
                  <Group gap={8} wrap="nowrap">
                    <AppLink href={`/applications/${row.application.key}`}>{row.application.name}</AppLink>
                    <KeyTag>{row.application.key}</KeyTag>
                  </Group>
                )}
              </th>
              <td>{end === 'needs' ? typeWords[row.type] : `it ${typeWords[row.type]} this one`}</td>
              <td>
                {row.application === null ? null : (
                  <StatusBadge tone={criticalityWords[row.application.criticality].tone}>
                    {criticalityWords[row.application.criticality].text}
                  </StatusBadge>
                )}
              </td>
              <td>{row.note}</td>
              {end === 'needs' ? (
                <td>
                  <Withdraw {...of} dependency={row} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What it needs, and what needs it. */
export function Dependencies(of: OfApplication) {
  const { needs, neededBy } = of.application;
  return (
    <>
      <Card title="Needs" count={needs.length} actions={<Add {...of} />}>
        {needs.length === 0 ? (
          <p className="il-missing">Nothing is known that it needs.</p>
        ) : (
          <Rows rows={needs} of={of} end="needs" />
        )}
      </Card>
      <Card title="Needed by" count={neededBy.length}>
        {neededBy.length === 0 ? (
          <p className="il-missing">Nothing is known that needs it.</p>
        ) : (
          <Rows rows={neededBy} of={of} end="neededBy" />
        )}
      </Card>
    </>
  );
}
