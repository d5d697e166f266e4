import { useEffect, useRef, useState } from 'react';
import { ReasonDialog } from '../../../../design/refusal/ReasonDialog.tsx';
import type { ShownRefusal } from '../../../../design/refusal/refusal.ts';
import { toast } from '../../../../design/shell/toast.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useAct } from '../../../../foundation/web/hooks.ts';
import { useAsk } from '../../../../foundation/web/use-ask.ts';
import { SignedDialog } from '../../../signatures/web/door.tsx';
import { actOnRelease, type ReleaseVerb } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { stateWords, verbWords } from '../words.ts';
import { ActFields, asksMore } from './ActFields.tsx';
import { type ActDraft, bodyOfAct, emptyAct, isFilled, needsReason } from './act-draft.ts';

export type ActDialogProps = {
  readonly release: Release;
  readonly version: number;
  readonly verb: ReleaseVerb | null;
  readonly onClose: () => void;
};

type StepProps = Omit<ActDialogProps, 'verb'> & { readonly verb: ReleaseVerb; readonly opened: boolean };

const title = (release: Release, verb: ReleaseVerb): string => `${verbWords[verb].says}, ${release.key}`;
const say = (after: ReplyOf<typeof actOnRelease>): void =>
  toast(`${after.key} is now ${stateWords[after.state].text.toLowerCase()}.`);

/** Each opening begins with the record as it is then. */
function useDraft(release: Release, opened: boolean) {
  const [draft, setDraft] = useState<ActDraft>(emptyAct(release));
  // biome-ignore lint/correctness/useExhaustiveDependencies: news that arrive while it is open do not move the fields
  useEffect(() => {
    if (opened) setDraft(emptyAct(release));
  }, [opened]);
  return [draft, setDraft] as const;
}

const reasoned = (verb: ReleaseVerb, draft: ActDraft, reason: string) => (needsReason(verb, draft) ? { reason } : {});

function PlainStep({ release, version, verb, opened, onClose }: StepProps) {
  const [draft, setDraft] = useDraft(release, opened);
  const ask = useAsk(actOnRelease, (after) => {
    say(after);
    onClose();
  });
  const { reset } = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused before is not said again
  useEffect(() => reset(), [opened]);
  const { says, brings, danger } = verbWords[verb];
  return (
    <ReasonDialog
      opened={opened}
      title={title(release, verb)}
      text={<p className="rel-dim">{brings}</p>}
      confirm={says}
      danger={danger}
      needsReason={needsReason(verb, draft)}
      refusals={ask.refusals}
      busy={ask.busy}
      ready={isFilled(verb, release, draft)}
      onClose={onClose}
      onConfirm={({ reason, reasonCode }) =>
        void ask.send({
          reasonCode,
          params: { id: release.id, verb },
          version,
          body: { ...bodyOfAct(verb, release, draft), ...reasoned(verb, draft, reason) },
        })
      }
    >
      <ActFields verb={verb} release={release} draft={draft} onChange={setDraft} refusals={ask.refusals} />
    </ReasonDialog>
  );
}

function SignedStep({ release, version, verb, opened, onClose }: StepProps) {
  const [draft, setDraft] = useDraft(release, opened);
  const act = useAct(actOnRelease);
  const { says, brings, danger } = verbWords[verb];
  const input = (reason: string) => ({ ...bodyOfAct(verb, release, draft), ...reasoned(verb, draft, reason) });
  const fields = (refusals: readonly ShownRefusal[]) => (
    <ActFields verb={verb} release={release} draft={draft} onChange={setDraft} refusals={refusals} />
  );
  return (
    <SignedDialog
      opened={opened}
      title={title(release, verb)}
      text={<p className="rel-dim">{brings}</p>}
      confirm={says}
      danger={danger}
      needsReason={needsReason(verb, draft)}
      fields={asksMore(verb) ? fields : undefined}
      ready={isFilled(verb, release, draft)}
      wanted={(reason) => ({ subject: { kind: 'release', id: release.id }, version, verb, input: input(reason) })}
      send={async (reason, signature, seen) => {
        const body = { ...input(reason), signature };
        const answer = await act.mutateAsync({ params: { id: release.id, verb }, version: seen, body });
        if (answer.ok) say(answer.value);
        return answer;
      }}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

/** One step of the release, with what it demands: reason, results per application, validation, signature. */
export function ActDialog({ verb, ...rest }: ActDialogProps) {
  // While it closes it stays what it was.
  const last = useRef<ReleaseVerb>('start');
  useEffect(() => {
    if (verb !== null) last.current = verb;
  }, [verb]);
  const shown = verb ?? last.current;
  const Step = verbWords[shown].demands.includes('signature') ? SignedStep : PlainStep;
  return <Step key={shown} {...rest} verb={shown} opened={verb !== null} />;
}
