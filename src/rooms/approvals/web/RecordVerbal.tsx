import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { SignedDialog } from '../../signatures/web/door.tsx';
import { recordVerbal } from '../contract.ts';

export type RecordVerbalProps = {
  /** Kind, id or key, and step. */
  readonly named: string;
  readonly title: string;
  /** Requirements that are missing. */
  readonly missing: readonly { readonly key: string; readonly name: string }[];
  readonly can: true | readonly ShownRefusal[] | undefined;
};

/** In an emergency: records, with a signature, what somebody else said by word of mouth. */
export function RecordVerbal({ named, title, missing, can }: RecordVerbalProps) {
  const [opened, setOpened] = useState(false);
  const [by, setBy] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const [spoken, setSpoken] = useState<readonly string[]>([]);
  const act = useAct(recordVerbal);
  const close = () => {
    setOpened(false);
    setBy('');
    setAt(null);
    setSpoken([]);
  };
  const input = (reason: string) => ({
    by: by.trim(),
    at: at ?? '',
    ...(spoken.length === 0 ? {} : { requirements: [...spoken] }),
    reason,
  });
  return (
    <>
      <BlockedButton size="compact-sm" variant="default" can={can} onClick={() => setOpened(true)}>
        Record a verbal authorisation
      </BlockedButton>
      <SignedDialog
        opened={opened}
        title={`Verbal authorisation: ${title}`}
        text="For an emergency: somebody who could give what is missing said yes by word of mouth. The step may be taken; this is no approval, and what is missing becomes due."
        confirm="Record"
        needsReason
        ready={by.trim() !== '' && at !== null}
        fields={(refusals) => (
          <>
            <TextInput
              label="Who said yes"
              description="By e-mail; not you, nor somebody for whom you stand in"
              required
              value={by}
              error={refusalFor(refusals, '/by')}
              onChange={(event) => setBy(event.currentTarget.value)}
            />
            {missing.length < 2 ? null : (
              <MultiSelect
                label="What it stands for"
                description="None chosen: all that this person could answer"
                data={missing.map(({ key, name }) => ({ value: key, label: `${key} ${name}` }))}
                value={[...spoken]}
                error={refusals.find((one) => one.field?.startsWith('/requirements') === true)?.message}
                onChange={setSpoken}
              />
            )}
            <DateTimeField
              label="When they said it"
              hint="Within the last 24 hours"
              required
              value={at}
              error={refusalFor(refusals, '/at')}
              onChange={setAt}
            />
          </>
        )}
        wanted={(reason) => ({
          subject: { kind: 'verbal-authorisation', id: named },
          version: 1,
          verb: 'record',
          input: input(reason),
        })}
        send={(reason, signature) => act.mutateAsync({ params: { id: named }, body: { ...input(reason), signature } })}
        onDone={() => {
          toast('Recorded. What is missing is due.');
          close();
        }}
        onClose={close}
      />
    </>
  );
}
