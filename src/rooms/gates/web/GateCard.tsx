import { Group } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { useHrefWith } from '../../../foundation/web/address.ts';
import { ApprovalsOf } from '../../approvals/web/door.tsx';
import { Mark, SignaturesOf, useMarks } from '../../signatures/web/door.tsx';
import { type DecideVerb, decideVerbs, type GateView } from '../contract.ts';
import { CriteriaTable } from './CriteriaTable.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { EvaluationsCard } from './EvaluationsCard.tsx';
import { decideWords, gateWords, roleInWords, trailText } from './words.ts';
import './gates.css';

export type GateCardProps = { readonly gate: GateView };

/** Verbs that the state knows: what `can` names, in the order of the contract. */
const offered = (gate: GateView): readonly DecideVerb[] => {
  const closed = ['passed', 'failed', 'not-applicable'].includes(gate.state);
  return decideVerbs.filter(
    (verb) => verb in gate.can && (closed ? verb === 'reopen' : verb !== 'reopen' || gate.can.reopen === true),
  );
};

/** How long it must have been green, since when it is, and from when it can pass. */
function GreenFor({ gate }: GateCardProps) {
  const hours = gate.greenHours ?? 0;
  const asked =
    hours % 24 === 0 ? `${hours / 24} ${hours === 24 ? 'day' : 'days'}` : `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return (
    <span>
      Must be green for {asked} without break;{' '}
      {gate.greenSince === null || gate.canPassFrom === null ? (
        'not green now'
      ) : (
        <>
          green since <TimeText at={gate.greenSince} />, can pass from <TimeText at={gate.canPassFrom} />
        </>
      )}
    </span>
  );
}

/** From which edition of a template the gate came. A newer one is said, never applied by itself. */
function CameFrom({ gate }: GateCardProps) {
  if (gate.from === null) return null;
  return (
    <p className="gate-quiet">
      From <AppLink href={`/gate-templates/${gate.from.template}`}>template {gate.from.template}</AppLink>, edition{' '}
      {gate.from.edition}
      {gate.from.newer === null ? '' : `; edition ${gate.from.newer} is in force now`}
    </p>
  );
}

function Standing({ gate }: GateCardProps) {
  const open = gate.evaluation.total - gate.evaluation.met;
  return (
    <div className="gate-standing">
      <StatusBadge tone={gateWords[gate.state].tone}>{gateWords[gate.state].text}</StatusBadge>
      <span>
        {gate.evaluation.met} of {gate.evaluation.total} criteria met
        {open === 0 ? '' : `; ${open} still open`}
      </span>
      {gate.dueAt === null ? null : (
        <span>
          Due <TimeText at={gate.dueAt} />
        </span>
      )}
      {gate.greenHours === null ? null : <GreenFor gate={gate} />}
      {gate.conditionalUntil === null ? null : (
        <span>
          The condition must be met by <TimeText at={gate.conditionalUntil} />
        </span>
      )}
    </div>
  );
}

function Deciders({ gate }: GateCardProps) {
  if (gate.asOf !== null)
    return (
      <>
        <p>{gate.deciders.map(({ role }) => roleInWords(role)).join(', ')}</p>
        <p className="gate-quiet">Who held these roles then is in the history of the people.</p>
      </>
    );
  return (
    <ul className="gate-deciders">
      {gate.deciders.map(({ role, holders }) => (
        <li key={role}>
          <b>{roleInWords(role)}</b>
          {holders.length === 0 ? (
            <span className="il-missing">Nobody holds this role here. An administrator grants it.</span>
          ) : (
            <span className="gate-people">
              {holders.slice(0, 8).map((person) => (
                <PersonTag key={person.id} name={person.name} />
              ))}
              {holders.length > 8 ? <span>and {holders.length - 8} more</span> : null}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Decisions({ gate }: GateCardProps) {
  const markOf = useMarks('gate', gate.id);
  if (gate.decisions.length === 0) return <p className="il-missing">Nothing was decided yet.</p>;
  return (
    <ol className="il-history">
      {gate.decisions.map((decision) => (
        <li key={decision.id}>
          <p className="il-history-when">
            <TimeText at={decision.at} />
          </p>
          <p>
            <b>{decision.by.name}</b>, {roleInWords(decision.role)}, {decideWords[decision.outcome].done}
            {decision.stands ? null : <span className="il-missing"> (no longer stands)</span>}
          </p>
          <Mark
            mark={markOf({ verb: decision.outcome, at: decision.at, by: decision.by.id })}
            asked={decision.outcome !== 'reopen'}
          />
          <p className="il-reason">Reason: {decision.reason}</p>
          {decision.trail === null ? null : <p className="il-reason">Trail reviewed: {trailText(decision.trail)}</p>}
          {decision.condition === null ? null : (
            <p className="il-reason">
              Condition: {decision.condition}
              {decision.expiresAt === null ? null : (
                <>
                  , until <TimeText at={decision.expiresAt} />
                </>
              )}
              {decision.tolerates.length === 0 ? '' : `; tolerates ${decision.tolerates.join(', ')}`}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Says unmistakably that this is the past. */
function PastBanner({ gate }: GateCardProps) {
  const hrefWith = useHrefWith();
  if (gate.asOf === null) return null;
  return (
    <div className="il-warning gate-past" role="status">
      <span>
        You see this gate as it was at <TimeText at={gate.asOf} />, version {gate.version}. Nothing can be changed here.
      </span>
      <AppLink href={hrefWith({ asOf: null })}>Back to now</AppLink>
    </div>
  );
}

/** One gate whole: what it asks, who decides, what was decided, and the signatures on it. */
export function GateCard({ gate }: GateCardProps) {
  const [verb, setVerb] = useState<DecideVerb | null>(null);
  return (
    <div className="gate-page">
      <PastBanner gate={gate} />
      <Card
        title={gate.name}
        actions={
          <Group gap="xs" className="il-no-print">
            {gate.asOf === null ? <AppLink href={`/gates/${gate.id}/what-if`}>What if…</AppLink> : null}
            {offered(gate).map((one) => (
              <BlockedButton
                key={one}
                can={gate.can[one]}
                size="compact-sm"
                variant={one === 'pass' ? 'filled' : 'default'}
                onClick={() => setVerb(one)}
              >
                {decideWords[one].says}
              </BlockedButton>
            ))}
          </Group>
        }
      >
        <Standing gate={gate} />
        <CameFrom gate={gate} />
        {gate.reopenedWhy === null ? null : <p className="il-warning">Re-opened: {gate.reopenedWhy}</p>}
        <CriteriaTable gate={gate} />
      </Card>
      <div className="il-card-grid">
        <Card title="Who decides">
          <Deciders gate={gate} />
        </Card>
        <Card title="Decisions" count={gate.decisions.length}>
          <Decisions gate={gate} />
        </Card>
      </div>
      {gate.asOf === null ? <ApprovalsOf kind="gate" id={gate.id} quiet /> : null}
      {gate.asOf === null ? <SignaturesOf kind="gate" id={gate.id} /> : null}
      {gate.asOf === null ? <EvaluationsCard gate={gate} /> : null}
      <DecideDialog gate={gate} verb={verb} onClose={() => setVerb(null)} />
    </div>
  );
}
