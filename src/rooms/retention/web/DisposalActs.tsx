import { ActButton } from '../../../design/refusal/ActButton.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import { approveDisposal, askDisposal, rejectDisposal, type showDisposal, withdrawDisposal } from '../contract.ts';

type Disposal = ReplyOf<typeof showDisposal>;
type Props = { readonly one: Disposal };

const stepOn = (one: Disposal, verb: 'ask' | 'approve', input: { readonly reason?: string }) => ({
  subject: { kind: 'disposal', id: one.id },
  version: one.version,
  verb,
  input,
});

function Ask({ one }: Props) {
  const act = useAct(askDisposal);
  return (
    <SignedButton
      can={one.can.ask}
      label="Ask for it"
      title={`Ask for disposal ${one.key}`}
      text="Your signature says that you listed these records. Somebody else of quality approves."
      wanted={() => stepOn(one, 'ask', {})}
      send={(_reason, signature, version) => act.mutateAsync({ params: { id: one.id }, version, body: { signature } })}
    />
  );
}

function Approve({ one }: Props) {
  const act = useAct(approveDisposal);
  const body = (reason: string) => (reason === '' ? {} : { reason });
  return (
    <SignedButton
      can={one.can.approve}
      label="Approve"
      danger
      title={`Approve disposal ${one.key}`}
      text={`${one.counts.listed} records and ${one.counts.withThem} that are kept with them go within seconds. Nothing brings them back.`}
      wanted={(reason) => stepOn(one, 'approve', body(reason))}
      send={(reason, signature, version) =>
        act.mutateAsync({ params: { id: one.id }, version, body: { ...body(reason), signature } })
      }
    />
  );
}

function WithReason({ one, verb }: Props & { readonly verb: 'reject' | 'withdraw' }) {
  const rejecting = useAsk(rejectDisposal, () => {});
  const withdrawing = useAsk(withdrawDisposal, () => {});
  const ask = verb === 'reject' ? rejecting : withdrawing;
  const label = verb === 'reject' ? 'Reject' : 'Withdraw';
  return (
    <ActButton
      can={one.can[verb]}
      label={label}
      title={`${label} ${one.key}`}
      text="Every record stays."
      needsReason
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason }) => (await ask.send({ params: { id: one.id }, version: one.version, body: { reason } })).ok}
    />
  );
}

/** What can be done with a disposal in its state. */
export function DisposalActs({ one }: Props) {
  return (
    <>
      {one.state === 'listed' ? <Ask one={one} /> : null}
      {one.state === 'asked' ? <Approve one={one} /> : null}
      {one.state === 'asked' ? <WithReason one={one} verb="reject" /> : null}
      {one.state === 'listed' || one.state === 'asked' ? <WithReason one={one} verb="withdraw" /> : null}
    </>
  );
}
