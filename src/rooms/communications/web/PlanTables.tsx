import type { ReactNode } from 'react';
import { Card, ScrollX } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { PlanByLink, PlanDifference } from '../contract.ts';
import { plain } from './words.ts';
import './communications.css';

type Edition = PlanByLink['edition'];
type TableProps = { readonly label: string; readonly heads: readonly string[]; readonly children: ReactNode };

const Table = ({ label, heads, children }: TableProps) => (
  <ScrollX label={label}>
    <table className="il-table com-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </ScrollX>
);

const Stretch = ({ at }: { readonly at: { readonly start: string; readonly end: string } | null }) =>
  at === null ? (
    <span className="com-quiet">Not in the plan</span>
  ) : (
    <>
      <TimeText at={at.start} /> to <TimeText at={at.end} />
    </>
  );

function changeOf({ was, is }: PlanDifference): { readonly text: string; readonly tone: 'teal' | 'red' | 'orange' } {
  if (was === null) return { text: 'New', tone: 'teal' };
  return is === null ? { text: 'Gone', tone: 'red' } : { text: 'Moved', tone: 'orange' };
}

const Differences = ({ edition }: { readonly edition: Edition }) => (
  <Card title={`Since version ${edition.number - 1}`} count={edition.differences.length}>
    {edition.differences.length === 0 ? (
      <p className="com-quiet">In the months that both cover, nothing came, went or moved.</p>
    ) : (
      <Table label={`What changed since version ${edition.number - 1}`} heads={['Change', 'What', 'Was', 'Is']}>
        {edition.differences.map((one) => (
          <tr key={`${one.of} ${one.key} ${one.was?.start} ${one.is?.start}`}>
            <td>
              <StatusBadge tone={changeOf(one).tone}>{changeOf(one).text}</StatusBadge>
            </td>
            <th scope="row">
              <KeyTag>{one.key}</KeyTag> {one.name}
            </th>
            <td>
              <Stretch at={one.was} />
            </td>
            <td>
              <Stretch at={one.is} />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </Card>
);

const Spans = ({ title, none, spans }: { readonly title: string; readonly none: string; readonly spans: Edition['windows'] }) => (
  <Card title={title} count={spans.length}>
    {spans.length === 0 ? (
      <p className="com-quiet">{none}</p>
    ) : (
      <Table label={title} heads={['Key', 'Name', 'When']}>
        {spans.map((one) => (
          <tr key={`${one.key} ${one.start}`}>
            <td>
              <KeyTag>{one.key}</KeyTag>
            </td>
            <th scope="row">{one.name}</th>
            <td>
              <Stretch at={one} />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </Card>
);

/** What one version of a plan says: what changed, then releases, windows and freezes by time. The same for who is signed in and for who has the link. */
export const PlanTables = ({ edition }: { readonly edition: Edition }) => (
  <div className="com-stack">
    {edition.note === null ? null : <p className="com-note">{edition.note}</p>}
    {edition.number === 1 ? null : <Differences edition={edition} />}
    <Card title="Releases" count={edition.releases.length}>
      {edition.releases.length === 0 ? (
        <p className="com-quiet">No release goes live in these months.</p>
      ) : (
        <Table label="Releases" heads={['Key', 'Release', 'Go-live', 'Class', 'State', 'Unit']}>
          {edition.releases.map((one) => (
            <tr key={one.key}>
              <td>
                <KeyTag>{one.key}</KeyTag>
              </td>
              <th scope="row">{one.name}</th>
              <td>
                <Stretch at={one.goLive} />
              </td>
              <td>{plain(one.class)}</td>
              <td>{plain(one.state)}</td>
              <td>{one.unit}</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
    <Spans title="Windows" none="No window lies in these months." spans={edition.windows} />
    <Spans title="Freezes" none="No freeze lies in these months." spans={edition.freezes} />
  </div>
);
