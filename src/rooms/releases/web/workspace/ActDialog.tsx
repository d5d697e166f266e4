import { useEffect, useState } from 'react';
import { inSentence } from '../../../../design/parts/in-sentence.ts';
import { ReasonDialog } from '../../../../design/refusal/ReasonDialog.tsx';
import { toast } from '../../../../design/shell/toast.ts';
import { useAsk } from '../../../../foundation/web/use-ask.ts';
import { actOnRelease, type ReleaseVerb } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { stateWords, verbWords } from '../words.ts';
import { ActFields } from './ActFields.tsx';
import { type ActDraft, bodyOfAct, emptyAct, isFilled, needsReason } from './act-draft.ts';

export type ActDialogProps = {
  readonly release: Release;
  readonly version: number;
  readonly verb: ReleaseVerb | null;
  readonly onClose: () => void;
};

const title = (release: Release, verb: ReleaseVerb): string => {
  const { says, demands } = verbWords[verb];
  return demands.includes('password') ? `Recorded decision: ${inSentence(says)}, ${release.key}` : `${says}, ${release.key}`;
};

/** One step of the release, with what it demands: reason, password, results per application, validation. */
export function ActDialog({ release, version, verb, onClose }: ActDialogProps) {
  const [draft, setDraft] = useState<ActDraft>(emptyAct(release));
  const ask = useAsk(actOnRelease, (after) => {
    toast(`${after.key} is now ${stateWords[after.state].text.toLowerCase()}.`);
    onClose();
  });
  const { reset } = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening begins with the record as it is then
  useEffect(() => {
    if (verb === null) return;
    setDraft(emptyAct(release));
    reset();
  }, [verb]);
  const shown = verb ?? 'start';
  const { says, brings, danger, demands } = verbWords[shown];
  const confirmed = demands.includes('password');
  return (
    <ReasonDialog
      opened={verb !== null}
      title={title(release, shown)}
      text={
        <>
          <p className="rel-dim">{brings}</p>
          {confirmed ? (
            <p className="rel-dim">
              Your name, role and the server’s time are kept. This is a recorded decision, not an electronic signature.
            </p>
          ) : null}
        </>
      }
      confirm={says}
      danger={danger}
      needsReason={needsReason(shown, draft)}
      needsPassword={confirmed}
      refusals={ask.refusals}
      busy={ask.busy}
      ready={isFilled(shown, release, draft)}
      onClose={onClose}
      onConfirm={({ reason, password }) =>
        void ask.send({
          params: { id: release.id, verb: shown },
          version,
          body: {
            ...bodyOfAct(shown, release, draft),
            ...(needsReason(shown, draft) ? { reason } : {}),
            ...(confirmed ? { password } : {}),
          },
        })
      }
    >
      <ActFields verb={shown} release={release} draft={draft} onChange={setDraft} refusals={ask.refusals} />
    </ReasonDialog>
  );
}
