import { Checkbox, Stack, Textarea } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedDialog } from '../../signatures/web/door.tsx';
import { type DecideVerb, decideGate, type GateView } from '../contract.ts';
import { TrailToSee } from './TrailToSee.tsx';
import { decideWords, statusWords } from './words.ts';

export type DecideDialogProps = { readonly gate: GateView; readonly verb: DecideVerb | null; readonly onClose: () => void };

type Condition = { readonly condition: string; readonly expiresAt: string | null };
type FieldsProps = {
  readonly gate: GateView;
  readonly value: Condition;
  readonly onChange: (value: Condition) => void;
  readonly refusals: readonly ShownRefusal[];
};

/** Whether the trail is open, and the hash of what was shown of it, once all was. */
type TrailShown = { readonly opened: boolean; readonly sha256: string | null };

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
        hint={`At most ${gate.limits.conditionDays} days ahead`}
        required
        value={value.expiresAt}
        error={refusalFor(refusals, '/expiresAt')}
        onChange={(expiresAt) => onChange({ ...value, expiresAt })}
      />
    </Stack>
  );
}

const counted = (gate: GateView): string => `${gate.evaluation.met} of ${gate.evaluation.total} criteria met`;

type DialogProps = Omit<DecideDialogProps, 'verb'> & { readonly verb: DecideVerb; readonly opened: boolean };

const titleOf = (gate: GateView, verb: DecideVerb): string => `${decideWords[verb].says}, ${gate.name}`;

/** Re-opening alone is not signed. */
function ReopenDialog({ gate, opened, onClose }: DialogProps) {
  const ask = useAsk(decideGate, () => {
    toast(`${gate.name}: re-opened.`);
    close();
  });
  const close = () => {
    ask.reset();
    onClose();
  };
  return (
    <ReasonDialog
      opened={opened}
      title={titleOf(gate, 'reopen')}
      text={`${gate.subject.label}. ${counted(gate)}. Your name, role and the server’s time are kept with your reason.`}
      confirm={decideWords.reopen.says}
      refusals={ask.refusals}
      busy={ask.busy}
      onConfirm={({ reason, reasonCode }) =>
        void ask.send({ reasonCode, params: { id: gate.id, verb: 'reopen' }, version: gate.version, body: { reason } })
      }
      onClose={close}
    />
  );
}

/** A signed decision on exactly the evaluation that is shown; the server refuses when it has changed since. */
function SignedDecision({ gate, verb, opened, onClose }: DialogProps) {
  const [value, setValue] = useState<Condition>({ condition: '', expiresAt: null });
  const [seen, setSeen] = useState(false);
  const [trail, setTrail] = useState<TrailShown>({ opened: false, sha256: null });
  const onTrail = useCallback((sha256: string | null) => setTrail((was) => ({ ...was, sha256 })), []);
  const act = useAct(decideGate);
  const conditional = verb === 'pass-conditionally';
  const close = () => {
    setSeen(false);
    setTrail({ opened: false, sha256: null });
    setValue({ condition: '', expiresAt: null });
    onClose();
  };
  const input = (reason: string) => ({
    reason,
    evaluationHash: gate.evaluation.hash,
    ...(trail.sha256 === null ? {} : { trailHash: trail.sha256 }),
    ...(conditional ? { condition: value.condition.trim(), tolerates: openIn(gate).map(({ key }) => key) } : {}),
    ...(conditional && value.expiresAt !== null ? { expiresAt: value.expiresAt } : {}),
  });
  return (
    <SignedDialog
      opened={opened}
      title={titleOf(gate, verb)}
      text={
        <>
          <p className="il-session-text">
            {gate.subject.label}. {counted(gate)}.
          </p>
          {verb === 'pass' && openIn(gate).length > 0 ? (
            <p className="il-warning">Not every criterion is met; the gate cannot be passed without a condition.</p>
          ) : null}
        </>
      }
      confirm={decideWords[verb].says}
      danger={decideWords[verb].danger}
      needsReason
      ready={seen}
      fields={(refusals) => (
        <>
          {conditional ? <ConditionFields gate={gate} value={value} onChange={setValue} refusals={refusals} /> : null}
          <TrailToSee
            gate={gate}
            opened={trail.opened}
            onOpen={() => setTrail({ opened: true, sha256: null })}
            onSeen={onTrail}
          />
          <Checkbox
            label="I have seen the criteria as they stand now"
            checked={seen}
            onChange={(event) => setSeen(event.currentTarget.checked)}
          />
        </>
      )}
      wanted={(reason) => ({ subject: { kind: 'gate', id: gate.id }, version: gate.version, verb, input: input(reason) })}
      send={(reason, signature, version) =>
        act.mutateAsync({ params: { id: gate.id, verb }, version, body: { ...input(reason), signature } })
      }
      onDone={() => {
        toast(`${gate.name}: decided and signed.`);
        close();
      }}
      onClose={close}
    />
  );
}

/** A decision of a gate: what is decided and why, then what is signed. */
export function DecideDialog({ verb, ...rest }: DecideDialogProps) {
  // While it closes it stays what it was.
  const last = useRef<DecideVerb>('pass');
  useEffect(() => {
    if (verb !== null) last.current = verb;
  }, [verb]);
  const shown = verb ?? last.current;
  const Dialog = shown === 'reopen' ? ReopenDialog : SignedDecision;
  return <Dialog key={shown} {...rest} verb={shown} opened={verb !== null} />;
}
