import { useState } from 'react';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { SignedDialog } from '../../signatures/web/door.tsx';
import { giveApproval } from '../contract.ts';
import { type GivingVerb, verbWords } from './words.ts';

export type SayProps = {
  /** Kind, id or key, and step. */
  readonly named: string;
  /** “Approve the dates: REL-1042 Laboratory” */
  readonly title: string;
  readonly verb: GivingVerb;
  readonly can: true | readonly ShownRefusal[] | undefined;
  readonly filled?: boolean;
};

/** Says yes or no to a step: what is signed is shown first, and why somebody may not, before any component is asked. */
export function Say({ named, title, verb, can, filled = false }: SayProps) {
  const [opened, setOpened] = useState(false);
  const act = useAct(giveApproval);
  const no = verb === 'reject';
  const input = (reason: string) => (reason === '' ? {} : { reason });
  const close = () => setOpened(false);
  const label = verbWords[verb] ?? verb;
  return (
    <>
      <BlockedButton size="compact-sm" variant={filled && !no ? 'filled' : 'default'} can={can} onClick={() => setOpened(true)}>
        {label}
      </BlockedButton>
      <SignedDialog
        opened={opened}
        title={`${label}: ${title}`}
        text={
          no
            ? 'A “no” blocks the step until you take it back or its content changes. Nobody outvotes it.'
            : 'Your signature covers the content that is shown. When that changes, it counts no more.'
        }
        confirm={label}
        danger={no}
        needsReason={no}
        wanted={(reason) => ({ subject: { kind: 'approval', id: named }, version: 1, verb, input: input(reason) })}
        send={(reason, signature) => act.mutateAsync({ params: { id: named, verb }, body: { ...input(reason), signature } })}
        onDone={() => {
          toast(no ? 'Your no is signed.' : 'Your approval is signed.');
          close();
        }}
        onClose={close}
      />
    </>
  );
}
