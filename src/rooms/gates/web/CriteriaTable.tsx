import { Group } from '@mantine/core';
import { useState } from 'react';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import type { GateView } from '../contract.ts';
import { AskMachine } from './AskMachine.tsx';
import type { Criterion } from './criterion.ts';
import { RecordDialog } from './RecordDialog.tsx';
import { SecondDialog } from './SecondDialog.tsx';
import { WaiveDialog, WithdrawDialog, type Withdrawn } from './WaiveDialog.tsx';
import { roleInWords, statusWords } from './words.ts';

function FoundByHouse({ found }: { readonly found: NonNullable<Criterion['found']> }) {
  return (
    <>
      <div>{found.says}</div>
      <div className="gate-quiet">
        Measured by Interlock; so since <TimeText at={found.at} />
      </div>
    </>
  );
}

/** Both names where two people answer for a value. */
function SecondEntry({ criterion }: { readonly criterion: Criterion }) {
  const { result } = criterion;
  if (result === null || result.second === null || result.withdrawn !== null) return null;
  const { state, by } = result.second;
  if (state === 'pending')
    return <div className="gate-second">Entered by {result.recordedBy.name}; waits for a second person who enters the same.</div>;
  if (state === 'confirmed')
    return (
      <div>
        Entered by {result.recordedBy.name} and again by {by?.name}
      </div>
    );
  return (
    <div className="gate-second">
      Entered by {result.recordedBy.name}; {by?.name} entered another value, so it does not count. Withdraw it and record it anew.
    </div>
  );
}

