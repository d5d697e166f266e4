import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { PageTabs } from '../../../design/page/PageTabs.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useHrefWith, useSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { DiscussionOf } from '../../discussion/web/door.tsx';
import { DossierLink, SignaturesOf } from '../../signatures/web/door.tsx';
import { type ApplicationShown, showApplication } from '../contract.ts';
import { ApplicationVerbs } from './ApplicationVerbs.tsx';
import { ChangeApplication } from './ChangeApplication.tsx';
import { Dependencies } from './Dependencies.tsx';
import { criticalityWords, relevanceWords, stageWords, validatedWords } from './words.ts';

const Neighbourhood = lazy(async () => ({ default: (await import('./graph/Neighbourhood.tsx')).Neighbourhood }));

function Badges({ application }: { readonly application: ApplicationShown }) {
  const validated = validatedWords[application.validatedState];
  return (
    <>
      <StatusBadge tone={validated.tone}>{validated.text}</StatusBadge>
      {application.gxp === 'yes' ? <StatusBadge tone="grape">GxP</StatusBadge> : null}
      {application.withdrawn ? <StatusBadge tone="gray">Withdrawn</StatusBadge> : null}
    </>
  );
}

function Facts({ application }: { readonly application: ApplicationShown }) {
  const { criticality, owner } = application;
  return (
    <Card title="Facts">
      <FieldList
        columns={2}
        fields={[
          { label: 'Unit', value: application.unit.name },
          { label: 'Owner', value: owner === null ? null : <PersonTag name={owner.name} /> },
          {
            label: 'Criticality',
            value: <StatusBadge tone={criticalityWords[criticality].tone}>{criticalityWords[criticality].text}</StatusBadge>,
          },
          { label: 'Lifecycle stage', value: stageWords[application.lifecycleStage] },
          { label: 'GxP relevance', value: relevanceWords[application.gxp] },
          { label: 'SOX relevance', value: relevanceWords[application.sox] },
          { label: 'Technology', value: application.technology },
          { label: 'Changed', value: <TimeText at={application.changedAt} /> },
        ]}
      />
      {application.description === null ? null : <p>{application.description}</p>}
    </Card>
  );
}

type BodyProps = { readonly application: ApplicationShown; readonly version: number };

function Record({ application, version }: BodyProps) {
  const { key } = application;
  const aside = (
    <>
      <Card title="Acts">
        <ApplicationVerbs application={application} version={version} />
      </Card>
      <Card title="Elsewhere">
        <p>
          <AppLink href={`/releases?application=${encodeURIComponent(key)}`}>Releases that touch it</AppLink>
        </p>
        <p>
          <AppLink href={`/changes?application=${encodeURIComponent(key)}`}>Changes that touch it</AppLink>
        </p>
        <p>
          <AppLink href={`/calendar?application=${encodeURIComponent(application.id)}`}>Its releases in the calendar</AppLink>
        </p>
        <p>
          <AppLink href={`/records/application/${encodeURIComponent(key)}`}>History of this record</AppLink>
        </p>
        <p>
          <DossierLink kind="application" id={key} />
        </p>
      </Card>
    </>
  );
  return (
    <Columns aside={aside} asideLabel="Acts and related pages">
      <Facts application={application} />
      <Dependencies application={application} version={version} />
      <SignaturesOf kind="application" id={application.id} />
      <DiscussionOf kind="application" id={application.id} />
    </Columns>
  );
}

function Body({ application, version }: BodyProps) {
  const href = useHrefWith();
  const tab = useSearch().tab === 'around' ? 'around' : 'record';
  const tabs = [
    { id: 'record', label: 'Record', href: href({ tab: null }) },
    {
      id: 'around',
      label: 'What stands around it',
      href: href({ tab: 'around' }),
      count: application.needs.length + application.neededBy.length,
    },
  ];
  return (
    <>
      <PageTabs label="Views of this application" tabs={tabs} active={tab} />
      {tab === 'record' ? (
        <Record application={application} version={version} />
      ) : (
        <Suspense fallback={<Skeleton height={520} />}>
          <Neighbourhood id={application.id} name={application.name} />
        </Suspense>
      )}
    </>
  );
}

/** One application: its facts, what may be said of its validated state, and what stands around it. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showApplication, { params: { id: params.key ?? '' }, query: {} });
  const application = asked.data?.value;
  const trail = [{ label: 'Applications', href: '/applications' }];
  if (application === undefined) {
    return (
      <>
        <PageHead title="Application" keyText={params.key} trail={trail} />
        <PageBody>
          <StatePanel state={stateOf(asked, { rows: 12 }) ?? { kind: 'loading', rows: 12 }} />
        </PageBody>
      </>
    );
  }
  const version = asked.data?.version ?? application.version;
  return (
    <>
      <PageHead
        title={application.name}
        keyText={application.key}
        trail={trail}
        badges={<Badges application={application} />}
        actions={<ChangeApplication application={application} version={version} />}
      />
      <PageBody>
        <Body application={application} version={version} />
      </PageBody>
    </>
  );
}
