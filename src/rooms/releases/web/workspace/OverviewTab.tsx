import { AppLink } from '../../../../design/navigation.tsx';
import { Card, CardGrid } from '../../../../design/page/layout.tsx';
import { FieldList } from '../../../../design/parts/FieldList.tsx';
import { inSentence } from '../../../../design/parts/in-sentence.ts';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag } from '../../../../design/parts/tags.tsx';
import { PoliciesOf } from '../../../policies/web/door.tsx';
import { RetentionOf } from '../../../retention/web/door.tsx';
import { Mark } from '../../../signatures/web/door.tsx';
import { GoLiveText, type Release, StateBadge } from '../parts.tsx';
import { verbWords } from '../words.ts';
import { NextStep } from './NextStep.tsx';
import type { TabProps } from './tabs.ts';
import { Verbs } from './Verbs.tsx';

function Facts({ release }: { readonly release: Release }) {
  const zone = release.goLive?.zone;
  const span = release.deploymentSpan;
  return (
    <FieldList
      columns={2}
      fields={[
        { label: 'Accountable owner', value: release.owner === null ? null : <PersonTag name={release.owner.name} /> },
        { label: 'Unit', value: release.unit.name },
        { label: 'Go-live starts', value: release.goLive === null ? null : <TimeText at={release.goLive.start} zone={zone} /> },
        { label: 'Go-live ends', value: release.goLive === null ? null : <TimeText at={release.goLive.end} zone={zone} /> },
        {
          label: 'Time to back out',
          value: release.backOutMinutes === null ? null : `${release.backOutMinutes} minutes`,
          hint: 'Freezes and other releases are held against the go-live and this time together',
        },
        {
          label: 'Deployment span ends',
          value: span === null || release.backOutMinutes === null ? null : <TimeText at={span.end} zone={zone} />,
          hint: 'The go-live and the time to back out together',
        },
        {
          label: 'Warranty ends',
          value: release.warrantyEnd === null ? null : <TimeText at={release.warrantyEnd} zone={zone} />,
        },
        {
          label: 'Part of',
          value:
            release.parent === null ? null : (
              <AppLink href={`/releases/${release.parent.key}`}>
                {release.parent.name} ({release.parent.key})
              </AppLink>
            ),
        },
        { label: 'Proposed by', value: <PersonTag name={release.proposedBy.name} /> },
        { label: 'Proposed at', value: <TimeText at={release.createdAt} /> },
        ...(release.source === null ? [] : [{ label: 'Imported from', value: release.source }]),
      ]}
    />
  );
}

function Decisions({ release }: { readonly release: Release }) {
  if (release.decisions.length === 0) return <p className="il-missing">None yet.</p>;
  return (
    <ol className="il-history">
      {release.decisions.map((decision) => (
        <li key={`${decision.kind}${decision.at}`}>
          <p className="il-history-when">
            <TimeText at={decision.at} />
          </p>
          <p>
            <b>{decision.by.name}</b>: {sayOf(decision.kind)}
            {decision.result === null ? '' : ` (${decision.result})`}
          </p>
          <Mark mark={decision.signature} asked={decision.confirmed} />
          {decision.reason === null ? null : <p className="il-reason">Reason: {decision.reason}</p>}
          {decision.kind === 'declare-ready' && decision.voided === null && release.goUntil !== null ? (
            <p className="rel-dim">
              It counts until <TimeText at={release.goUntil} />.
            </p>
          ) : null}
          {decision.voided === null ? null : (
            <p className="il-warning">
              No longer stands since <TimeText at={decision.voided.at} />: {decision.voided.why}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

const words: Readonly<Record<string, { readonly says: string }>> = verbWords;
const sayOf = (kind: string): string => inSentence(words[kind]?.says ?? kind);

function Children({ release }: { readonly release: Release }) {
  if (release.children.length === 0) return null;
  return (
    <Card title="Releases of this train" count={release.children.length}>
      <ul className="rel-list">
        {release.children.map((child) => (
          <li key={child.id}>
            <div>
              <AppLink href={`/releases/${child.key}`}>{child.name}</AppLink>
              <small>
                <KeyTag>{child.key}</KeyTag> <GoLiveText goLive={child.goLive} />
              </small>
            </div>
            <StateBadge state={child.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What blocks the next step comes first; then what the release is, and what was decided. */
export function OverviewTab({ release, version }: TabProps) {
  return (
    <>
      {release.asOf === null ? (
        <NextStep release={release}>
          <Verbs release={release} version={version} />
        </NextStep>
      ) : null}
      <div className="rel-stack">
        <Card title="About">
          {release.summary === '' ? <p className="il-missing">No summary.</p> : <p className="rel-summary">{release.summary}</p>}
          <Facts release={release} />
        </Card>
        {release.deviation === null ? null : (
          <Card title="Deviation">
            <FieldList
              fields={[
                { label: 'What deviates', value: release.deviation.text },
                { label: 'What follows from it', value: release.deviation.disposition },
              ]}
            />
          </Card>
        )}
        {release.asOf === null ? <PoliciesOf subject={`release:${release.id}`} /> : null}
        <CardGrid>
          <Card title="Decisions and steps" count={release.decisions.length}>
            <Decisions release={release} />
          </Card>
          <Children release={release} />
        </CardGrid>
        {release.asOf === null ? <RetentionOf kind="release" id={release.id} /> : null}
      </div>
    </>
  );
}
