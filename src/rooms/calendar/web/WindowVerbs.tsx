import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import {
  lapseWindow,
  lockWindow,
  proposeWindow,
  returnWindow,
  useWindow,
  type WindowShown,
  withdrawWindow,
} from '../contract.ts';

const nothing = () => {};
type OfWindow = { readonly window: WindowShown; readonly version: number };

// `use` of a window is a verb of the trade; under this name it is no hook to the linter.
const markUsed = useWindow;

const verbs = [
  { verb: 'propose', label: 'Propose', operation: proposeWindow, text: 'Whoever locks windows is asked to look at it.' },
  { verb: 'return', label: 'Return to draft', operation: returnWindow, text: 'It can be changed again.', reason: true },
  {
    verb: 'lock',
    label: 'Lock',
    operation: lockWindow,
    text: 'A recorded decision: from now on it moves only when somebody asks and somebody else decides.',
    password: true,
  },
  { verb: 'use', label: 'Mark as used', operation: markUsed, text: 'It was used for a deployment.' },
  { verb: 'lapse', label: 'Let it lapse', operation: lapseWindow, text: 'It has passed unused.' },
  {
    verb: 'withdraw',
    label: 'Withdraw',
    operation: withdrawWindow,
    text: 'Deployments that relied on it collide at once.',
    reason: true,
    danger: true,
  },
] as const;

type Row = (typeof verbs)[number];

function Verb({ window, version, row }: OfWindow & { readonly row: Row }) {
  const ask = useAsk<Row['operation']>(row.operation, nothing);
  const needsReason = 'reason' in row;
  const needsPassword = 'password' in row;
  return (
    <ActButton
      can={window.can[row.verb]}
      label={row.label}
      title={`${row.label}: ${window.name}`}
      text={row.text}
      needsReason={needsReason}
      needsPassword={needsPassword}
      danger={'danger' in row}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, password }) => {
        const body = { ...(needsReason ? { reason } : {}), ...(needsPassword ? { password } : {}) };
        return (await ask.send({ params: { id: window.id }, version, body })).ok;
      }}
    />
  );
}

/** The verbs of the window; those of the present state first, the others say why not. */
export function WindowVerbs({ window, version }: OfWindow) {
  const open = (row: Row): number => (window.can[row.verb] === true ? 0 : 1);
  return verbs
    .toSorted((a, b) => open(a) - open(b))
    .map((row) => <Verb key={row.verb} window={window} version={version} row={row} />);
}
