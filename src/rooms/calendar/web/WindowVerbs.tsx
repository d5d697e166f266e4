import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
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
  return (
    <ActButton
      can={window.can[row.verb]}
      label={row.label}
      title={`${row.label}: ${window.name}`}
      text={row.text}
      needsReason={needsReason}
      danger={'danger' in row}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ reasonCode, params: { id: window.id }, version, body: needsReason ? { reason } : {} })).ok
      }
    />
  );
}

function Lock({ window, version }: OfWindow) {
  const act = useAct(lockWindow);
  const { id } = window;
  return (
    <SignedButton
      can={window.can.lock}
      label="Lock"
      title={`Lock: ${window.name}`}
      text="From now on it moves only when somebody asks and somebody else decides."
      wanted={() => ({ subject: { kind: 'window', id }, version, verb: 'lock', input: {} })}
      send={(_, signature, seen) => act.mutateAsync({ params: { id }, version: seen, body: { signature } })}
    />
  );
}

/** The verbs of the window; those of the present state first, the others say why not. */
export function WindowVerbs({ window, version }: OfWindow) {
  const buttons = [
    ...verbs.map((row) => ({ verb: row.verb, button: <Verb key={row.verb} window={window} version={version} row={row} /> })),
    { verb: 'lock', button: <Lock key="lock" window={window} version={version} /> },
  ];
  const open = ({ verb }: { readonly verb: string }): number => (window.can[verb] === true ? 0 : 1);
  return buttons.toSorted((a, b) => open(a) - open(b)).map(({ button }) => button);
}
