import { useState } from 'react';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { UnitField } from '../../identity/web/door.tsx';
import { openAccessReview } from '../contract.ts';

const twoWeeks = (): string => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 14 * 86_400_000).toISOString();

/** Opens a review: which unit, and until when there is time to answer. */
export function OpenReview() {
  const navigate = useAppNavigate();
  const [opened, setOpened] = useState(false);
  const [unit, setUnit] = useState<ChoiceOption | null>(null);
  const [dueAt, setDueAt] = useState<string | null>(null);
  const ask = useAsk(openAccessReview, (review) => navigate(`/access-reviews/${review.key}`));
  return (
    <>
      <BlockedButton
        can={true}
        onClick={() => {
          ask.reset();
          setDueAt(twoWeeks());
          setOpened(true);
        }}
      >
        Open a review
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Open a review of access"
        confirm="Open"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={unit !== null && dueAt !== null}
        onSend={() => void ask.send({ body: { unit: unit?.value ?? '', dueAt: dueAt ?? '' } })}
        onClose={() => setOpened(false)}
      >
        <UnitField
          label="Unit"
          required
          chosen={unit}
          onChange={setUnit}
          hint="All that stands in it and below it is listed."
          error={refusalFor(ask.refusals, '/unit')}
        />
        <DateTimeField
          label="Answers are due"
          required
          value={dueAt}
          onChange={setDueAt}
          hint="What has no answer then is suspended."
          error={refusalFor(ask.refusals, '/dueAt')}
        />
      </FormDialog>
    </>
  );
}
