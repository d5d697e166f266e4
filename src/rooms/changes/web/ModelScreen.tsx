import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignaturesOf, SignedButton } from '../../signatures/web/door.tsx';
import { actOnModel, type ModelView, showModel } from '../contract.ts';
import { ProposeModel } from './ProposeModel.tsx';
import { bandWords, demandWords, modelStateWords, modelWords } from './words.ts';
import './changes.css';

type Of = { readonly model: ModelView };

function Signed({ model, verb }: Of & { readonly verb: 'approve' | 'retire' }) {
  const act = useAct(actOnModel);
  const approving = verb === 'approve';
  const label = approving ? 'Approve' : 'Retire';
  return (
    <SignedButton
      can={model.can[verb]}
      label={label}
      title={`${label} ${model.key}`}
      text={
        approving
          ? 'Changes that are submitted from now on follow it. What was submitted before goes on as it was.'
          : 'Nothing is authorised by it any more. Standard changes that have not begun become normal ones, or are withdrawn.'
      }
      needsReason={!approving}
      danger={!approving}
      wanted={(reason) => ({
        subject: { kind: 'change-model', id: model.id },
        version: model.version,
        verb,
        input: reason === '' ? {} : { reason },
      })}
      send={(reason, signature, seen) =>
        act.mutateAsync({
          params: { id: model.key, verb },
          version: seen,
          body: { ...(reason === '' ? {} : { reason }), signature },
        })
      }
    />
  );
}

const plain = {
  refuse: { label: 'Refuse', text: 'The version in force stays. The proposal stays readable, with your reason.' },
  withdraw: { label: 'Withdraw the proposal', text: 'Nobody decides on it any more. It stays readable.' },
} as const;

function WithReason({ model, verb }: Of & { readonly verb: 'refuse' | 'withdraw' }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(actOnModel, () => setOpened(false));
  const { label, text } = plain[verb];
  return (
    <>
      <BlockedButton variant="default" can={model.can[verb]} onClick={() => setOpened(true)}>
        {label}
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`${label}, ${model.key}`}
        text={text}
        confirm={label}
        needsReason
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ params: { id: model.key, verb }, version: model.version, reasonCode, body: { reason } })
        }
        onClose={() => setOpened(false)}
      />
    </>
  );
}

function Next({ model }: Of) {
  if (model.state === 'proposed')
    return (
      <Card title="Next">
        <div className="chg-verbs">
          <Signed model={model} verb="approve" />
          <WithReason model={model} verb="refuse" />
          <WithReason model={model} verb="withdraw" />
        </div>
      </Card>
    );
  if (model.state !== 'in-force' || model.kind !== 'standard') return null;
  return (
    <Card title="Next">
      <div className="chg-verbs">
        <Signed model={model} verb="retire" />
      </div>
    </Card>
  );
}

function Content({ model }: Of) {
  const { limits, plans, kind } = model;
  const none = 'No limit';
  const standard = kind === 'standard';
  const demands =
    standard || kind === 'non-production'
      ? []
      : [
          { label: 'Back-out plan', value: demandWords[plans.backOut] },
          { label: 'Test plan', value: demandWords[plans.test] },
        ];
  return (
    <Card title="What it says">
      {model.description === '' ? null : <p className="chg-prose">{model.description}</p>}
      <FieldList
        columns={2}
        fields={[
          { label: 'Kind', value: modelWords[kind] },
          ...(standard ? [{ label: 'GxP applications', value: model.gxp ? 'Covered' : 'Not covered' }] : []),
          ...demands,
          { label: 'Applications, at most', value: limits.components ?? none },
          { label: 'Minutes, at most', value: limits.minutes ?? none },
          { label: 'Risk, at most', value: limits.band === null ? none : bandWords[limits.band].text },
        ]}
      />
      {standard ? (
        <>
          <h3 className="chg-sub">Instructions</h3>
          <p className="chg-prose">{model.instructions}</p>
          <h3 className="chg-sub">Applications</h3>
          <ul className="chg-list">
            {model.applications.map(({ id, key, name }) => (
              <li key={id}>
                <div>
                  <AppLink href={`/applications/${key}`}>{name}</AppLink>
                  <small>{key}</small>
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
}

function Decided({ model }: Of) {
  const { proposedBy, proposedAt, decidedBy, decidedAt } = model;
  return (
    <Card title="Who answers for it">
      <FieldList
        fields={[
          { label: 'Proposed by', value: proposedBy === null ? 'Interlock comes with it' : <PersonTag name={proposedBy.name} /> },
          { label: 'Proposed', value: <TimeText at={proposedAt} /> },
          { label: 'Reason', value: model.reason },
          ...(decidedBy === null || decidedAt === null
            ? []
            : [
                { label: 'Decided by', value: <PersonTag name={decidedBy.name} /> },
                { label: 'Decided', value: <TimeText at={decidedAt} /> },
              ]),
          ...(model.endReason === null ? [] : [{ label: 'Why it ended', value: model.endReason }]),
        ]}
      />
    </Card>
  );
}

function Versions({ model }: Of) {
  return (
    <Card title="Versions" count={model.versions.length}>
      <ul className="chg-list">
        {model.versions.map(({ key, number, state }) => (
          <li key={key}>
            <div>
              {key === model.key ? (
                `Version ${number}, this one`
              ) : (
                <AppLink href={`/change-models/${key}`}>Version {number}</AppLink>
              )}
            </div>
            <StatusBadge tone={modelStateWords[state].tone}>{modelStateWords[state].text}</StatusBadge>
          </li>
        ))}
      </ul>
      <p>
        <AppLink href={`/records/change-model/${model.key}`}>History of this version</AppLink>
      </p>
      <p>
        <AppLink href={`/changes?follows=${model.key}`}>Changes that follow it</AppLink>
      </p>
    </Card>
  );
}

/** One version of a model: what it says, who proposed it and who decided. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showModel, { params: { id: params.key ?? '' } });
  const model = asked.data?.value;
  const trail = [{ label: 'Models of changes', href: '/change-models' }];
  if (model === undefined)
    return (
      <>
        <PageHead title="Model of changes" keyText={params.key} trail={trail} />
        <PageBody>
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        </PageBody>
      </>
    );
  const { tone, text } = modelStateWords[model.state];
  return (
    <>
      <PageHead
        title={model.name}
        keyText={model.key}
        trail={trail}
        badges={<StatusBadge tone={tone}>{text}</StatusBadge>}
        actions={model.state === 'in-force' ? <ProposeModel model={model} can={model.can.propose} /> : undefined}
      />
      <PageBody>
        <Columns
          asideLabel="Who answers for it, and its versions"
          aside={
            <>
              <Decided model={model} />
              <Versions model={model} />
            </>
          }
        >
          <Next model={model} />
          <Content model={model} />
          <SignaturesOf kind="change-model" id={model.id} />
        </Columns>
      </PageBody>
    </>
  );
}
