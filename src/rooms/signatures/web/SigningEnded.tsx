import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Refusals } from '../../../design/refusal/Refusals.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import { type ChangedField, ChangedFields } from './ChangedFields.tsx';

/** Why what was shown cannot be signed any more. */
export type Ended =
  | { readonly kind: 'expired' }
  | { readonly kind: 'over'; readonly refusals: readonly ShownRefusal[] }
  | {
      readonly kind: 'changed';
      readonly refusals: readonly ShownRefusal[];
      readonly fields: readonly ChangedField[];
      readonly version: number | null;
    };

export type SigningEndedProps = {
  readonly ended: Ended;
  readonly onAgain: () => void;
  readonly onClose: () => void;
  readonly leave: string;
};

const titles: Readonly<Record<Ended['kind'], string>> = {
  expired: 'The time to sign is over. Nothing was signed.',
  over: 'What you were shown cannot be signed any more. Nothing was signed.',
  changed: 'The record was changed while you read it. Nothing was signed.',
};

/** What helps here, whatever a caller of the API would do. */
const remedy = 'Begin again: it shows what is there now.';

/** Nothing was signed, and why; what is there now is shown by beginning again. */
export function SigningEnded({ ended, onAgain, onClose, leave }: SigningEndedProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <div className="sig-step">
      <div className="il-refusal-panel sig-ended" role="alert">
        <div>
          <h2 ref={head} tabIndex={-1} className="il-refusal-title">
            {titles[ended.kind]}
          </h2>
          {ended.kind === 'expired' ? (
            <p>A signature covers what was just read. Begin again: it shows what is there now.</p>
          ) : (
            <Refusals
              refusals={ended.kind === 'changed' ? ended.refusals.map((refusal) => ({ ...refusal, remedy })) : ended.refusals}
            />
          )}
        </div>
      </div>
      {ended.kind === 'changed' && ended.fields.length > 0 ? (
        <ChangedFields fields={ended.fields} heads={['You were shown', 'It is now']} label="What changed" />
      ) : null}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {leave}
        </Button>
        <Button onClick={onAgain}>Begin again</Button>
      </Group>
    </div>
  );
}
