import { Fieldset } from '@mantine/core';
import { useEffect, useState } from 'react';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { counted } from '../../../../design/parts/in-sentence.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { previewProposal } from '../../contract.ts';
import { roleInWords } from '../words.ts';
import { askedBySteps } from './asked-by-steps.ts';
import { bodyOf, type ProposeDraft } from './draft.ts';

type Reply = ReplyOf<typeof previewProposal>;
type Approval = Reply['steps'][number]['approvals'][number];

function ApprovalLine({ approval, lead }: { readonly approval: Approval; readonly lead: string }) {
  const { requirement, name, asked, meaning, seats, excludes, could } = approval;
  return (
    <li>
      <b>{name}</b> ({requirement}){lead}: {seats === 1 ? 'one person' : `${seats} people`} ({asked}){' '}
      {seats === 1 ? 'says' : 'say'} “{meaning.replaceAll('-', ' ')}”
      {excludes.length === 0 ? null : <span className="rel-dim">; not who {excludes.join(', nor who ')}</span>}
      {could < seats ? <span className="rel-short"> {could === 0 ? 'Nobody' : `Only ${could}`} could now.</span> : null}
    </li>
  );
}

function GateLine({ gate }: { readonly gate: Reply['gates'][number] }) {
  return (
    <li>
      Gate <b>{gate.name}</b> ({gate.template}, {gate.rule}), decided by {gate.deciders.map(roleInWords).join(' or ')}:{' '}
      {counted(gate.criteria.length, 'criterion', 'criteria')}
      {gate.greenHours === null ? null : `, all green for ${gate.greenHours} h`}
      <ul>
        {gate.criteria.map((criterion) => (
          <li key={criterion.key}>{criterion.text}</li>
        ))}
        {gate.approvals.map((approval) => (
          <ApprovalLine key={approval.requirement} approval={approval} lead=", before it passes" />
        ))}
      </ul>
    </li>
  );
}

/** What the draft is, once it has come to rest: choosing and typing asks once, not at every step. */
function useSettled(draft: ProposeDraft) {
  const { kind, class: grade, unit, applications } = bodyOf(draft);
  const now = JSON.stringify({
    kind,
    class: grade,
    unit,
    applications: applications?.map(({ application, role }) => ({ application, role })),
  });
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = globalThis.setTimeout(() => setAsked(now), 250);
    return () => globalThis.clearTimeout(timer);
  }, [now]);
  return { asked, settled: asked === now };
}

/** Which gates and approvals the release would be asked for, before it is proposed. */
export function WhatIsAsked({ draft }: { readonly draft: ProposeDraft }) {
  const { asked, settled } = useSettled(draft);
  const chosen = draft.unit !== null;
  const preview = useOperation(previewProposal, { body: JSON.parse(asked) }, { keepPrevious: true, enabled: chosen && settled });
  const state = chosen ? stateOf(preview, { height: 60 }) : null;
  const steps = preview.data === undefined ? [] : askedBySteps(preview.data.value);
  return (
    <Fieldset legend="What it will be asked for">
      {chosen ? null : <p className="rel-dim">Choose the unit first: what is asked depends on it.</p>}
      {state === null ? null : <StatePanel state={state} />}
      {chosen && state === null ? (
        <div aria-live="polite" aria-busy={!settled || preview.isFetching}>
          {draft.applications.length === 0 ? (
            <p className="rel-dim">Without applications nothing is known of it: it is asked for what the gravest would be.</p>
          ) : null}
          {steps.length === 0 ? <p className="rel-dim">No gate and no approval is demanded of such a release.</p> : null}
          {steps.map((step) => (
            <section key={step.says} className="rel-asked">
              <h3>Before “{step.says}”</h3>
              <ul>
                {step.gates.map((gate) => (
                  <GateLine key={gate.key} gate={gate} />
                ))}
                {step.approvals.map((approval) => (
                  <ApprovalLine key={approval.requirement} approval={approval} lead="" />
                ))}
              </ul>
            </section>
          ))}
        </div>
      ) : null}
    </Fieldset>
  );
}
