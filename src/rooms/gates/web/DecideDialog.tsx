import { Checkbox, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { inSentence } from '../../../design/parts/in-sentence.ts';
import { ReasonDialog, type ReasonGiven } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type DecideVerb, decideGate, type GateView } from '../contract.ts';
import { decideWords, statusWords } from './words.ts';

export type DecideDialogProps = { readonly gate: GateView; readonly verb: DecideVerb | null; readonly onClose: () => void };

type Condition = { readonly condition: string; readonly expiresAt: string | null };
type FieldsProps = {
  readonly gate: GateView;
  readonly value: Condition;
  readonly onChange: (value: Condition) => void;
  readonly refusals: readonly ShownRefusal[];
};

const openIn = (gate: GateView) => gate.evaluation.inputs.filter((input) => input.status !== 'met' && input.status !== 'waived');

function ConditionFields({ gate, value, onChange, refusals }: FieldsProps) {
  return (
    <Stack gap="sm">
      <div>
        <p className="gate-fieldname">Tolerated until then, all of them</p>
        <ul className="gate-tolerated">
          {openIn(gate).map((input) => (
            <li key={input.key}>
              {input.text}: expected {input.expected}, found {input.actual ?? 'nothing'} (
              {statusWords[input.status].text.toLowerCase()})
            </li>
          ))}
        </ul>
      </div>
      <Textarea
        label="Condition: what must still be done"
        required
        autosize
        minRows={2}
        value={value.condition}
        error={refusalFor(refusals, '/condition')}
        onChange={(event) => onChange({ ...value, condition: event.currentTarget.value })}
      />
      <DateTimeField
        label="The pass ends unless it is met by"
        hint="At most 30 days ahead"
        required
        value={value.expiresAt}
        error={refusalFor(refusals, '/expiresAt')}
        onChange={(expiresAt) => onChange({ ...value, expiresAt })}
      />
    </Stack>
  );
}

const counted = (gate: GateView): string => `${gate.evaluation.met} of ${gate.evaluation.total} criteria met`;

/** A recorded decision on exactly the evaluation that is shown; the server refuses when it has changed since. */
export function DecideDialog({ gate, verb, onClose }: DecideDialogProps) {
  const [value, setValue] = useState<Condition>({ condition: '', expiresAt: null });
  const [seen, setSeen] = useState(false);
  const ask = useAsk(decideGate, () => {
    toast(`${gate.name}: recorded.`);
    close();
  });
  const close = () => {
    ask.reset();
    setSeen(false);
    setValue({ condition: '', expiresAt: null });
    onClose();
  };
  const shown = verb ?? 'pass';
  const needsHash = shown !== 'reopen';
  const conditional = shown === 'pass-conditionally';
  const confirm = ({ reason, password }: ReasonGiven) => {
    void ask.send({
      params: { id: gate.id, verb: shown },
      version: gate.version,
      body: {
        reason,
        ...(needsHash ? { password, evaluationHash: gate.evaluation.hash } : {}),
        ...(conditional ? { condition: value.condition.trim(), tolerates: openIn(gate).map((input) => input.key) } : {}),
        ...(conditional && value.expiresAt !== null ? { expiresAt: value.expiresAt } : {}),
      },
    });
  };
  return (
    <ReasonDialog
      opened={verb !== null}
      title={`Recorded decision: ${inSentence(decideWords[shown].says)}, ${gate.name}`}
      text={
        <>
          <p className="il-session-text">
            {gate.subject.label}. {counted(gate)}. Your name, role and the server’s time are kept with your reason. This is a
            recorded decision, not an electronic signature.
          </p>
          {shown === 'pass' && openIn(gate).length > 0 ? (
            <p className="il-warning">Not every criterion is met; the gate cannot be passed without a condition.</p>
          ) : null}
        </>
      }
      confirm={decideWords[shown].says}
      danger={decideWords[shown].danger}
      needsPassword={needsHash}
      refusals={ask.refusals}
      busy={ask.busy}
      ready={!needsHash || seen}
      onConfirm={confirm}
      onClose={close}
    >
      {conditional ? <ConditionFields gate={gate} value={value} onChange={setValue} refusals={ask.refusals} /> : null}
      {needsHash ? (
        <Checkbox
          label="I have seen the criteria as they stand now"
          checked={seen}
          onChange={(event) => setSeen(event.currentTarget.checked)}
        />
      ) : null}
    </ReasonDialog>
  );
}
