import { Group } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listChanges, showRequirement } from '../contract.ts';
import { ChangeRows } from './ChangeRows.tsx';
import { ProposeButton, WithdrawButton } from './ProposeDialog.tsx';
import { TermsList } from './TermsList.tsx';
import { requirementTone } from './words.ts';
import './approvals.css';

type Requirement = ReplyOf<typeof showRequirement>;

function Versions({ requirement }: { readonly requirement: Requirement }) {
  return (
    <ol className="il-history">
      {requirement.versions.map((one) => (
        <li key={one.version}>
          <p className="il-history-when">
            From <TimeText at={one.effectiveFrom} />
          </p>
          <p>
            <b>Version {one.version}</b>
            {one.withdrawn ? ', withdrawn' : `: ${one.terms.name}, ${one.terms.seats} × ${one.terms.who.says}`}
          </p>
          <p className="apv-quiet">
            <AppLink href={`/approvals/changes/${one.change}`}>The change and its signatures</AppLink>, made{' '}
            <TimeText at={one.madeAt} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function Changes({ id }: { readonly id: string }) {
  const asked = useOperation(listChanges, { query: { requirement: id, limit: 20 } });
  const state = stateOf(asked, { rows: 3 });
  if (state !== null) return <StatePanel state={state} />;
  return <ChangeRows items={asked.data?.value.items ?? []} />;
}

/** One requirement with its versions, and what is proposed to become of it. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showRequirement, { params: { id: params.key ?? '' } });
  const found = asked.data?.value;
  const state = stateOf(asked, { rows: 8 });
  return (
    <>
      <PageHead
        title={found?.terms.name ?? 'Requirement'}
        keyText={found?.key}
        trail={[{ label: 'What must be approved', href: '/approvals/requirements' }]}
        badges={
          found === undefined ? null : (
            <StatusBadge tone={requirementTone[found.state].tone}>{requirementTone[found.state].text}</StatusBadge>
          )
        }
        actions={
          found === undefined ? null : (
            <Group gap="xs">
              <ProposeButton change={found} />
              <WithdrawButton requirement={found} />
            </Group>
          )
        }
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {found === undefined ? null : (
          <div className="apv-stack">
            <RefusalPanel
              refusals={found.unmet}
              title="As people hold roles now, nobody can meet it: every step that it governs waits"
            />
            <Card title="What is asked">
              <TermsList terms={found.terms} />
            </Card>
            <Card title="Changes">
              <Changes id={found.id} />
            </Card>
            <Card title="Versions" count={found.versions.length}>
              <Versions requirement={found} />
            </Card>
          </div>
        )}
      </PageBody>
    </>
  );
}