function Evidence({ criterion }: { readonly criterion: Criterion }) {
  const { result } = criterion;
  return (
    <>
      {criterion.evidence === null ? null : <div className="gate-quiet">Asked: {criterion.evidence}</div>}
      {criterion.found === null ? null : <FoundByHouse found={criterion.found} />}
      {result === null && criterion.found !== null ? null : result === null ? (
        <span className="il-missing">None yet</span>
      ) : (
        <>
          <SecondEntry criterion={criterion} />
          <div>
            {result.measuredBy}
            {result.ofVersion === null ? '' : `, on version ${result.ofVersion}`}
          </div>
          <div className="gate-quiet">
            <TimeText at={result.measuredAt} />
          </div>
          {result.note === null ? null : <div>{result.note}</div>}
          {result.link === null ? null : (
            <a href={result.link} target="_blank" rel="noreferrer noopener">
              Open the evidence
            </a>
          )}
        </>
      )}
      {criterion.earlier.length === 0 ? null : (
        <details className="gate-earlier">
          <summary>
            {criterion.earlier.length} earlier {criterion.earlier.length === 1 ? 'result' : 'results'}
          </summary>
          <ul>
            {criterion.earlier.map((one) => (
              <li key={one.id}>
                {one.value ?? (one.checked === true ? 'done' : 'not done')} by {one.recordedBy.name},{' '}
                <TimeText at={one.recordedAt} />
                {one.withdrawn === null ? '' : `, withdrawn: ${one.withdrawn.reason}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Status({ criterion }: { readonly criterion: Criterion }) {
  const waiver = criterion.waivers.find((one) => one.valid);
  return (
    <>
      <StatusBadge tone={statusWords[criterion.status].tone}>{statusWords[criterion.status].text}</StatusBadge>
      {waiver === undefined ? null : (
        <div className="gate-quiet">
          {waiver.by.name}: {waiver.reason}. Until <TimeText at={waiver.expiresAt} />
        </div>
      )}
      {criterion.checkDue === null ? null : (
        <div className="gate-quiet">
          Asked; to be answered by <TimeText at={criterion.checkDue} />
        </div>
      )}
      {criterion.freshUntil === null || criterion.status !== 'met' ? null : (
        <div className="gate-quiet">
          Fresh until <TimeText at={criterion.freshUntil} />
        </div>
      )}
    </>
  );
}

type RowProps = {
  readonly gate: GateView;
  readonly criterion: Criterion;
  readonly onRecord: () => void;
  readonly onSecond: () => void;
  readonly onWaive: () => void;
  readonly onWithdraw: (what: Withdrawn) => void;
  /** Shown as it was: there is nothing to do. */
  readonly past: boolean;
};

function Verbs({ gate, criterion, onRecord, onSecond, onWaive, onWithdraw }: RowProps) {
  const { can, result } = criterion;
  const waiver = criterion.waivers.find((one) => one.valid);
  return (
    <Group gap={6} wrap="wrap" className="il-no-print">
      {can.ask === undefined ? null : <AskMachine gate={gate} criterion={criterion} />}
      {criterion.type !== 'checklist' && criterion.type !== 'measure' ? null : (
        <BlockedButton size="compact-xs" variant="light" can={can.record} onClick={onRecord}>
          Record
        </BlockedButton>
      )}
      {can.confirm === undefined ? null : (
        <BlockedButton size="compact-xs" variant="light" can={can.confirm} onClick={onSecond}>
          Second entry
        </BlockedButton>
      )}
      {criterion.status === 'met' || waiver !== undefined ? null : (
        <BlockedButton size="compact-xs" variant="default" can={can.waive} onClick={onWaive}>
          Waive
        </BlockedButton>
      )}
      {result !== null && (can.record === true || can.ask === true) ? (
        <BlockedButton size="compact-xs" variant="subtle" can onClick={() => onWithdraw({ kind: 'result', id: result.id })}>
          Withdraw result
        </BlockedButton>
      ) : null}
      {waiver !== undefined && can['withdraw-waiver'] === true ? (
        <BlockedButton size="compact-xs" variant="subtle" can onClick={() => onWithdraw({ kind: 'waiver', id: waiver.id })}>
          Withdraw waiver
        </BlockedButton>
      ) : null}
    </Group>
  );
}

const answeredBy = ({ fact, type, responsible, checker }: Criterion): string =>
  type === 'external'
    ? `Answered by the machine ${checker ?? ''}`
    : type === 'expression'
      ? 'Computed by the house'
      : fact !== null
        ? `Measured by the house: ${fact}`
        : responsible === null
          ? 'Anybody who records results'
          : roleInWords(responsible);

function Row(props: RowProps) {
  const { criterion } = props;
  return (
    <tr>
      <th scope="row">
        {criterion.text}
        <div className="gate-quiet">
          {answeredBy(criterion)}
          {criterion.critical ? ' · critical: two people enter it' : ''}
          {criterion.source === null ? '' : ` · from ${criterion.source}`}
        </div>
      </th>
      <td>{criterion.expected}</td>
      <td>{criterion.actual ?? <span className="il-missing">Unknown</span>}</td>
      <td>
        <Status criterion={criterion} />
      </td>
      <td>
        <Evidence criterion={criterion} />
      </td>
      {props.past ? null : (
        <td>
          <Verbs {...props} />
        </td>
      )}
    </tr>
  );
}

/** Expected and actual side by side, with evidence and status. What is unknown says so. */
export function CriteriaTable({ gate }: { readonly gate: GateView }) {
  const [recording, setRecording] = useState<Criterion | null>(null);
  const [second, setSecond] = useState<Criterion | null>(null);
  const [waiving, setWaiving] = useState<Criterion | null>(null);
  const [withdrawing, setWithdrawing] = useState<Withdrawn | null>(null);
  if (gate.criteria.length === 0) return <p className="il-missing">This gate asks nothing; its decision alone counts.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="il-scroll-x" aria-label={`Criteria of ${gate.name}`} tabIndex={0}>
      <table className="il-table gate-criteria">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Expected</th>
            <th scope="col">Actual</th>
            <th scope="col">Status</th>
            <th scope="col">Evidence</th>
            {gate.asOf === null ? (
              <th scope="col">
                <span className="il-only-read">Acts</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {gate.criteria.map((criterion) => (
            <Row
              gate={gate}
              key={criterion.id}
              criterion={criterion}
              onRecord={() => setRecording(criterion)}
              onSecond={() => setSecond(criterion)}
              onWaive={() => setWaiving(criterion)}
              onWithdraw={setWithdrawing}
              past={gate.asOf !== null}
            />
          ))}
        </tbody>
      </table>
      <RecordDialog gate={gate} criterion={recording} onClose={() => setRecording(null)} />
      <SecondDialog gate={gate} criterion={second} onClose={() => setSecond(null)} />
      <WaiveDialog gate={gate} criterion={waiving} onClose={() => setWaiving(null)} />
      <WithdrawDialog gate={gate} what={withdrawing} onClose={() => setWithdrawing(null)} />
    </section>
  );
}
