import { NumberInput, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeSecurity, showSecurity } from '../contract.ts';
import './identity.css';

type Profile = ReplyOf<typeof showSecurity>;
type Name = keyof Profile['values'];
type Amount = Exclude<Name, 'secondFactor' | 'signingComponents'>;

const fields: readonly { readonly name: Amount; readonly label: string; readonly unit: string }[] = [
  { name: 'passwordMinLength', label: 'Characters that a new password has at least', unit: 'characters' },
  { name: 'failuresBeforeLock', label: 'Failed attempts in a row that lock the account', unit: 'attempts' },
  { name: 'lockMinutes', label: 'How long a lock lasts', unit: 'minutes' },
  { name: 'idleMinutes', label: 'A session ends without a request after', unit: 'minutes' },
  { name: 'absoluteMinutes', label: 'A session ends in any case after', unit: 'minutes' },
  { name: 'rotateMinutes', label: 'The token of a session is replaced after', unit: 'minutes' },
  { name: 'tokenMaxDays', label: 'An API token lives at most', unit: 'days' },
];

const secondFactorLabel = 'Signing in asks for a second factor';
const signingLabel = 'A signature is given with';
type Choices = readonly { readonly value: string; readonly says: string }[];
const say = (choices: Choices, value: string): string => choices.find((choice) => choice.value === value)?.says ?? value;
const sayAll = (choices: Choices): string => choices.map((choice) => choice.says).join('; ');
const options = (choices: Choices) => choices.map(({ value, says }) => ({ value, label: says }));

function Standing({ profile, name }: { readonly profile: Profile; readonly name: Name }) {
  if (profile.loosened.includes(name)) return <StatusBadge tone="orange">Looser than strict</StatusBadge>;
  return profile.values[name] === profile.strict[name] ? (
    <StatusBadge tone="teal">As strict</StatusBadge>
  ) : (
    <StatusBadge tone="teal">Stricter</StatusBadge>
  );
}

type ChosenProps = {
  readonly profile: Profile;
  readonly name: 'secondFactor' | 'signingComponents';
  readonly label: string;
};

const Chosen = ({ profile, name, label }: ChosenProps) => (
  <tr>
    <th scope="row">{label}</th>
    <td>
      <b>{say(profile.choices[name], profile.values[name])}</b>
    </td>
    <td>{say(profile.choices[name], profile.strict[name])}</td>
    <td>{sayAll(profile.choices[name])}</td>
    <td>
      <Standing profile={profile} name={name} />
    </td>
  </tr>
);

function Values({ profile }: { readonly profile: Profile }) {
  return (
    <div className="il-scroll-x">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Now</th>
            <th scope="col">Strict default</th>
            <th scope="col">Possible</th>
            <th scope="col">Standing</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, label, unit }) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td>
                <b>{profile.values[name]}</b> {unit}
              </td>
              <td>{profile.strict[name]}</td>
              <td>
                {profile.bounds[name]?.least} to {profile.bounds[name]?.most}
              </td>
              <td>
                <Standing profile={profile} name={name} />
              </td>
            </tr>
          ))}
          <Chosen profile={profile} name="secondFactor" label={secondFactorLabel} />
          <Chosen profile={profile} name="signingComponents" label={signingLabel} />
        </tbody>
      </table>
    </div>
  );
}

function Change({ profile, version }: { readonly profile: Profile; readonly version: number }) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Profile['values']>(profile.values);
  const [reason, setReason] = useState('');
  const ask = useAsk(changeSecurity, () => setOpened(false));
  const names: readonly Name[] = [...fields.map(({ name }) => name), 'secondFactor', 'signingComponents'];
  const changed = names.filter((name) => draft[name] !== profile.values[name]);
  const open = () => {
    setDraft(profile.values);
    setReason('');
    ask.reset();
    setOpened(true);
  };
  const send = () => {
    const values = Object.fromEntries(changed.map((name) => [name, draft[name]]));
    void ask.send({ version, body: { ...values, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) } });
  };
  return (
    <>
      <BlockedButton can={profile.can.change} onClick={open}>
        Change
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Change the security profile"
        confirm="Change"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={changed.length > 0}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        {fields.map(({ name, label, unit }) => (
          <NumberInput
            key={name}
            label={label}
            description={`${profile.bounds[name]?.least} to ${profile.bounds[name]?.most} ${unit}; strict is ${profile.strict[name]}`}
            value={draft[name]}
            min={profile.bounds[name]?.least ?? 0}
            max={profile.bounds[name]?.most ?? 1_000_000}
            allowDecimal={false}
            hideControls
            error={refusalFor(ask.refusals, `/${name}`)}
            onChange={(value) => {
              if (typeof value === 'number') setDraft({ ...draft, [name]: value });
            }}
          />
        ))}
        <Select
          label={secondFactorLabel}
          description={`Strict is: ${say(profile.choices.secondFactor, profile.strict.secondFactor)}`}
          data={options(profile.choices.secondFactor)}
          value={draft.secondFactor}
          allowDeselect={false}
          onChange={(value) => {
            const chosen = profile.choices.secondFactor.find((choice) => choice.value === value);
            if (chosen !== undefined) setDraft({ ...draft, secondFactor: chosen.value });
          }}
        />
        <Select
          label={signingLabel}
          description={`Strict is: ${say(profile.choices.signingComponents, profile.strict.signingComponents)}`}
          data={options(profile.choices.signingComponents)}
          value={draft.signingComponents}
          allowDeselect={false}
          onChange={(value) => {
            const chosen = profile.choices.signingComponents.find((choice) => choice.value === value);
            if (chosen !== undefined) setDraft({ ...draft, signingComponents: chosen.value });
          }}
        />
        <Textarea
          label="Reason"
          description="Demanded where a value becomes looser."
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

/** Passwords, lock-out, sessions, tokens and second factors: each value with its bounds, and how it stands to the strict default. */
export function Screen() {
  const asked = useOperation(showSecurity);
  const profile = asked.data?.value;
  const loose = profile?.loosened.length ?? 0;
  return (
    <>
      <PageHead
        title="Security profile"
        sub="Passwords, lock-out, sessions, API tokens, second factors"
        badges={loose === 0 ? null : <StatusBadge tone="orange">{loose} looser than strict</StatusBadge>}
        actions={
          profile === undefined ? undefined : <Change profile={profile} version={asked.data?.version ?? profile.version} />
        }
      />
      <PageBody>
        {profile === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <Card title="Values">
            <Values profile={profile} />
          </Card>
        )}
      </PageBody>
    </>
  );
}
