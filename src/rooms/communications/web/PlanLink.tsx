import { Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { closeLink, openLink, type PublishedPlan } from '../contract.ts';

type Of = { readonly plan: PublishedPlan };
const inDays = (days: number): string =>
  new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + days * 86_400_000).toISOString();

/** Opens the link, or a new one in place of the one that is open; shows its address this once. */
function OpenLink({ plan }: Of) {
  const [opened, setOpened] = useState(false);
  const [until, setUntil] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const ask = useAsk(openLink, (answer) => {
    setOpened(false);
    setAddress(answer.address);
  });
  const open = () => {
    ask.reset();
    setUntil(inDays(90));
    setOpened(true);
  };
  const again = plan.link === 'open';
  return (
    <>
      <BlockedButton variant="default" can={plan.can['open-link']} onClick={open}>
        {again ? 'New link' : 'Open a link'}
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Read-only link to ${plan.key}`}
        confirm="Open the link"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={until !== null}
        onSend={() => void ask.send({ params: { id: plan.id }, version: plan.version, body: { until: until ?? '' } })}
        onClose={() => setOpened(false)}
      >
        <p>
          Whoever has it reads all versions of this plan without signing in.
          {again ? ' The link that is open now ends with it.' : ''}
        </p>
        <DateTimeField
          label="Ends"
          required
          value={until}
          onChange={setUntil}
          hint="Within 400 days."
          error={refusalFor(ask.refusals, '/until')}
        />
      </FormDialog>
      <Modal
        opened={address !== null}
        onClose={() => setAddress(null)}
        title="The link is open"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p>Copy it now: Interlock keeps no copy of it, and can show it only this once.</p>
        <TextInput
          label="Address of the plan"
          readOnly
          value={address ?? ''}
          onFocus={(event) => event.currentTarget.select()}
          data-autofocus
        />
      </Modal>
    </>
  );
}

function CloseLink({ plan }: Of) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(closeLink, () => setOpened(false));
  if (plan.link === 'none') return null;
  return (
    <>
      <BlockedButton
        variant="default"
        can={plan.can['close-link']}
        onClick={() => {
          ask.reset();
          setOpened(true);
        }}
      >
        Close the link
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Close the link to ${plan.key}`}
        text="From now on it opens nothing, for nobody."
        confirm="Close the link"
        withCode={false}
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason }) => void ask.send({ params: { id: plan.id }, version: plan.version, body: { reason } })}
        onClose={() => setOpened(false)}
      />
    </>
  );
}

export const PlanLinkActs = ({ plan }: Of) => (
  <Group gap="xs">
    <OpenLink plan={plan} />
    <CloseLink plan={plan} />
  </Group>
);
