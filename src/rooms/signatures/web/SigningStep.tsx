import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { inSentence } from '../../../design/parts/in-sentence.ts';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { Answered } from '../../../foundation/client/client.ts';
import type { Ceremony } from '../contract.ts';
import { ComponentFields } from './ComponentFields.tsx';
import type { Proof } from './proof.ts';
import { type Ended, SigningEnded } from './SigningEnded.tsx';
import { useSigning } from './use-signing.ts';
import { useTimeLeft } from './use-time-left.ts';
import { WhatIsSigned } from './WhatIsSigned.tsx';
import './signatures.css';

export type SigningStepProps = {
  readonly ceremony: Ceremony;
  /** When this browser was shown it, in milliseconds of its own clock. */
  readonly receivedAt: number;
  /** The step as its button says it: "Accept". */
  readonly confirm: string;
  readonly danger?: boolean | undefined;
  /** Sends the step with its signature; whoever embeds this closes it when the answer is good. */
  readonly send: (signature: Proof) => Promise<Answered<unknown>>;
  /** Begins anew; on this version of the record, where the server said which it has now. */
  readonly onAgain: (version: number | null) => void;
  /** Leads back to what was decided; absent where there was nothing to decide. */
  readonly onBack?: (() => void) | undefined;
  readonly onClose: () => void;
  /** "Cancel", or what leaving means here. */
  readonly leave?: string | undefined;
};

const versionOf = (ended: Ended): number | null => (ended.kind === 'changed' ? ended.version : null);

/** What is signed, and the components of whoever signs it. Nothing is asked before it is shown. */
export function SigningStep(props: SigningStepProps) {
  const { ceremony, receivedAt, confirm, danger, onAgain, onBack, onClose, leave = 'Cancel' } = props;
  const signing = useSigning(props);
  const time = useTimeLeft(ceremony, receivedAt);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const ended = signing.ended ?? (time === 'over' && !signing.busy ? ({ kind: 'expired' } as const) : null);
  if (ended !== null)
    return <SigningEnded ended={ended} onAgain={() => onAgain(versionOf(ended))} onClose={onClose} leave={leave} />;
  return (
    <div className="sig-step">
      <h2 ref={head} tabIndex={-1} className="sig-head">
        What you sign
      </h2>
      <WhatIsSigned ceremony={ceremony} />
      <form ref={signing.form} className="sig-form" noValidate onSubmit={(event) => void signing.submit(event)}>
        <RefusalPanel refusals={signing.refusals} title="This was not signed" />
        <ComponentFields
          needs={ceremony.needs}
          errors={signing.errors}
          answered={signing.answered}
          onAssertion={signing.setAssertion}
        />
        <p className="sig-dim">
          Your signature is as binding as one on paper. What is shown can be signed until <TimeText at={ceremony.expiresAt} />.{' '}
          <span role="status">{time === 'soon' ? 'Less than a minute is left; after that you begin again.' : ''}</span>
        </p>
        <Group justify="flex-end" gap="sm">
          {onBack === undefined ? null : (
            <Button variant="default" onClick={onBack} className="sig-back">
              Back
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {leave}
          </Button>
          <Button type="submit" loading={signing.busy} {...(danger === true ? { color: 'red.9' } : {})}>
            Sign and {inSentence(confirm)}
          </Button>
        </Group>
      </form>
    </div>
  );
}
