import { AppLink } from '../../../design/navigation.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { whoAmI } from '../../identity/contract.ts';
import { listVerbals, showApprovals } from '../contract.ts';
import { NoticesOf } from './NoticesOf.tsx';
import { StepCard } from './StepCard.tsx';
import './approvals.css';

export type ApprovalsOfProps = {
  readonly kind: string;
  readonly id: string;
  /** Where nothing is asked nothing is shown: for pages that are about something else. */
  readonly quiet?: boolean;
};

/** Why a record waits: the steps that ask for approvals, with everything that was said to them. */
export function ApprovalsOf({ kind, id, quiet = false }: ApprovalsOfProps) {
  const asked = useOperation(showApprovals, { query: { subject: `${kind}:${id}` } });
  const me = useOperation(whoAmI).data?.value.person.id ?? null;
  const found = asked.data?.value;
  const isAsked = found !== undefined && found.steps.length > 0;
  const verbals =
    useOperation(listVerbals, { query: { subject: `${kind}:${id}`, limit: 100 } }, { enabled: isAsked }).data?.value.items ?? [];
  const state = stateOf(asked, { rows: 8 });
  if (quiet && (asked.isLoading || !(isAsked || asked.isError))) return null;
  if (state !== null || found === undefined) return <StatePanel state={state ?? { kind: 'loading', rows: 8 }} />;
  if (found.steps.length === 0)
    return (
      <div className="apv-stack">
        <StatePanel
          state={{
            kind: 'empty',
            title: 'Nothing has to be approved here',
            text: 'No requirement holds for this record; only its gates and the rules of its steps do.',
            action: <AppLink href="/approvals/requirements">What must be approved, and when</AppLink>,
          }}
        />
        <NoticesOf subject={found.subject} can={found.can['give-notice']} />
      </div>
    );
  return (
    <div className="apv-stack">
      {found.steps.map((step) => (
        <StepCard
          key={step.step}
          step={step}
          subject={found.subject}
          me={me}
          verbals={verbals.filter((one) => one.step === step.step)}
        />
      ))}
      <NoticesOf subject={found.subject} can={found.can['give-notice']} />
    </div>
  );
}
