import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, Figures, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch, withSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { releaseStory, type Story } from '../contract.ts';
import { ChangeList, Decision } from './StoryParts.tsx';
import { useLimits } from './use-limits.ts';
import { inWords } from './words.ts';
import './records.css';

const trail = [{ label: 'Inspection', href: '/inspection' }];

/** The moment that the page shows: any minute between the first entry and now. */
function Moment() {
  const { asOf } = useSearch();
  const set = useSetSearch();
  return (
    <div className="rec-moment">
      <DateTimeField label="As it stood at" value={asOf ?? null} onChange={(at) => set({ asOf: at }, 'push')} />
      {asOf === undefined ? null : (
        <Button variant="default" onClick={() => set({ asOf: null }, 'push')}>
          Back to now
        </Button>
      )}
    </div>
  );
}

function Links({ story, asOf }: { readonly story: Story; readonly asOf: string | undefined }) {
  const key = encodeURIComponent(story.key);
  const at = asOf === undefined ? {} : { asOf };
  const limited = useLimits().length > 0;
  return (
    <p className="rec-links">
      {limited ? null : <AppLink href={withSearch(`/releases/${key}`, {}, at)}>The release</AppLink>}
      <AppLink href={withSearch(`/dossiers/${key}`, {}, at)}>Dossier to print</AppLink>
      <AppLink href={`/records/release/${key}`}>Every entry of it</AppLink>
      {limited ? null : (
        <>
          <AppLink href={`/audit?key=${key}`}>In the audit trail</AppLink>
          <AppLink href={`/audit-reviews?release=${key}`}>Reviews of its trail</AppLink>
        </>
      )}
    </p>
  );
}

function Numbers({ story }: { readonly story: Story }) {
  const changed = story.decisions.filter((one) => one.changedAfter.length > 0).length;
  const unsound = story.decisions.filter((one) => one.signature === null || one.signature.standing !== 'valid').length;
  return (
    <Figures
      items={[
        { label: 'Decisions', value: story.decisions.length },
        { label: 'Decisions after which something changed', value: changed },
        { label: 'Without a valid signature today', value: unsound },
        { label: 'Entries after it was over', value: story.afterEnd.length },
        { label: 'Entries in all', value: story.entries },
      ]}
    />
  );
}

function Told({ story, asOf }: { readonly story: Story; readonly asOf: string | undefined }) {
  return (
    <div className="rec-stack">
      <div>
        <Numbers story={story} />
        <Links story={story} asOf={asOf} />
      </div>
      <Card title="Who decided what, on which evidence" count={story.decisions.length}>
        {story.decisions.length === 0 ? (
          <p className="il-missing">Nobody has decided anything on this release up to that moment.</p>
        ) : (
          <ol className="rec-decisions">
            {story.decisions.map((decision) => (
              <Decision key={decision.entry} decision={decision} />
            ))}
          </ol>
        )}
      </Card>
      <Card title="Written after the release was over" count={story.afterEnd.length}>
        {story.afterEnd.length === 0 ? (
          <p className="il-missing">Nothing.</p>
        ) : (
          <ChangeList changes={story.afterEnd} label="Entries after the release was over" />
        )}
      </Card>
    </div>
  );
}

/** The story of a release on one page. `?asOf=` tells it as it stood then. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const { asOf } = useSearch();
  const asked = useOperation(releaseStory, { params: { id: key }, query: asOf === undefined ? {} : { asOf } });
  const state = stateOf(asked, { rows: 10, height: 64 });
  const story = asked.data?.value;
  if (state !== null || story === undefined)
    return (
      <>
        <PageHead title="Story of a release" keyText={key} trail={trail}>
          <Moment />
        </PageHead>
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  return (
    <>
      <PageHead
        title={story.name}
        keyText={story.key}
        trail={trail}
        badges={
          <>
            <StatusBadge tone="gray">{inWords(story.state)}</StatusBadge>
            {story.outcome === null ? null : <StatusBadge tone="gray">{inWords(story.outcome)}</StatusBadge>}
          </>
        }
        sub={
          <span>
            {story.unit}, {story.owner ?? 'nobody accountable'}. Version {story.version},{' '}
            {asOf === undefined ? 'as it stands now' : 'as it stood at '}
            {asOf === undefined ? null : <TimeText at={story.at} />}.
          </span>
        }
        actions={
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => globalThis.print()}>
            Print
          </Button>
        }
      >
        <Moment />
      </PageHead>
      <PageBody>
        <Told story={story} asOf={asOf} />
      </PageBody>
    </>
  );
}
