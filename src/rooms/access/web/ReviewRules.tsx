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
import { endReviewRule, listReviewRules, type ReviewRule, setReviewRule } from '../contract.ts';
import { monthsText } from './words.ts';

const nothing = () => {};
const months = { '1': 1, '3': 3, '6': 6, '12': 12 } as const;
type Months = keyof typeof months;
const isMonths = (value: string | null): value is Months => value !== null && value in months;
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

function SetRule({ onClose }: { readonly onClose: () => void }) {
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const [every, setEvery] = useState<Months>('3');
  const [days, setDays] = useState<number | string>(14);
  const [firstOn, setFirstOn] = useState(tomorrow());
  const ask = useAsk(setReviewRule, onClose);
  const body = { unit: unit?.value ?? '', everyMonths: months[every], answerDays: Number(days), firstOn };
  return (
    <FormDialog
      opened
      title="Have access reviewed again and again"
      confirm="Set the rule"
      busy={ask.busy}
      refusals={ask.refusals}
      ready={unit !== null && firstOn !== '' && Number(days) >= 3}
      onSend={() => void ask.send({ body })}
      onClose={onClose}
    >
      <UnitField
        label="Unit"
        required
        chosen={unit}
        onChange={setUnit}
        hint="A rule takes the place of the one that the unit has."
        error={refusalFor(ask.refusals, '/unit')}
      />
      <Select
        label="How often"
        allowDeselect={false}
        data={Object.entries(months).map(([value, count]) => ({ value, label: monthsText(count) }))}
        value={every}
        onChange={(value) => {
          if (isMonths(value)) setEvery(value);
        }}
      />
      <NumberInput
        label="Days for the answers"
        min={3}
        max={90}
        value={days}
        onChange={setDays}
        error={refusalFor(ask.refusals, '/answerDays')}
      />
      <TextInput
        label="First on"
        type="date"
        required
        value={firstOn}
        description="The day begins at midnight UTC."
        error={refusalFor(ask.refusals, '/firstOn')}
        onChange={(event) => setFirstOn(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Rule({ rule }: { readonly rule: ReviewRule }) {
  const end = useAsk(endReviewRule, nothing);
  return (
    <li>
      <span>
        <strong>{rule.unit.name}</strong>, {monthsText(rule.everyMonths)}, {rule.answerDays} days for the answers, next on{' '}
        {rule.nextOn}. Set by {rule.setBy.name}.
      </span>
      <ActButton
        size="compact-sm"
        can={rule.can.end}
        label="End"
        title={`End the rule of ${rule.unit.name}`}
        text="Reviews that it opened go on."
        danger
        busy={end.busy}
        refusals={end.refusals}
        onOpen={end.reset}
        onSend={async ({ reason }) => (await end.send({ params: { id: rule.id }, body: { reason } })).ok}
      />
    </li>
  );
}

/** The rules by which reviews are opened, in a dialog of their own. */
export function ReviewRules({ runs }: { readonly runs: boolean }) {
  const [opened, setOpened] = useState(false);
  const [adding, setAdding] = useState(false);
  const asked = useOperation(listReviewRules, {}, { enabled: opened });
  const state = stateOf(asked, { rows: 3, height: 40 });
  const rules = asked.data?.value.items ?? [];
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Rules
      </Button>
      <Modal
        opened={opened && !adding}
        onClose={() => setOpened(false)}
        title="Rules for reviews of access"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className="acc-stack">
          {state === null ? null : <StatePanel state={state} />}
          {state === null && rules.length === 0 ? (
            <p className="acc-quiet">No rule opens reviews. Quality or a system owner can set one for a unit.</p>
          ) : (
            <ul className="acc-rules">
              {rules.map((rule) => (
                <Rule key={rule.id} rule={rule} />
              ))}
            </ul>
          )}
          {runs ? (
            <div>
              <Button onClick={() => setAdding(true)}>Set a rule</Button>
            </div>
          ) : null}
        </div>
      </Modal>
      {adding ? <SetRule onClose={() => setAdding(false)} /> : null}
    </>
  );
}
