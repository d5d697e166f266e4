import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listWitnesses, witnessRequest } from '../contract.ts';
import { TimeStamping } from './TimeStamping.tsx';
import { BringCosignatures, NameWitnesses } from './WitnessActs.tsx';
import './ledger.css';

type Policy = ReplyOf<typeof listWitnesses>;
type Witness = Policy['items'][number];

function Standing({ one, signedSize }: { readonly one: Witness; readonly signedSize: number }) {
  if (one.refused) return <StatusBadge tone="red">Refuses</StatusBadge>;
  if (one.cosigned?.size === signedSize) return <StatusBadge tone="teal">Up to date</StatusBadge>;
  if (one.fault !== null) return <StatusBadge tone="orange">Did not cosign</StatusBadge>;
  return <StatusBadge tone="gray">{one.url === null ? 'Waits for a file' : 'Behind'}</StatusBadge>;
}

const WitnessRow = ({ one, signedSize }: { readonly one: Witness; readonly signedSize: number }) => (
  <tr>
    <th scope="row">
      {one.name}
      <div className="lg-quiet">
        <code title={one.vkey}>{one.id}</code>
      </div>
    </th>
    <td>
      <Standing one={one} signedSize={signedSize} />
      {one.fault === null ? null : <div className="lg-quiet">{one.fault}</div>}
    </td>
    <td>
      {one.cosigned === null ? (
        'Nothing yet'
      ) : (
        <>
          Entries 1 to {one.cosigned.size}
          <div className="lg-quiet">
            <TimeText at={one.cosigned.at} />, by its clock
          </div>
        </>
      )}
    </td>
    <td>
      {one.url === null ? (
        <a href={addressOf(witnessRequest, { query: { witness: one.name } })} download={`request-${one.id}.txt`}>
          Download a request to carry there
        </a>
      ) : (
        <>
          <span className="lg-hash">{one.url}</span>
          {one.triedAt === null ? null : (
            <div className="lg-quiet">
              Asked <TimeText at={one.triedAt} />
            </div>
          )}
        </>
      )}
    </td>
  </tr>
);

function Quorum({ policy }: { readonly policy: Policy }) {
  const { quorum, items, witnessedSize, signedSize, setAt } = policy;
  const nothing = signedSize === 0 ? 'No checkpoint was signed yet' : `Nothing yet of ${signedSize} entries signed`;
  const upTo = witnessedSize === null ? nothing : `Entries 1 to ${witnessedSize} of ${signedSize} signed`;
  return (
    <FieldList
      fields={[
        {
          label: 'Witnessed',
          value: (
            <>
              <StatusBadge tone={witnessedSize === signedSize ? 'teal' : 'orange'}>
                {witnessedSize === signedSize ? 'Quorum met' : 'Not witnessed'}
              </StatusBadge>{' '}
              {upTo}
            </>
          ),
          hint: 'The last checkpoint that a quorum cosigned is the last good one',
        },
        { label: 'Quorum', value: `${quorum} of ${items.length}` },
        { label: 'Named', value: setAt === null ? 'Never' : <TimeText at={setAt} /> },
      ]}
    />
  );
}

function Body() {
  const asked = useOperation(listWitnesses);
  const state = stateOf(asked, { rows: 4 });
  const policy = asked.data?.value;
  if (policy === undefined || state !== null) return <StatePanel state={state ?? { kind: 'loading', rows: 4 }} />;
  return (
    <div className="lg-stack">
      {policy.items.length === 0 ? null : (
        <Card title="Quorum">
          <Quorum policy={policy} />
        </Card>
      )}
      <Card
        title="Witnesses"
        actions={
          <div className="lg-acts">
            {policy.items.length === 0 ? null : <BringCosignatures policy={policy} />}
            <NameWitnesses policy={policy} />
          </div>
        }
      >
        {policy.items.length === 0 ? (
          <p className="il-missing">
            Nobody witnesses this log. Whoever holds its key and its database could rewrite it, and only a checkpoint kept
            elsewhere would tell.
          </p>
        ) : (
          <ScrollX label="Witnesses">
            <table className="il-table lg-erasures">
              <thead>
                <tr>
                  <th scope="col">Witness</th>
                  <th scope="col">State</th>
                  <th scope="col">Cosigned</th>
                  <th scope="col">Reached by</th>
                </tr>
              </thead>
              <tbody>
                {policy.items.map((one) => (
                  <WitnessRow key={one.vkey} one={one} signedSize={policy.signedSize} />
                ))}
              </tbody>
            </table>
          </ScrollX>
        )}
      </Card>
      <TimeStamping />
    </div>
  );
}

/** Who signs along and who stamps the time, how far, and what to do for those without network. */
export function Screen() {
  return (
    <>
      <PageHead
        title="Witnesses and time stamps"
        sub={
          <>
            Witnesses cosign each checkpoint that continues the last one they saw: a rewritten log finds no quorum. Authorities
            stamp when it existed. <AppLink href="/audit">Audit trail</AppLink>
          </>
        }
      />
      <PageBody>
        <Body />
      </PageBody>
    </>
  );
}
