import { useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import type { Can } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { askException, type CollisionShown } from '../contract.ts';

export type AskExceptionProps = { readonly collision: CollisionShown; readonly can: Can | undefined };

/** Asks for leave to go on although two claims collide; says why where nobody can. */
export function AskException({ collision, can }: AskExceptionProps) {
  const [opened, setOpened] = useState(false);
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const close = () => {
    setOpened(false);
    setExpiresAt(null);
    ask.reset();
  };
  const ask = useAsk(askException, (asked) => {
    toast(`${asked.key} was asked for; somebody else decides.`);
    close();
  });
  return (
    <>
      <BlockedButton can={can?.['ask-exception']} variant="default" size="compact-sm" onClick={() => setOpened(true)}>
        Ask for an exception
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title="Ask for an exception"
        text="Somebody else grants or refuses it, with a signature. It is for this collision as it is now: when either side moves, it lapses."
        confirm="Ask"
        ready={expiresAt !== null}
        refusals={ask.refusals}
        busy={ask.busy}
        onClose={close}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ params: { id: collision.id }, reasonCode, body: { reason, expiresAt: expiresAt ?? '' } })
        }
      >
        <DateTimeField
          label="Needed until"
          hint="At most 90 days ahead, unless the compliance profile says otherwise; at least until the deployment is over"
          required
          value={expiresAt}
          error={refusalFor(ask.refusals, '/expiresAt')}
          onChange={setExpiresAt}
        />
      </ReasonDialog>
    </>
  );
}
