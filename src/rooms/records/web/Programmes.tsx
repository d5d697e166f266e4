import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { UnitField } from '../../identity/web/door.tsx';
import { endProgramme, listProgrammes, type Programme, startProgramme } from '../contract.ts';

const nothing = () => {};
const turns = { '1': 'Every month', '3': 'Every quarter' } as const;
const monthsOf = { '1': 1, '3': 3 } as const;
type Turn = keyof typeof turns;
const isTurn = (value: string | null): value is Turn => value !== null && value in turns;
const firstOfMonth = (): string => `${new Date().toISOString().slice(0, 8)}01`;
const listIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

function Start({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const [turn, setTurn] = useState<Turn>('1');
  const [firstOn, setFirstOn] = useState(firstOfMonth());
  const [random, setRandom] = useState<number | string>(5);
  const [targets, setTargets] = useState('gxp:yes criticality:critical kind:emergency');
  const [systems, setSystems] = useState('');
  const [dueDays, setDueDays] = useState<number | string>(14);
  const ask = useAsk(startProgramme, onClose);
  const body = {
    name: name.trim(),
    unit: unit?.value ?? '',
    everyMonths: monthsOf[turn],
    firstOn,
    random: Number(random),
    targets: [...listIn(targets)],
    systems: [...listIn(systems)],
    dueDays: Number(dueDays),
  };
  return (
    <FormDialog
      opened
      title="Start a programme of trail reviews"
      confirm="Start"
      busy={ask.busy}
      refusals={ask.refusals}
      ready={unit !== null && name.trim() !== '' && Number(dueDays) >= 1}
      onSend={() => void ask.send({ body })}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        value={name}
        error={refusalFor(ask.refusals, '/name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <UnitField
        label="Unit"
        required
        chosen={unit}
        onChange={setUnit}
        hint="Its releases, and those of every unit below it"
        error={refusalFor(ask.refusals, '/unit')}
      />
      <Select
        label="How often"
        allowDeselect={false}
        data={Object.entries(turns).map(([value, label]) => ({ value, label }))}
        value={turn}
        onChange={(value) => {
          if (isTurn(value)) setTurn(value);
        }}
      />
      <TextInput
        label="First period begins on"
        type="date"
        required
        value={firstOn}
        description="The first of a month; the day begins at midnight UTC."
        error={refusalFor(ask.refusals, '/firstOn')}
        onChange={(event) => setFirstOn(event.currentTarget.value)}
      />
      <NumberInput
        label="Releases at random"
        min={0}
        max={50}
        value={random}
        onChange={setRandom}
        error={refusalFor(ask.refusals, '/random')}
      />
      <TextInput
        label="High-risk releases, all of them"
        description="Facets such as gxp:yes; a release that has one of them is high-risk."
        value={targets}
        error={ask.refusals.find(({ field }) => field?.startsWith('/targets'))?.message}
        onChange={(event) => setTargets(event.currentTarget.value)}
      />
      <TextInput
        label="Critical systems"
        description="Keys of applications whose own trail is in every period."
        value={systems}
        error={ask.refusals.find(({ field }) => field?.startsWith('/systems'))?.message}
        onChange={(event) => setSystems(event.currentTarget.value)}
      />
      <NumberInput
        label="Days for the review"
        min={1}
        max={60}
        value={dueDays}
        onChange={setDueDays}
        error={refusalFor(ask.refusals, '/dueDays')}
      />
    </FormDialog>
  );
}

function One({ programme }: { readonly programme: Programme }) {
  const end = useAsk(endProgramme, nothing);
  const { key, name, unit, everyMonths, random, targets, systems, nextOn, dueDays, startedBy, endedAt } = programme;
  const looks = [
    ...(targets.length === 0 ? [] : [`all releases with ${targets.join(', ')}`]),
    ...(random === 0 ? [] : [`${random} others at random`]),
    ...(systems.length === 0 ? [] : [`the systems ${systems.map((system) => system.key).join(', ')}`]),
  ];
  return (
    <li>
      <span>
        <strong>{name}</strong> ({key}), {unit.name}, {everyMonths === 1 ? 'every month' : 'every quarter'}: {looks.join('; ')}.{' '}
        {dueDays} days for the review. Started by {startedBy.name}.{' '}
        {endedAt === null ? `The next period begins on ${nextOn}.` : 'Ended.'}
      </span>
      {endedAt === null ? (
        <ActButton
          size="compact-sm"
          can={programme.can.end}
          label="End"
          title={`End the programme ${name}`}
          text="Periods that were drawn stay due."
          danger
          busy={end.busy}
          refusals={end.refusals}
          onOpen={end.reset}
          onSend={async ({ reason, reasonCode }) =>
            (await end.send({ reasonCode, params: { id: programme.id }, version: programme.version, body: { reason } })).ok
          }
        />
      ) : null}
    </li>
  );
}

/** The programmes by which periods are drawn, in a dialog of their own. */
export function Programmes() {
  const [opened, setOpened] = useState(false);
  const [adding, setAdding] = useState(false);
  const asked = useOperation(listProgrammes, {}, { enabled: opened });
  const state = stateOf(asked, { rows: 3, height: 40 });
  const programmes = asked.data?.value.items ?? [];
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Programmes
      </Button>
      <Modal
        opened={opened && !adding}
        onClose={() => setOpened(false)}
        title="Programmes of trail reviews"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className="rec-stack">
          {state === null ? null : <StatePanel state={state} />}
          {state === null && programmes.length === 0 ? (
            <p className="rec-quiet">No programme draws periods. Quality can start one for a unit.</p>
          ) : (
            <ul className="rec-programmes">
              {programmes.map((one) => (
                <One key={one.id} programme={one} />
              ))}
            </ul>
          )}
          <div>
            <Button onClick={() => setAdding(true)}>Start a programme</Button>
          </div>
        </div>
      </Modal>
      {adding ? <Start onClose={() => setAdding(false)} /> : null}
    </>
  );
}
