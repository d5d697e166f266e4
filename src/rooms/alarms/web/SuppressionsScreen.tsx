import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PagedTable } from '../../../design/page/PagedTable.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { actOnSuppression, listSuppressions, type SuppressionView } from '../contract.ts';
import { AlarmTabs } from './AlarmTabs.tsx';
import { AskSuppression } from './AskSuppression.tsx';
import './alarms.css';
import { suppressionWords, verbWords } from './words.ts';

type Props = { readonly one: SuppressionView };
type Verb = keyof typeof verbWords;

/** What is decided while it waits, and what ends it while it holds. */
const verbsOf = ({ state, suppresses }: SuppressionView): readonly Verb[] =>
  state === 'requested' ? ['approve', 'reject', 'withdraw'] : suppresses ? ['end'] : [];

function Act({ one, verb }: Props & { readonly verb: Verb }) {
  const ask = useAsk(actOnSuppression, () => {});
  const { label, text } = verbWords[verb];
  return (
    <ActButton
      size="compact-sm"
      can={one.can[verb]}
      label={label}
      title={`${label}: ${one.key}`}
      text={text}
      needsReason
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason }) => (await ask.send({ params: { id: one.id, verb }, version: one.version, body: { reason } })).ok}
    />
  );
}

function Decided({ one }: Props) {
  if (one.decidedBy === null || one.decidedAt === null) return <span className="il-missing">Nobody yet</span>;
  return (
    <>
      {one.decidedBy.name}
      <div className="alm-dim">
        <TimeText at={one.decidedAt} />
      </div>
      <div className="alm-dim">{one.decision}</div>
    </>
  );
}

function Row({ one }: Props) {
  const words = suppressionWords[one.state === 'in-force' && !one.suppresses ? 'ended' : one.state];
  const verbs = verbsOf(one);
  return (
    <tr>
      <th scope="row">
        <KeyTag href={`/records/alarm-suppression/${one.id}`}>{one.key}</KeyTag>
      </th>
      <td>
        {one.says}
        <div className="alm-dim">{one.reason}</div>
      </td>
      <td>
        <StatusBadge tone={words.tone}>{words.text}</StatusBadge>
      </td>
      <td>
        <span className="alm-dim">
          <TimeText at={one.endsAt} />
        </span>
        {one.endedAt === null || one.endedAt === one.endsAt ? null : (
          <div className="alm-dim">
            Over since <TimeText at={one.endedAt} />
          </div>
        )}
      </td>
      <td>
        {one.requestedBy.name}
        <div className="alm-dim">
          <TimeText at={one.requestedAt} />
        </div>
      </td>
      <td>
        <Decided one={one} />
      </td>
      <td>
        <div className="alm-acts">
          {verbs.map((verb) => (
            <Act key={verb} one={one} verb={verb} />
          ))}
        </div>
      </td>
    </tr>
  );
}

/** Kinds of alarms of which nobody is told for a time: who asked, who approved, until when. */
export function Screen() {
  const asked = useOperationPages(
    listSuppressions,
    (cursor) => ({ query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const { rows, more } = gridOf(asked, (page) => page.items);
  const first = asked.data?.pages[0];
  const state = stateOf(asked, { rows: 4 });
  return (
    <>
      <PageHead
        title="Suppressions"
        sub="For a time nobody is told of a kind of alarm. Somebody of quality approves it, never who asked; its alarms are raised and listed all the same."
        actions={first === undefined ? undefined : <AskSuppression can={first.can.request} mostHours={first.mostHours} />}
      >
        <AlarmTabs active="suppressions" />
      </PageHead>
      <PageBody>
        {state !== null ? (
          <StatePanel state={state} />
        ) : rows.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'No kind of alarm was ever suppressed',
              text: 'Everybody who must act is told of every alarm.',
            }}
          />
        ) : (
          <Card title="Suppressions" count={rows.length}>
            <PagedTable
              label="Suppressions of alarms"
              className="alm-suppressions"
              heads={['Key', 'Kind, and why', 'State', 'Until', 'Asked by', 'Decided by']}
              more={more}
            >
              {rows.map((one) => (
                <Row key={one.id} one={one} />
              ))}
            </PagedTable>
          </Card>
        )}
      </PageBody>
    </>
  );
}
