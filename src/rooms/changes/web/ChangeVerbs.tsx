import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedDialog } from '../../signatures/web/door.tsx';
import { actOnChange, type ChangeModel, type ChangeVerb, changeVerbs } from '../contract.ts';
import type { Change } from './parts.tsx';
import { stateWords, verbWords } from './words.ts';

type Of = { readonly change: Change; readonly version: number };
type StepProps = Of & { readonly verb: ChangeVerb; readonly opened: boolean; readonly onClose: () => void };

const reports: readonly ChangeVerb[] = ['complete', 'fail', 'back-out'];
const title = (change: Change, verb: ChangeVerb): string => `${verbWords[verb].says}, ${change.key}`;
const say = (after: Change): void => toast(`${after.key} is now ${stateWords[after.state].text.toLowerCase()}.`);
const reasoned = (verb: ChangeVerb, reason: string) => (verbWords[verb].demands.includes('reason') ? { reason } : {});

function PlainStep({ change, version, verb, opened, onClose }: StepProps) {
  const ask = useAsk(actOnChange, (after) => {
    say(after);
    onClose();
  });
  const { reset } = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused before is not said again
  useEffect(() => reset(), [opened]);
  const { says, brings, danger, demands } = verbWords[verb];
  return (
    <ReasonDialog
      opened={opened}
      title={title(change, verb)}
      text={<p className="chg-quiet">{brings}</p>}
      confirm={says}
      danger={danger}
      needsReason={demands.includes('reason')}
      refusals={ask.refusals}
      busy={ask.busy}
      onClose={onClose}
      onConfirm={({ reason }) => void ask.send({ params: { id: change.id, verb }, version, body: reasoned(verb, reason) })}
    />
  );
}

function SignedStep({ change, version, verb, opened, onClose }: StepProps) {
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    if (opened) setOutcome('');
  }, [opened]);
  const act = useAct(actOnChange);
  const { says, brings, danger, demands } = verbWords[verb];
  const asked = reports.includes(verb);
  const input = (reason: string) => ({ ...reasoned(verb, reason), ...(asked ? { outcome: outcome.trim() } : {}) });
  const fields = (refusals: readonly ShownRefusal[]) => (
    <Textarea
      label="What came of it"
      required
      autosize
      minRows={3}
      value={outcome}
      error={refusalFor(refusals, '/outcome')}
      onChange={(event) => setOutcome(event.currentTarget.value)}
    />
  );
  return (
    <SignedDialog
      opened={opened}
      title={title(change, verb)}
      text={<p className="chg-quiet">{brings}</p>}
      confirm={says}
      danger={danger}
      needsReason={demands.includes('reason')}
      fields={asked ? fields : undefined}
      ready={!asked || outcome.trim().length >= 3}
      wanted={(reason) => ({ subject: { kind: 'change', id: change.id }, version, verb, input: input(reason) })}
      send={async (reason, signature, seen) => {
        const answer = await act.mutateAsync({
          params: { id: change.id, verb },
          version: seen,
          body: { ...input(reason), signature },
        });
        if (answer.ok) say(answer.value);
        return answer;
      }}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

const byPeople = ['submit-standard', 'make-normal', 'permit'] as const;
/** Steps of the ways of other models. */
const otherWays: Readonly<Record<ChangeModel, readonly ChangeVerb[]>> = {
  normal: byPeople,
  emergency: byPeople,
  standard: ['submit', 'assess', 'permit', 'build'],
  'non-production': ['submit-standard', 'make-normal', 'assess', 'build'],
};

/** They are scheduled once they are approved for production. */
const decidedByPeople: readonly ChangeModel[] = ['normal', 'emergency'];

/** Offered are the steps of the state, and of the model: outside of production the way is short. */
function offeredOn(change: Change): readonly ChangeVerb[] {
  const other = otherWays[change.model];
  return changeVerbs.filter(
    (verb) =>
      verbWords[verb].from.includes(change.state) &&
      !other.includes(verb) &&
      !(verb === 'schedule' && change.state === 'authorised' && decidedByPeople.includes(change.model)) &&
      verb in change.can,
  );
}

const quiet: readonly ChangeVerb[] = ['hold', 'rework', 'withdraw', 'send-back', 'make-normal'];

/** Steps that lead back, stay beside the way, or were taken before: to verify anew is there, and seldom what is meant. */
const isQuiet = (change: Change, verb: ChangeVerb): boolean =>
  quiet.includes(verb) || verbWords[verb].danger === true || (verb === 'verify' && change.state === 'verified');

/** The steps of the present state as buttons, each with the server's yes or no. */
export function ChangeVerbs({ change, version }: Of) {
  const [verb, setVerb] = useState<ChangeVerb | null>(null);
  // While it closes it stays what it was.
  const last = useRef<ChangeVerb>('submit');
  useEffect(() => {
    if (verb !== null) last.current = verb;
  }, [verb]);
  const shown = verb ?? last.current;
  const Step = verbWords[shown].demands.includes('signature') ? SignedStep : PlainStep;
  const offered = offeredOn(change);
  if (offered.length === 0) return <p className="chg-quiet">The record is closed: it can be read.</p>;
  return (
    <>
      <div className="chg-verbs">
        {offered.map((one) => (
          <BlockedButton
            key={one}
            can={change.can[one]}
            variant={change.can[one] === true && !isQuiet(change, one) ? 'filled' : 'default'}
            onClick={() => setVerb(one)}
          >
            {verbWords[one].says}
          </BlockedButton>
        ))}
      </div>
      <Step key={shown} change={change} version={version} verb={shown} opened={verb !== null} onClose={() => setVerb(null)} />
    </>
  );
}
