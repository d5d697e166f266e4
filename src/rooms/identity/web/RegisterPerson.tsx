import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { registerPerson } from '../contract.ts';
import { UnitField } from './door.tsx';
import { LinkDialog } from './LinkDialog.tsx';

type Made = ReplyOf<typeof registerPerson>;

/** Registers a person and shows the link, once, with which they set their own password. */
export function RegisterPerson({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const ask = useAsk(registerPerson, (value) => {
    setOpened(false);
    setMade(value);
  });
  const send = () =>
    void ask.send({ body: { name: name.trim(), email: email.trim(), ...(unit === null ? {} : { unit: unit.value }) } });
  const open = () => {
    setName('');
    setEmail('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
        Register
      </Button>
      <FormDialog
        opened={opened}
        title="Register a person"
        confirm="Register"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== '' && email.includes('@')}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          required
          data-autofocus
          autoComplete="off"
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          autoComplete="off"
          description="The name to sign in with; never given to somebody else later."
          value={email}
          error={refusalFor(ask.refusals, '/email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <UnitField
          label="Unit"
          hint="The whole organisation where left empty"
          chosen={unit}
          error={refusalFor(ask.refusals, '/unit')}
          onChange={setUnit}
        />
      </FormDialog>
      <LinkDialog
        link={made?.link ?? null}
        onClose={() => {
          if (made !== null) onOpen(made.id);
          setMade(null);
        }}
      />
    </>
  );
}
