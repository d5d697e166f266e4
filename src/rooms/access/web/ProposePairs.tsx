import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listRoles } from '../../identity/contract.ts';
import { type DutyMatrix, type DutyPair, proposeMatrixChange } from '../contract.ts';

type Draft = { readonly one: string | null; readonly other: string | null; readonly why: string };
const nothing: Draft = { one: null, other: null, why: '' };
type Whole = { readonly one: string; readonly other: string; readonly why: string };
const isWhole = (draft: Draft): draft is Whole => draft.one !== null && draft.other !== null && draft.why.trim() !== '';
const nameOf = ({ one, other }: DutyPair): string => `${one.role} ${other.role}`;

/** Which pairs are kept apart from now on, and which no longer; nothing changes before quality signs. */
export function ProposePairs({ matrix }: { readonly matrix: DutyMatrix }) {
  const [opened, setOpened] = useState(false);
  const [drafts, setDrafts] = useState<readonly Draft[]>([nothing]);
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const roles = useOperation(listRoles, {}, { enabled: opened }).data?.value.roles ?? [];
  const choices = roles.map(({ role, says }) => ({ value: role, label: says }));
  const ask = useAsk(proposeMatrixChange, (change) => {
    setOpened(false);
    toast(`${change.key} waits for the signature of quality.`);
  });
  const open = () => {
    setDrafts([nothing]);
    setDropped([]);
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const own = matrix.pairs.filter(({ builtIn }) => !builtIn);
  const begun = drafts.filter(({ one, other, why }) => one !== null || other !== null || why.trim() !== '');
  const add = begun.filter(isWhole);
  const drop = own.filter((pair) => dropped.includes(nameOf(pair)));
  const edit = (at: number, change: Partial<Draft>) =>
    setDrafts(drafts.map((draft, where) => (where === at ? { ...draft, ...change } : draft)));
  const send = () =>
    void ask.send({
      version: matrix.version,
      body: {
        add: add.map(({ one, other, why }) => ({ one, other, why: why.trim() })),
        drop: drop.map(({ one, other }) => ({ one: one.role, other: other.role })),
        reason: reason.trim(),
      },
    });
  return (
    <>
      <BlockedButton can={matrix.can.propose} onClick={open}>
        Propose a change
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Change the matrix of duties"
        confirm="Propose"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={reason.trim() !== '' && add.length === begun.length && add.length + drop.length > 0}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        {drafts.map((draft, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a form have no other name than their place
          <fieldset key={at} className="acc-pair">
            <legend>Keep apart</legend>
            <Select
              label="Role"
              searchable
              data={choices}
              value={draft.one}
              error={refusalFor(ask.refusals, `/add/${at}`)}
              onChange={(one) => edit(at, { one })}
            />
            <Select
              label="From role"
              searchable
              data={choices.filter(({ value }) => value !== draft.one)}
              value={draft.other}
              onChange={(other) => edit(at, { other })}
            />
            <TextInput
              label="Because"
              placeholder="who orders does not pay"
              value={draft.why}
              onChange={(event) => edit(at, { why: event.currentTarget.value })}
            />
          </fieldset>
        ))}
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setDrafts([...drafts, nothing])}>
            One more pair
          </Button>
        </div>
        {own.length === 0 ? null : (
          <Checkbox.Group label="No longer keep apart" value={[...dropped]} onChange={setDropped}>
            <div className="acc-checks">
              {own.map((pair) => (
                <Checkbox key={nameOf(pair)} value={nameOf(pair)} label={`${pair.one.says} and ${pair.other.says}`} />
              ))}
            </div>
          </Checkbox.Group>
        )}
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
