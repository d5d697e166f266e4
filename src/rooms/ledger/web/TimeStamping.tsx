import { Card, ScrollX } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listTimeStamps, showTimeStamping } from '../contract.ts';
import { NameAuthorities } from './NameAuthorities.tsx';

type Policy = ReplyOf<typeof showTimeStamping>;
type Authority = Policy['items'][number];
type Stamp = ReplyOf<typeof listTimeStamps>['items'][number];

function Standing({ one, signedSize }: { readonly one: Authority; readonly signedSize: number }) {
  if (one.refused) return <StatusBadge tone="red">Answer refused</StatusBadge>;
  if (one.fault !== null) return <StatusBadge tone="orange">Gave none</StatusBadge>;
  if (one.stamped === null) return <StatusBadge tone="gray">Not asked yet</StatusBadge>;
  return <StatusBadge tone="teal">{one.stamped.size === signedSize ? 'Up to date' : 'Waits for the interval'}</StatusBadge>;
}

const AuthorityRow = ({ one, signedSize }: { readonly one: Authority; readonly signedSize: number }) => (
  <tr>
    <th scope="row">
      {one.name}
      <div className="lg-quiet lg-hash">{one.url}</div>
    </th>
    <td className="lg-state">
      <Standing one={one} signedSize={signedSize} />
      {one.fault === null ? null : <div className="lg-quiet">{one.fault}</div>}
    </td>
    <td>
      {one.stamped === null ? (
        'Nothing yet'
      ) : (
        <>
          Entries 1 to {one.stamped.size}
          <div className="lg-quiet">
            <TimeText at={one.stamped.at} />, by its clock
          </div>
        </>
      )}
    </td>
    <td>
      {one.vouchedBy.map(({ subject, endsAt }) => (
        <div key={subject}>
          {subject}
          <div className="lg-quiet">
            Until <TimeText at={endsAt} />
          </div>
        </div>
      ))}
    </td>
  </tr>
);

const words = { proven: 'Proven', expired: 'Ended', unvouched: 'Nobody vouches' } as const;
const tones = { proven: 'teal', expired: 'red', unvouched: 'orange' } as const;

const StampRow = ({ one }: { readonly one: Stamp }) => (
  <tr>
    <th scope="row">Entries 1 to {one.size}</th>
    <td>
      <TimeText at={one.at} />
      <div className="lg-quiet">{one.authority}</div>
    </td>
    <td className="lg-state">
      <StatusBadge tone={tones[one.standing]}>{words[one.standing]}</StatusBadge>
      {one.renewals === 0 ? null : (
        <div className="lg-quiet">Renewed {one.renewals === 1 ? 'once' : `${one.renewals} times`}</div>
      )}
    </td>
    <td>{one.expiresAt === null ? 'Not known' : <TimeText at={one.expiresAt} />}</td>
  </tr>
);

function Newest() {
  const asked = useOperation(listTimeStamps, { query: { limit: 8 } });
  const state = stateOf(asked, { rows: 3 });
  const rows = asked.data?.value.items;
  if (rows === undefined || state !== null) return <StatePanel state={state ?? { kind: 'loading', rows: 3 }} />;
  if (rows.length === 0) return null;
  return (
    <Card title="Newest time stamps">
      <ScrollX label="Newest time stamps">
        <table className="il-table lg-erasures">
          <thead>
            <tr>
              <th scope="col">Checkpoint</th>
              <th scope="col">Stamped</th>
              <th scope="col">State</th>
              <th scope="col">Proof ends</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <StampRow key={`${one.size} ${one.authority}`} one={one} />
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Card>
  );
}

function Waiting({ policy }: { readonly policy: Policy }) {
  const since = policy.items.flatMap(({ waitingSince }) => waitingSince ?? []).toSorted()[0];
  return (
    <FieldList
      fields={[
        { label: 'Interval', value: `${policy.everyMinutes} minutes, while the log grows` },
        {
          label: 'Waits since',
          value: since === undefined ? 'Every checkpoint is covered' : <TimeText at={since} />,
          hint: 'Twice the interval raises an alarm',
        },
        { label: 'Named', value: policy.setAt === null ? 'Never' : <TimeText at={policy.setAt} /> },
      ]}
    />
  );
}

/** Authorities that stamp the time of checkpoints: how far each came, and what they gave last. */
export function TimeStamping() {
  const asked = useOperation(showTimeStamping);
  const state = stateOf(asked, { rows: 4 });
  const policy = asked.data?.value;
  if (policy === undefined || state !== null) return <StatePanel state={state ?? { kind: 'loading', rows: 4 }} />;
  return (
    <>
      <Card title="Time stamps" actions={<NameAuthorities policy={policy} />}>
        {policy.items.length === 0 ? (
          <p className="il-missing">
            No authority stamps the time of checkpoints. When an entry was made rests on the clock of this server alone.
          </p>
        ) : (
          <div className="lg-stack">
            <Waiting policy={policy} />
            <ScrollX label="Authorities">
              <table className="il-table lg-erasures">
                <thead>
                  <tr>
                    <th scope="col">Authority</th>
                    <th scope="col">State</th>
                    <th scope="col">Stamped</th>
                    <th scope="col">Vouched for by</th>
                  </tr>
                </thead>
                <tbody>
                  {policy.items.map((one) => (
                    <AuthorityRow key={one.name} one={one} signedSize={policy.signedSize} />
                  ))}
                </tbody>
              </table>
            </ScrollX>
          </div>
        )}
      </Card>
      <Newest />
    </>
  );
}
