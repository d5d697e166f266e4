import { AppLink } from '../../../design/navigation.tsx';
import { Card, Columns, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { inSentence } from '../../../design/parts/in-sentence.ts';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { ApprovalsOf } from '../../approvals/web/door.tsx';
import { DiscussionOf } from '../../discussion/web/door.tsx';
import { DossierLink, Mark, SignaturesOf } from '../../signatures/web/door.tsx';
import { getChange } from '../contract.ts';
import { ChangeVerbs } from './ChangeVerbs.tsx';
import { EditChange } from './EditChange.tsx';
import { Interactions } from './Interactions.tsx';
import { type Change, StateBadge } from './parts.tsx';
import { RiskCard } from './RiskCard.tsx';
import {
  criticalityWord,
  linkWords,
  modelWords,
  relevanceWords,
  roleWords,
  standingWords,
  stateWords,
  verbWords,
} from './words.ts';
import './changes.css';

type Of = { readonly change: Change };

function Prose({ text, missing }: { readonly text: string; readonly missing: string }) {
  return text === '' ? <p className="il-missing">{missing}</p> : <p className="chg-prose">{text}</p>;
}

function About({ change }: Of) {
  const { planned, asks } = change;
  return (
    <Card title="About">
      <Prose text={change.description} missing="Nobody has said what is changed, and why." />
      <FieldList
        columns={2}
        fields={[
          { label: 'Model', value: modelWords[change.model] },
          {
            label: change.state === 'draft' ? 'Would follow' : 'Follows',
            value: <AppLink href={`/change-models/${change.judgedBy.key}`}>{change.judgedBy.key}</AppLink>,
            hint: 'The version of its model: fixed when it is submitted',
          },
          { label: 'Unit', value: change.unit.name },
          { label: 'Owner', value: change.owner === null ? null : <PersonTag name={change.owner.name} /> },
          { label: 'Requested by', value: <PersonTag name={change.requestedBy.name} /> },
          { label: 'Planned from', value: planned === null ? null : <TimeText at={planned.start} zone={planned.zone} /> },
          { label: 'Planned until', value: planned === null ? null : <TimeText at={planned.end} zone={planned.zone} /> },
          { label: 'GxP', value: relevanceWords[change.facets.gxp], hint: 'The gravest of its applications' },
          { label: 'SOX', value: relevanceWords[change.facets.sox], hint: 'The gravest of its applications' },
          { label: 'Criticality', value: criticalityWord(change.facets.criticality), hint: 'The gravest of its applications' },
          { label: 'Word of quality', value: asks.quality ? 'Asked before both approvals and the closure' : 'Not demanded' },
        ]}
      />
      {change.outcome === null ? null : (
        <p className="chg-prose">
          <b>{stateWords[change.outcome].text}</b>: {change.outcomeNote}
        </p>
      )}
    </Card>
  );
}

function Applications({ change }: Of) {
  return (
    <Card title="Applications" count={change.applications.length}>
      {change.applications.length === 0 ? (
        <p className="il-missing">None is named yet: what the change touches is unknown.</p>
      ) : (
        <ScrollX label="Applications of the change">
          <table className="il-table chg-wide">
            <thead>
              <tr>
                <th scope="col">Application</th>
                <th scope="col">Role</th>
                <th scope="col">Criticality</th>
                <th scope="col">GxP</th>
                <th scope="col">SOX</th>
              </tr>
            </thead>
            <tbody>
              {change.applications.map(({ application, role, criticality, gxp, sox }) => (
                <tr key={application.id}>
                  <th scope="row">
                    <AppLink href={`/applications/${application.key}`}>{application.name}</AppLink>{' '}
                    <span className="il-key">{application.key}</span>
                  </th>
                  <td>{roleWords[role]}</td>
                  <td>
                    {criticality === 'unknown' ? <span className="il-missing">Unknown</span> : criticalityWord(criticality)}
                  </td>
                  <td>{gxp === 'yes' ? <StatusBadge tone="grape">GxP</StatusBadge> : relevanceWords[gxp]}</td>
                  <td>{relevanceWords[sox]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </Card>
  );
}

function Plans({ change }: Of) {
  const missing = (demanded: boolean) =>
    demanded
      ? 'Missing: its criticality demands one.'
      : change.model === 'standard'
        ? 'None; the instructions say it.'
        : 'None; its criticality demands none.';
  return (
    <Card title="Plans">
      {change.model === 'standard' ? (
        <>
          <h3 className="chg-sub">Instructions of {change.judgedBy.name}</h3>
          <p className="chg-prose">{change.judgedBy.instructions}</p>
        </>
      ) : null}
      <h3 className="chg-sub">Back-out plan</h3>
      <Prose text={change.backOutPlan} missing={missing(change.asks.backOutPlan)} />
      <h3 className="chg-sub">Test plan</h3>
      <Prose text={change.testPlan} missing={missing(change.asks.testPlan)} />
    </Card>
  );
}

function Neighbours({ title, empty, rows }: { readonly title: string; readonly empty: string; readonly rows: Change['needs'] }) {
  return (
    <>
      <h3 className="chg-sub">{title}</h3>
      {rows.length === 0 ? <p className="chg-quiet">{empty}</p> : null}
      <ul className="chg-list">
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              {row.state === null ? row.name : <AppLink href={`/changes/${row.key}`}>{row.name}</AppLink>}
              <small>
                <KeyTag>{row.key}</KeyTag>
                {row.needBy === null ? null : (
                  <>
                    {' '}
                    needed by <TimeText at={row.needBy} />
                  </>
                )}
              </small>
            </div>
            <StatusBadge tone={standingWords[row.standing].tone}>{standingWords[row.standing].text}</StatusBadge>
          </li>
        ))}
      </ul>
    </>
  );
}

function Links({ change }: Of) {
  return (
    <Card title="Links" count={change.links.length}>
      {change.links.length === 0 ? <p className="chg-quiet">No commit, pull request, ticket or document yet.</p> : null}
      <ul className="chg-list">
        {change.links.map((link) => (
          <li key={link.url}>
            <div>
              <a href={link.url} target="_blank" rel="noopener noreferrer">
                {link.label}
              </a>
              <small>{linkWords[link.kind]}</small>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const says: Readonly<Record<string, { readonly says: string }>> = verbWords;

function Decisions({ change }: Of) {
  if (change.decisions.length === 0) return <p className="il-missing">None yet.</p>;
  return (
    <ol className="il-history">
      {change.decisions.map((decision) => (
        <li key={`${decision.kind}${decision.at}`}>
          <p className="il-history-when">
            <TimeText at={decision.at} />
          </p>
          <p>
            <b>{decision.by.name}</b>: {inSentence(says[decision.kind]?.says ?? decision.kind)}
          </p>
          {decision.signature === null ? null : <Mark mark={decision.signature} asked />}
          {decision.reason === null ? null : <p className="il-reason">Reason: {decision.reason}</p>}
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

function Body({ change, version }: Of & { readonly version: number }) {
  const live = change.asOf === null;
  const aside = (
    <>
      <Card title="Steps taken" count={change.decisions.length}>
        <Decisions change={change} />
      </Card>
      <Card title="Elsewhere">
        <p>
          <AppLink href={`/records/change/${change.key}`}>History of this record</AppLink>
        </p>
        <p>
          <DossierLink kind="change" id={change.key} />
        </p>
      </Card>
    </>
  );
  return (
    <Columns aside={aside} asideLabel="Steps taken and related pages">
      {live ? (
        <Card title="Next">
          <ChangeVerbs change={change} version={version} />
        </Card>
      ) : (
        <p className="il-warning">
          The change as it was at <TimeText at={change.asOf ?? ''} />.{' '}
          <AppLink href={`/changes/${change.key}`}>Back to now</AppLink>
        </p>
      )}
      <About change={change} />
      <Applications change={change} />
      {live ? <ApprovalsOf kind="change" id={change.id} quiet /> : null}
      <Plans change={change} />
      <RiskCard change={change} />
      <Card title="Order">
        <Neighbours title="Comes after" empty="It waits for no other change." rows={change.needs} />
        {live ? <Neighbours title="Others wait for it" empty="No change waits for it." rows={change.neededBy} /> : null}
      </Card>
      {live ? <Interactions id={change.id} /> : null}
      <Links change={change} />
      {live ? <SignaturesOf kind="change" id={change.id} /> : null}
      {live ? <DiscussionOf kind="change" id={change.id} /> : null}
    </Columns>
  );
}

/** One change: what it is, what stands in its way, who decided, and how risky it is. */
export function Screen({ params }: ScreenProps) {
  const { asOf } = useSearch();
  const query = asOf === undefined ? {} : { asOf };
  const asked = useOperation(getChange, { params: { id: params.key ?? '' }, query });
  const change = asked.data?.value;
  const trail = [{ label: 'Changes', href: '/changes' }];
  if (change === undefined) {
    return (
      <>
        <PageHead title="Change" keyText={params.key} trail={trail} />
        <PageBody>
          <StatePanel state={stateOf(asked, { rows: 12 }) ?? { kind: 'loading', rows: 12 }} />
        </PageBody>
      </>
    );
  }
  const version = asked.data?.version ?? change.version;
  return (
    <>
      <PageHead
        title={change.name}
        keyText={change.key}
        trail={trail}
        badges={
          <>
            <StateBadge state={change.state} />
            {change.facets.gxp === 'no' ? null : (
              <StatusBadge tone="grape">{change.facets.gxp === 'yes' ? 'GxP' : 'GxP unknown'}</StatusBadge>
            )}
          </>
        }
        actions={change.asOf === null ? <EditChange change={change} version={version} /> : undefined}
      />
      <PageBody>
        <Body change={change} version={version} />
      </PageBody>
    </>
  );
}
