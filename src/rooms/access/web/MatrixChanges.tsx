import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { Mark, SignedButton } from '../../signatures/web/door.tsx';
import { decideMatrixChange, type MatrixChangeView } from '../contract.ts';
import { changeWords } from './words.ts';

type Props = { readonly change: MatrixChangeView };

function Approve({ change }: Props) {
  const act = useAct(decideMatrixChange);
  return (
    <SignedButton
      variant="filled"
      can={change.can.approve}
      label="Approve"
      title={`Approve ${change.key}`}
      text="The matrix becomes what the change says, at once and everywhere."
      wanted={(reason) => ({
        subject: { kind: 'duty-matrix-change', id: change.id },
        version: change.version,
        verb: 'approve',
        input: reason === '' ? {} : { reason },
      })}
      send={(reason, signature, version) =>
        act.mutateAsync({
          params: { id: change.id, verb: 'approve' },
          version,
          body: { ...(reason === '' ? {} : { reason }), signature },
        })
      }
    />
  );
}

const labels = { reject: 'Reject', withdraw: 'Withdraw' } as const;

function WithReason({ change, verb }: Props & { readonly verb: keyof typeof labels }) {
  const ask = useAsk(decideMatrixChange, () => {});
  return (
    <ActButton
      can={change.can[verb]}
      label={labels[verb]}
      title={`${labels[verb]} ${change.key}`}
      text="The matrix stays as it is."
      needsReason
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: change.id, verb }, version: change.version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Who({ change }: Props) {
  const { state, proposedBy, proposedAt, decidedBy, decidedAt, decision } = change;
  return (
    <p className="acc-quiet">
      Proposed by {proposedBy.name}, <TimeText at={proposedAt} />
      {decidedBy === null || decidedAt === null ? null : (
        <>
          {' '}
          · {changeWords[state].text.toLowerCase()} by {decidedBy.name}, <TimeText at={decidedAt} />
        </>
      )}
      {decision === null ? null : <> · {decision}</>}
    </p>
  );
}

/** One change of the matrix: which pairs, why, by whom, whom it concerns; and, while it waits, what the reader may do with it. */
export function MatrixChange({ change }: Props) {
  return (
    <article className="acc-change" aria-label={`Change ${change.key}`}>
      <header>
        <KeyTag>{change.key}</KeyTag>
        <StatusBadge tone={changeWords[change.state].tone}>{changeWords[change.state].text}</StatusBadge>
        {change.matrixVersion === null ? null : <span className="acc-quiet">version {change.matrixVersion}</span>}
      </header>
      <ul>
        {change.add.map(({ one, other, why }) => (
          <li key={`${one.role} ${other.role}`}>
            Keep apart <b>{one.says}</b> and <b>{other.says}</b>: {why}
          </li>
        ))}
        {change.drop.map(({ one, other }) => (
          <li key={`${one.role} ${other.role}`}>
            No longer keep apart <b>{one.says}</b> and <b>{other.says}</b>
          </li>
        ))}
      </ul>
      <p>{change.reason}</p>
      {change.heldNow.length === 0 ? null : (
        <p>
          <StatusBadge tone="orange">Held now</StatusBadge> {[...new Set(change.heldNow.map(({ name }) => name))].join(', ')}: an
          alarm for each once it is in force, unless one of the two roles is withdrawn or a waiver is granted.
        </p>
      )}
      <Who change={change} />
      {change.state === 'adopted' ? <Mark mark={change.signature} asked /> : null}
      {change.state === 'proposed' ? (
        <footer>
          <Approve change={change} />
          <WithReason change={change} verb="reject" />
          <WithReason change={change} verb="withdraw" />
        </footer>
      ) : null}
    </article>
  );
}
