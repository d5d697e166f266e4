import { Select } from '@mantine/core';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type PublishedPlan, showPlan, showVersion } from '../contract.ts';
import { PlanLinkActs } from './PlanLink.tsx';
import { PlanTables } from './PlanTables.tsx';
import { PublishVersion } from './PublishPlan.tsx';
import { linkWords } from './words.ts';
import './communications.css';

const trail = [{ label: 'Published plans', href: '/published-plans' }];

function Facts({ plan, number }: { readonly plan: PublishedPlan; readonly number: number }) {
  const head = plan.versions.find((one) => one.number === number);
  return (
    <FieldList
      fields={[
        ...(head === undefined
          ? []
          : [
              {
                label: 'Covers',
                value: (
                  <>
                    <DateText at={head.from} /> to <DateText at={head.until} />
                  </>
                ),
              },
              { label: 'Published', value: <TimeText at={head.publishedAt} /> },
              { label: 'Published by', value: head.publishedBy.name },
            ]),
        ...(plan.linkUntil === null
          ? []
          : [
              { label: plan.link === 'open' ? 'The link ends' : 'The link ended', value: <TimeText at={plan.linkUntil} /> },
              { label: 'Link opened by', value: plan.linkOpenedBy?.name ?? '' },
            ]),
      ]}
    />
  );
}

function Version({ plan, number }: { readonly plan: PublishedPlan; readonly number: number }) {
  const asked = useOperation(showVersion, { params: { id: plan.id, number } }, { keepPrevious: true });
  const state = stateOf(asked, { rows: 10, height: 44 });
  if (state !== null || asked.data === undefined) return state === null ? null : <StatePanel state={state} />;
  return <PlanTables edition={asked.data.value} />;
}

/** A published plan: its versions, what each says, and the link by which people outside read it. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const search = useSearch();
  const set = useSetSearch();
  const asked = useOperation(showPlan, { params: { id: key } });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const plan = asked.data?.value;
  if (state !== null || plan === undefined)
    return (
      <>
        <PageHead title="Published plan" keyText={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const number = Number(search.version ?? plan.newest);
  return (
    <>
      <PageHead
        title={plan.title}
        keyText={plan.key}
        trail={trail}
        badges={<StatusBadge tone={linkWords[plan.link].tone}>{linkWords[plan.link].text}</StatusBadge>}
        sub={<span>{plan.unit.name}, with all units below it</span>}
        actions={
          <>
            <PlanLinkActs plan={plan} />
            <PublishVersion plan={plan} />
          </>
        }
      />
      <PageBody>
        <div className="com-stack">
          <Card title={`Version ${number}`}>
            <div className="com-versions">
              <Select
                label="Version"
                allowDeselect={false}
                w={260}
                data={plan.versions.map((one) => ({
                  value: String(one.number),
                  label: one.number === plan.newest ? `${one.number}, the newest` : String(one.number),
                }))}
                value={String(number)}
                onChange={(chosen) => set({ version: chosen === String(plan.newest) ? null : chosen })}
              />
            </div>
            <Facts plan={plan} number={number} />
          </Card>
          <Version plan={plan} number={number} />
        </div>
      </PageBody>
    </>
  );
}
