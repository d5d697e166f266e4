import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { toast } from '../../../design/shell/toast.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useCall, useOperation } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { saveText } from '../../../foundation/web/transport.ts';
import { exportPlan, listPlans } from '../contract.ts';
import { PlanFile } from './PlanFile.tsx';
import './plans.css';

type Plan = ReplyOf<typeof listPlans>['items'][number];

/** Writes a plan, or everything in the reader's reach, into a file. */
function useExport() {
  const { mutateAsync: ask, data: answer } = useCall(exportPlan);
  const [busy, setBusy] = useState<string | null>(null);
  const save = async (plan: string | null) => {
    setBusy(plan ?? '');
    const answered = await ask({ query: plan === null ? {} : { plan } });
    setBusy(null);
    if (!answered.ok) return;
    const name = `${plan ?? 'portfolio'}.yaml`;
    saveText(answered.value.text, name, 'application/yaml');
    const { unsaid } = answered.value;
    toast(
      unsaid.length === 0
        ? `${name} is saved.`
        : `${name} is saved; its head names ${unsaid.length} records that it has no words for.`,
    );
  };
  return { save, busy, answer };
}

type AppliedProps = { readonly plans: readonly Plan[]; readonly busy: string | null; readonly onSave: (plan: string) => void };

const Applied = ({ plans, busy, onSave }: AppliedProps) => (
  <ScrollX label="Plans that were applied here">
    <table className="il-table">
      <thead>
        <tr>
          <th scope="col">Plan</th>
          <th scope="col">Applied last</th>
          <th scope="col" className="in-number">
            Times
          </th>
          <th scope="col" className="in-number">
            Records
          </th>
          <th scope="col">Export</th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <tr key={plan.name}>
            <th scope="row">
              {plan.title ?? plan.name} <KeyTag>{plan.name}</KeyTag>
            </th>
            <td>
              <TimeText at={plan.appliedAt} />
            </td>
            <td className="in-number">{plan.version.toLocaleString('en')}</td>
            <td className="in-number">{plan.records.toLocaleString('en')}</td>
            <td>
              <Button
                size="compact-sm"
                variant="default"
                loading={busy === plan.name}
                disabled={busy !== null}
                aria-label={`Export ${plan.name}`}
                onClick={() => onSave(plan.name)}
              >
                Export
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollX>
);

/** Plan files: the year as a file, looked at, applied and written back. */
export function Screen() {
  const asked = useOperation(listPlans);
  const { save, busy, answer } = useExport();
  const state = stateOf(asked, { rows: 6, height: 40 });
  const plans = asked.data?.value.items ?? [];
  const none = {
    kind: 'empty',
    title: 'No plan was applied yet',
    text: 'A plan file holds organisation, applications, windows, freezes and releases of a year. Export the portfolio to see the form.',
  } as const;
  return (
    <>
      <PageHead
        title="Plan files"
        sub="The year as a file: looked at before it is applied, and written back"
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            loading={busy === ''}
            disabled={busy !== null}
            onClick={() => void save(null)}
          >
            Export the portfolio
          </Button>
        }
      />
      <PageBody>
        <div className="in-page">
          <RefusalPanel refusals={refusalsOf(answer)} title="It cannot be exported" />
          <PlanFile />
          <Card title="Applied here" count={state === null ? plans.length : undefined}>
            {state !== null ? (
              <StatePanel state={state} />
            ) : plans.length === 0 ? (
              <StatePanel state={none} />
            ) : (
              <Applied plans={plans} busy={busy} onSave={(plan) => void save(plan)} />
            )}
          </Card>
        </div>
      </PageBody>
    </>
  );
}
