import { Button } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listRegisterChanges, showRegister } from '../contract.ts';
import { ProposeRow, RegisterChange } from './RegisterChanges.tsx';
import { RetentionTabs } from './RetentionTabs.tsx';
import { formWords, signatureWords } from './words.ts';
import './retention.css';

type Register = ReplyOf<typeof showRegister>;
type Row = Register['rows'][number];

function RegisterRow({ register, row }: { readonly register: Register; readonly row: Row }) {
  const { flags } = row;
  return (
    <tr>
      <th scope="row">
        {row.says}
        <div className="ret-quiet">{row.kind}</div>
      </th>
      {flags === null ? (
        <td colSpan={5}>
          <StatusBadge tone="red">No row</StatusBadge>
        </td>
      ) : (
        <>
          <td>{flags.regulated ? <StatusBadge tone="brand">Regulated</StatusBadge> : 'No'}</td>
          <td>{flags.predicateRule}</td>
          <td>{formWords[flags.reliedOn]}</td>
          <td>
            {flags.retention}, {row.years} years
            <div className="ret-quiet">{row.closes}</div>
            {flags.auditYears === null ? null : <div className="ret-quiet">Trail: {flags.auditYears} years</div>}
          </td>
          <td>{signatureWords[flags.signatures]}</td>
        </>
      )}
      <td>{row.waiting === null ? <ProposeRow register={register} row={row} /> : `${row.waiting} waits`}</td>
    </tr>
  );
}

const Rows = ({ register }: { readonly register: Register }) => (
  <Card title="Kinds of record" count={register.rows.length}>
    <ScrollX label="Register of record types">
      <table className="il-table ret-register">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Regulated</th>
            <th scope="col">Rule that it is kept by</th>
            <th scope="col">Relied on</th>
            <th scope="col">Retention</th>
            <th scope="col">Signatures</th>
            <th scope="col">
              <span className="il-only-read">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {register.rows.map((row) => (
            <RegisterRow key={row.kind} register={register} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollX>
  </Card>
);

const Classes = ({ register }: { readonly register: Register }) => (
  <Card title="Classes of retention">
    <ScrollX label="Classes of retention">
      <table className="il-table ret-classes">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">What</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {register.classes.map((one) => (
            <tr key={one.name}>
              <th scope="row">{one.name}</th>
              <td>{`${one.says} ${one.years} years`}</td>
              <td className="ret-quiet">{one.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
    <p className="ret-quiet">
      They are values of the <AppLink href="/admin/profile">compliance profile</AppLink>: a longer one holds at once, a shorter
      one is signed by quality.
    </p>
  </Card>
);

function Changes() {
  const asked = useOperationPages(
    listRegisterChanges,
    (cursor) => ({ query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const state = stateOf(asked, { rows: 3 });
  const changes = (asked.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <Card title="Changes">
      {state === null ? null : <StatePanel state={state} />}
      {state === null && changes.length === 0 ? <p className="il-missing">Every row is as this build brings it.</p> : null}
      {changes.map((change) => (
        <RegisterChange key={change.id} change={change} />
      ))}
      {asked.hasNextPage ? (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show older changes
        </Button>
      ) : null}
    </Card>
  );
}

/** What each kind of record is for the law, how long it is kept, and how that came to be. */
export function Screen() {
  const asked = useOperation(showRegister);
  const register = asked.data?.value;
  const state = stateOf(asked, { rows: 12 });
  return (
    <>
      <PageHead
        title="Retention"
        sub="The register of record types: by which rule each kind is kept, for how long, and how it is signed. A row is changed by one and signed by quality."
        badges={
          register === undefined ? null : register.missing.length === 0 ? (
            <StatusBadge tone="teal">Every kind has a row</StatusBadge>
          ) : (
            <StatusBadge tone="red">{register.missing.length} without a row</StatusBadge>
          )
        }
      >
        <RetentionTabs active="register" />
      </PageHead>
      <PageBody>
        {register === undefined ? (
          state === null ? null : (
            <StatePanel state={state} />
          )
        ) : (
          <div className="ret-stack">
            <Changes />
            <Classes register={register} />
            <Rows register={register} />
          </div>
        )}
      </PageBody>
    </>
  );
}
