import { AppLink } from '../../../design/navigation.tsx';
import { ScrollX } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { StoryChange, StoryDecision } from '../contract.ts';
import { FieldChanges } from './FieldChanges.tsx';
import { useLimits } from './use-limits.ts';
import { inWords, numberText, rolesText, standingOf, statusTone } from './words.ts';

function Evidence({ decision }: { readonly decision: StoryDecision }) {
  if (decision.evidence.length === 0) return null;
  return (
    <ScrollX label={`Evidence of: ${decision.says}`}>
      <table className="il-table rec-evidence">
        <thead>
          <tr>
            <th scope="col">What was asked</th>
            <th scope="col">Expected</th>
            <th scope="col">Found</th>
            <th scope="col">Judged</th>
            <th scope="col">By whom, when, with what</th>
          </tr>
        </thead>
        <tbody>
          {decision.evidence.map((one) => (
            <tr key={one.text}>
              <th scope="row">{one.text}</th>
              <td>{one.expected}</td>
              <td>{one.actual ?? 'Unknown'}</td>
              <td>
                <StatusBadge tone={statusTone(one.status)}>{inWords(one.status)}</StatusBadge>
              </td>
              <td>
                {one.source ?? 'Nothing was recorded'}
                {one.note === null ? null : <div className="rec-note">{one.note}</div>}
                {one.link === null ? null : (
                  <div>
                    <a href={one.link} target="_blank" rel="noreferrer">
                      Evidence
                    </a>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function GatesBefore({ decision }: { readonly decision: StoryDecision }) {
  if (decision.gatesBefore.length === 0) return null;
  return (
    <ul className="rec-gates" aria-label="Gates decided before it">
      {decision.gatesBefore.map((gate) => (
        <li key={gate.name}>
          <b>{gate.name}</b>: {gate.by} {gate.says}, <TimeText at={gate.at} />
        </li>
      ))}
    </ul>
  );
}

/** Entries with every value before and after. */
export function ChangeList({ changes, label }: { readonly changes: readonly StoryChange[]; readonly label: string }) {
  return (
    <ol className="rec-changes" aria-label={label}>
      {changes.map((change) => (
        <li key={change.entry}>
          <p>
            <b>{change.by}</b> {change.says}, <TimeText at={change.at} />{' '}
            <span className="rec-dim">({numberText(change.number)})</span>
          </p>
          {change.reason === null ? null : <p className="rec-dim">Reason: {change.reason}</p>}
          {change.changes.length === 0 ? null : (
            <ScrollX label="Changed fields">
              <FieldChanges changes={change.changes} />
            </ScrollX>
          )}
        </li>
      ))}
    </ol>
  );
}

function Changed({ decision }: { readonly decision: StoryDecision }) {
  const { changedAfter: changes } = decision;
  if (changes.length === 0) return <p className="rec-quiet">Nothing that it covers changed afterwards.</p>;
  return (
    <details className="rec-later" open={changes.length <= 3}>
      <summary>
        {changes.length === 1 ? 'One entry changed' : `${changes.length} entries changed`} afterwards what it covers
      </summary>
      <ChangeList changes={changes} label={`Changed after: ${decision.says}`} />
    </details>
  );
}

const historyOf = ({ on, at }: StoryDecision): string =>
  `/records/${on.kind}/${encodeURIComponent(on.key ?? on.id)}?asOf=${encodeURIComponent(at)}`;

/** One decision: who, in which role, why, on which evidence, with which signature, and what came after it. */
export function Decision({ decision }: { readonly decision: StoryDecision }) {
  const { by, roles, says, on, at, reason, condition, lost, signature } = decision;
  const limited = useLimits().length > 0;
  return (
    <li className="rec-decision">
      <div className="rec-decision-head">
        <h3>
          {by.name} {says}
          {on.kind === 'gate' ? ` “${on.name}”` : ''}
        </h3>
        {lost === null ? null : <StatusBadge tone="orange">Has lost its effect</StatusBadge>}
        {signature === null ? (
          <StatusBadge tone="gray">Unsigned</StatusBadge>
        ) : (
          <StatusBadge tone={standingOf(signature.standing).tone}>{standingOf(signature.standing).text}</StatusBadge>
        )}
      </div>
      <p className="rec-dim">
        <TimeText at={at} /> · {rolesText(roles) || 'no role'} · {numberText(decision.number)} · version {decision.version} ·{' '}
        <AppLink href={historyOf(decision)}>The record as it was then</AppLink>
      </p>
      {signature === null ? null : (
        <p className="rec-signature">
          {limited ? signature.text : <AppLink href={`/signatures/${signature.id}`}>{signature.text}</AppLink>}
        </p>
      )}
      {reason === null ? null : <p>Reason: {reason}</p>}
      {condition === null ? null : <p>Condition: {condition}</p>}
      {lost === null ? null : <p>{lost}</p>}
      <Evidence decision={decision} />
      <GatesBefore decision={decision} />
      <Changed decision={decision} />
    </li>
  );
}
