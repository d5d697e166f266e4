import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { PersonField } from '../../identity/web/door.tsx';
import { requestDutyWaiver, showDutyMatrix } from '../contract.ts';

/** Asks that somebody may hold two roles that are kept apart: why, until when, and what makes up for it. */
export function AskForWaiver() {
  const matrix = useOperation(showDutyMatrix).data?.value;
  const [opened, setOpened] = useState(false);
  const [person, setPerson] = useState<ChoiceOption | null>(null);
  const [pair, setPair] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [control, setControl] = useState('');
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const ask = useAsk(requestDutyWaiver, (waiver) => {
    setOpened(false);
    toast(`${waiver.key} waits for the signature of quality.`);
  });
  const open = () => {
    setPerson(null);
    setPair(null);
    setReason('');
    setControl('');
    setExpiresAt(null);
    ask.reset();
    setOpened(true);
  };
  const pairs = (matrix?.pairs ?? []).filter(({ builtIn }) => !builtIn || matrix?.builtInWaivable === true);
  const chosen = pairs.find(({ one, other }) => `${one.role} ${other.role}` === pair);
  const send = () => {
    if (person === null || chosen === undefined || expiresAt === null) return;
    const roles = { one: chosen.one.role, other: chosen.other.role };
    void ask.send({ body: { person: person.value, ...roles, reason: reason.trim(), control: control.trim(), expiresAt } });
  };
  return (
    <>
      <BlockedButton can={matrix?.can.requestWaiver} onClick={open}>
        Ask for a waiver
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Ask for a waiver"
        confirm="Ask"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={
          person !== null && chosen !== undefined && expiresAt !== null && reason.trim() !== '' && control.trim().length >= 10
        }
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <PersonField label="Person" required chosen={person} onChange={setPerson} error={refusalFor(ask.refusals, '/person')} />
        <Select
          label="Roles kept apart"
          description={
            matrix?.builtInWaivable === true
              ? undefined
              : 'What Interlock itself keeps apart is not offered: the compliance profile lets no waiver count for it.'
          }
          required
          searchable
          nothingFoundMessage="No pair that can be waived"
          data={pairs.map(({ one, other }) => ({ value: `${one.role} ${other.role}`, label: `${one.says} and ${other.says}` }))}
          value={pair}
          error={refusalFor(ask.refusals, '/other')}
          onChange={setPair}
        />
        <DateTimeField
          label="Ends"
          hint={`At most ${matrix?.waiverDays ?? 90} days ahead`}
          required
          value={expiresAt}
          error={refusalFor(ask.refusals, '/expiresAt')}
          onChange={setExpiresAt}
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
        <Textarea
          label="What makes up for it"
          description="Who looks at what, and when, while both roles are in one hand."
          required
          autosize
          minRows={2}
          value={control}
          error={refusalFor(ask.refusals, '/control')}
          onChange={(event) => setControl(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
