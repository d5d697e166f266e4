import { Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changePerson, disablePerson, enablePerson, endSessionsOf, issueLink, releaseLink, unlockPerson } from '../contract.ts';
import { CodeDialog } from './CodeDialog.tsx';
import { UnitField } from './door.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import type { PersonShown } from './person-shown.ts';

type ActProps = { readonly person: PersonShown; readonly version: number };
const nothing = () => {};

function Change({ person, version }: ActProps) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(person.name);
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const ask = useAsk(changePerson, () => setOpened(false));
  const now = person.unit === null ? null : { value: person.unit.id, label: person.unit.name, sub: person.unit.key };
  const open = () => {
    setName(person.name);
    setUnit(now);
    ask.reset();
    setOpened(true);
  };
  const body = {
    ...(name.trim() === person.name ? {} : { name: name.trim() }),
    ...(unit === null || unit.value === now?.value ? {} : { unit: unit.value }),
  };
  return (
    <>
      <BlockedButton variant="default" can={person.can.change} onClick={open}>
        Rename or move
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Change ${person.name}`}
        confirm="Save"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== '' && Object.keys(body).length > 0}
        onSend={() => void ask.send({ params: { id: person.id }, version, body })}
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
        <UnitField label="Unit" chosen={unit} error={refusalFor(ask.refusals, '/unit')} onChange={setUnit} />
      </FormDialog>
    </>
  );
}

const versioned = [
  {
    verb: 'disable',
    label: 'Disable',
    operation: disablePerson,
    danger: true,
    text: 'Sessions end, tokens and links are withdrawn. Everything the person did stays in the trail.',
  },
  { verb: 'enable', label: 'Enable', operation: enablePerson, danger: false, text: 'The person may sign in again.' },
] as const;

function Versioned({ person, version, verb, label, operation, danger, text }: ActProps & (typeof versioned)[number]) {
  const ask = useAsk(operation, nothing);
  return (
    <ActButton
      can={person.can[verb]}
      label={label}
      title={`${label} ${person.name}`}
      text={text}
      danger={danger}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: person.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

const plain = [
  { verb: 'unlock', label: 'Unlock', operation: unlockPerson, text: 'Say in the reason what you have checked before.' },
  { verb: 'end-sessions', label: 'End all sessions', operation: endSessionsOf, text: 'The person is signed out everywhere.' },
] as const;

function Plain({ person, verb, label, operation, text }: { readonly person: PersonShown } & (typeof plain)[number]) {
  const ask = useAsk<typeof operation>(operation, nothing);
  return (
    <ActButton
      can={person.can[verb]}
      label={label}
      title={`${label}: ${person.name}`}
      text={text}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) => (await ask.send({ params: { id: person.id }, reasonCode, body: { reason } })).ok}
    />
  );
}

function IssueLink({ person }: { readonly person: PersonShown }) {
  const [link, setLink] = useState<ReplyOf<typeof issueLink>['link'] | null>(null);
  const ask = useAsk(issueLink, (made) => setLink(made.link));
  return (
    <>
      <ActButton
        can={person.can['issue-link']}
        label="Issue a one-time link"
        title={`A new link for ${person.name}`}
        text="Earlier links stop working. The old password works until the new one is set; then all sessions end."
        busy={ask.busy}
        refusals={ask.refusals}
        onOpen={ask.reset}
        onSend={async ({ reason, reasonCode }) =>
          (await ask.send({ params: { id: person.id }, reasonCode, body: { reason } })).ok
        }
      />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  );
}

/** The second of two administrators: gets the code and never the link. */
function ReleaseLink({ person }: { readonly person: PersonShown }) {
  const [made, setMade] = useState<ReplyOf<typeof releaseLink> | null>(null);
  const ask = useAsk(releaseLink, setMade);
  if (person.can['release-link'] === undefined) return null;
  return (
    <>
      <ActButton
        can={person.can['release-link']}
        label="Release the one-time link"
        title={`Release the link of ${person.name}`}
        text="Make sure that the person asked for it. You get a code for them; with the link that they have, it sets a new password."
        busy={ask.busy}
        refusals={ask.refusals}
        onOpen={ask.reset}
        onSend={async ({ reason, reasonCode }) =>
          (await ask.send({ params: { id: person.id }, reasonCode, body: { reason } })).ok
        }
      />
      <CodeDialog made={made} onClose={() => setMade(null)} />
    </>
  );
}

/** What an administrator may do with an account; what is not possible says why. */
export function PersonActs({ person, version }: ActProps) {
  return (
    <Stack gap={6}>
      <Change person={person} version={version} />
      <IssueLink person={person} />
      <ReleaseLink person={person} />
      {plain.map((row) => (
        <Plain key={row.verb} person={person} {...row} />
      ))}
      {versioned.map((row) => (
        <Versioned key={row.verb} person={person} version={version} {...row} />
      ))}
    </Stack>
  );
}
