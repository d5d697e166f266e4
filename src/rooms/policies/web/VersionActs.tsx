import { useState } from 'react';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import { decidePolicyVersion, type PolicyVersionView, type PolicyView } from '../contract.ts';

type Props = { readonly policy: PolicyView; readonly version: PolicyVersionView };

function Signed({ policy, version, verb }: Props & { readonly verb: 'approve' | 'withdraw' }) {
  const act = useAct(decidePolicyVersion);
  const approving = verb === 'approve';
  const label = approving ? 'Approve' : 'Withdraw';
  const from = version.effectiveAt === null ? 'from its approval' : 'from its day';
  return (
    <SignedButton
      can={version.can[verb]}
      label={label}
      title={`${label} ${version.key}`}
      text={approving ? `The version holds ${from}; the one before it ends then.` : 'The version holds no longer.'}
      needsReason={!approving}
      danger={!approving}
      wanted={(reason) => ({
        subject: { kind: 'policy-version', id: version.id },
        version: policy.version,
        verb,
        input: reason === '' ? {} : { reason },
      })}
      send={(reason, signature, seen) =>
        act.mutateAsync({
          params: { id: version.id, verb },
          version: seen,
          body: { ...(reason === '' ? {} : { reason }), signature },
        })
      }
    />
  );
}

const words = {
  return: { label: 'Return', text: 'The author works on it again.' },
  discard: { label: 'Discard', text: 'The draft is kept as withdrawn and never holds.' },
} as const;

function WithReason({ policy, version, verb }: Props & { readonly verb: 'return' | 'discard' }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(decidePolicyVersion, () => setOpened(false));
  const { label, text } = words[verb];
  return (
    <>
      <BlockedButton variant="subtle" can={version.can[verb]} onClick={() => setOpened(true)}>
        {label}
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`${label} ${version.key}`}
        text={text}
        confirm={label}
        needsReason
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ params: { id: version.id, verb }, version: policy.version, reasonCode, body: { reason } })
        }
        onClose={() => setOpened(false)}
      />
    </>
  );
}

function Submit({ policy, version }: Props) {
  const ask = useAsk(decidePolicyVersion, () => undefined);
  return (
    <BlockedButton
      variant="default"
      loading={ask.busy}
      can={version.can.submit}
      onClick={() => void ask.send({ params: { id: version.id, verb: 'submit' }, version: policy.version, body: {} })}
    >
      Submit for review
    </BlockedButton>
  );
}

/** The steps that lead on from where a version stands; what the reader may not do says why. */
export function VersionActs({ policy, version }: Props) {
  const { state } = version;
  if (state === 'superseded' || state === 'withdrawn') return null;
  return (
    <div className="pol-acts">
      {state === 'draft' ? <Submit policy={policy} version={version} /> : null}
      {state === 'in-review' ? <Signed policy={policy} version={version} verb="approve" /> : null}
      {state === 'in-review' ? <WithReason policy={policy} version={version} verb="return" /> : null}
      {state === 'draft' || state === 'in-review' ? <WithReason policy={policy} version={version} verb="discard" /> : null}
      {state === 'approved' || state === 'effective' ? <Signed policy={policy} version={version} verb="withdraw" /> : null}
    </div>
  );
}
