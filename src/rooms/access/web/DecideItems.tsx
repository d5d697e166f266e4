import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type AccessItem, type AccessReview, type Decision, decideAccess } from '../contract.ts';
import { decisionWords } from './words.ts';

const nothing = () => {};
const texts: Readonly<Record<Decision, string>> = {
  keep: 'It is still needed. What was suspended counts again.',
  remove: 'It is withdrawn at once.',
  change: 'An administrator has to change it before the review can be closed. Say what is to change.',
};

type DecideProps = { readonly review: AccessReview; readonly items: readonly AccessItem[]; readonly onDone: () => void };

/** Keeps, removes or changes what is marked, with one reason. What the reader may not answer for is said on the button. */
export function DecideItems({ review, items, onDone }: DecideProps) {
  const ask = useAsk(decideAccess, nothing);
  const barred = items.flatMap(({ can }) => (can.decide === true || can.decide === undefined ? [] : can.decide));
  const can = items.length === 0 ? review.can.decide : barred.length === 0 ? (true as const) : barred.slice(0, 1);
  const one = items.length === 1 ? '1 item' : `${items.length} items`;
  return (
    <div className="acc-bulk">
      {(['keep', 'remove', 'change'] as const).map((decision) => (
        <ActButton
          key={decision}
          size="compact-sm"
          can={can}
          label={decisionWords[decision].text}
          title={`${decisionWords[decision].text}: ${one}`}
          text={texts[decision]}
          danger={decision === 'remove'}
          busy={ask.busy}
          refusals={ask.refusals}
          onOpen={ask.reset}
          onSend={async ({ reason }) => {
            const body = { items: items.map(({ id }) => ({ item: id, decision, reason })) };
            const { ok } = await ask.send({ params: { id: review.id }, body });
            if (ok) onDone();
            return ok;
          }}
        />
      ))}
    </div>
  );
}
