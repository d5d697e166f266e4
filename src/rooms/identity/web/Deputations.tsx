import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { nameDeputy, withdrawDeputy } from '../contract.ts';
import { PersonField } from './door.tsx';
import type { PersonShown } from './person-shown.ts';

type Deputation = PersonShown['deputies'][number];
const nothing = () => {};
const stateWords = { future: 'Not yet', current: 'Now', past: 'Over', withdrawn: 'Withdrawn' } as const;
const stateTones = { future: 'blue', current: 'teal', past: 'gray', withdrawn: 'gray' } as const;

function NameDeputy({ person }: { readonly person: PersonShown }) {
  const [opened, setOpened] = useState(false);
  const [deputy, setDeputy] = useState<ChoiceOption | null>(null);
  const [startsAt, setStart] = useState<string | null>(null);
  const [endsAt, setEnd] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const ask = useAsk(nameDeputy, () => setOpened(false));
  const ordered = startsAt !== null && endsAt !== null && startsAt < endsAt;
  const send = () => {
    if (deputy === null || startsAt === null || endsAt === null) return;
    void ask.send({ body: { person: person.id, deputy: deputy.value, startsAt, endsAt, reason: reason.trim() } });
  };
  const open = () => {
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={person.can['name-deputy']} onClick={open}>
        Name a deputy
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Who stands in for ${person.name}`}
        confirm="Name"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={deputy !== null && ordered && reason.trim().length >= 3}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <p className="id-note">A deputy acts under their own name and never gets past a separation of duties.</p>
        <PersonField label="Deputy" required chosen={deputy} error={refusalFor(ask.refusals, '/deputy')} onChange={setDeputy} />
        <DateTimeField label="From" required value={startsAt} error={refusalFor(ask.refusals, '/startsAt')} onChange={setStart} />
        <DateTimeField
          label="Until"
          required
          value={endsAt}
          error={
            refusalFor(ask.refusals, '/endsAt') ?? (endsAt !== null && !ordered ? 'The end lies after the start.' : undefined)
          }
          onChange={setEnd}
        />
        <Textarea
          label="Reason"
          required
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

function Withdraw({ deputation }: { readonly deputation: Deputation }) {
  const ask = useAsk(withdrawDeputy, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={deputation.can.withdraw}
      label="Withdraw"
      title={`${deputation.deputy.name} no longer stands in`}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: deputation.id }, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Rows({ rows, who }: { readonly rows: readonly Deputation[]; readonly who: 'deputy' | 'person' }) {
  return (
    <div className="il-scroll-x">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">{who === 'deputy' ? 'Deputy' : 'For'}</th>
            <th scope="col">State</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col">Reason</th>
            <th scope="col">
              <span className="il-only-read">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row[who].name}</th>
              <td>
                <StatusBadge tone={stateTones[row.state]}>{stateWords[row.state]}</StatusBadge>
              </td>
              <td>
                <TimeText at={row.startsAt} />
              </td>
              <td>
                <TimeText at={row.endsAt} />
              </td>
              <td>{row.reason}</td>
              <td>
                <Withdraw deputation={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who stands in for this person, and for whom they stand in. */
export function Deputations({ person }: { readonly person: PersonShown }) {
  const { deputies, standsInFor } = person;
  return (
    <>
      <Card title="Deputies" count={deputies.length} actions={<NameDeputy person={person} />}>
        {deputies.length === 0 ? (
          <p className="il-missing">Nobody stands in, now or later.</p>
        ) : (
          <Rows rows={deputies} who="deputy" />
        )}
      </Card>
      <Card title="Stands in for" count={standsInFor.length}>
        {standsInFor.length === 0 ? (
          <p className="il-missing">For nobody, now or later.</p>
        ) : (
          <Rows rows={standsInFor} who="person" />
        )}
      </Card>
    </>
  );
}
