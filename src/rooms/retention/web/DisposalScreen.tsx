import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { DossierLink, SignaturesOf } from '../../signatures/web/door.tsx';
import { showDisposal } from '../contract.ts';
import { DisposalActs } from './DisposalActs.tsx';
import { disposalWords, itemWords } from './words.ts';
import './retention.css';

type Disposal = ReplyOf<typeof showDisposal>;
type Item = Disposal['items'][number];

/** What the record is called, without the key that stands above it. */
const nameWithoutKey = ({ label, key }: Item): string | null =>
  label === null || label === key ? null : key !== null && label.startsWith(key) ? label.slice(key.length).trim() : label;

function ItemRow({ item, grounds }: { readonly item: Item; readonly grounds: boolean }) {
  const words = itemWords[item.state];
  const shown = item.key ?? `${item.kind} ${item.id.slice(-12)}`;
  const name = nameWithoutKey(item);
  return (
    <tr>
      <th scope="row">
        {item.link === null ? shown : <AppLink href={item.link}>{shown}</AppLink>}
        <div className="ret-quiet">
          {item.kind}
          {name === null ? '' : ` · ${name}`}
        </div>
      </th>
      <td className="ret-state">
        <StatusBadge tone={words.tone}>{words.text}</StatusBadge>
      </td>
      <td>{item.until === null ? 'Open' : <DateText at={item.until} />}</td>
      {grounds ? <td>{item.ground}</td> : null}
      <td>
        {item.entries} entries
        <div className="ret-digest">
          <code>{item.digest}</code>
        </div>
      </td>
    </tr>
  );
}

type ItemsProps = { readonly title: string; readonly items: readonly Item[]; readonly grounds?: boolean };

const Items = ({ title, items, grounds = false }: ItemsProps) => (
  <Card title={title} count={items.length}>
    <ScrollX label={title}>
      <table className="il-table ret-items">
        <thead>
          <tr>
            <th scope="col">Record</th>
            <th scope="col">State</th>
            <th scope="col">Kept until</th>
            {grounds ? <th scope="col">Why it stays</th> : null}
            <th scope="col">Entries and their SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} grounds={grounds} />
          ))}
        </tbody>
      </table>
    </ScrollX>
  </Card>
);

function Facts({ one }: { readonly one: Disposal }) {
  const by = (name: string, at: string) => (
    <>
      {name}, <TimeText at={at} />
    </>
  );
  return (
    <Card title={one.state === 'done' ? 'Certificate' : 'The list'} actions={<DossierLink kind="disposal" id={one.key} />}>
      <FieldList
        columns={2}
        fields={[
          { label: 'Reason', value: one.reason },
          { label: 'Listed by', value: by(one.listedBy.name, one.listedAt) },
          { label: 'Asked for, signed', value: one.askedAt === null ? 'Not yet' : <TimeText at={one.askedAt} /> },
          {
            label: 'Decided by',
            value: one.decidedBy === null || one.decidedAt === null ? 'Not yet' : by(one.decidedBy.name, one.decidedAt),
          },
          ...(one.decision === null ? [] : [{ label: 'Decision', value: one.decision }]),
          { label: 'Ended', value: one.endedAt === null ? 'Not yet' : <TimeText at={one.endedAt} /> },
          { label: 'Named records', value: `${one.counts.listed} to go, ${one.counts.disposed} gone` },
          { label: 'Kept with them', value: `${one.counts.withThem} go along` },
        ]}
      />
      <p className="ret-quiet">
        Both signatures cover the list with these hashes. Whoever holds a copy of a record or of the log from before can find out
        that it is the one that went.
      </p>
    </Card>
  );
}

function Whole({ one }: { readonly one: Disposal }) {
  const named = one.items.filter((item) => item.with === null);
  const staying = named.filter(({ state }) => state === 'excluded' || state === 'left');
  const going = named.filter((item) => !staying.includes(item));
  const others = one.items.filter((item) => item.with !== null);
  return (
    <div className="ret-stack">
      <Facts one={one} />
      {staying.length === 0 ? null : <Items title="What stays, and why" items={staying} grounds />}
      <Items title="What goes" items={going} />
      {others.length === 0 ? null : <Items title="Kept with them" items={others} />}
      <SignaturesOf kind="disposal" id={one.id} />
    </div>
  );
}

/** One disposal: the list that two persons sign, what came of it, and with that the certificate. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showDisposal, { params: { id: params.key ?? '' } });
  const one = asked.data?.value;
  return (
    <>
      <PageHead
        title="Disposal of records"
        keyText={one?.key}
        trail={[
          { label: 'Retention', href: '/retention' },
          { label: 'Disposals', href: '/retention/disposals' },
        ]}
        badges={
          one === undefined ? null : (
            <StatusBadge tone={disposalWords[one.state].tone}>{disposalWords[one.state].text}</StatusBadge>
          )
        }
        actions={one === undefined ? null : <DisposalActs one={one} />}
      />
      <PageBody>
        {one === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <Whole one={one} />
        )}
      </PageBody>
    </>
  );
}
