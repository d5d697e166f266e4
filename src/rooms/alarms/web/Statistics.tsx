import { ScrollX } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { StatisticsView } from '../contract.ts';
import './alarms.css';
import { minutesText, suppressionWords } from './words.ts';

const heads = ['Raised', 'Times', 'Acknowledged', 'Waiting', 'Escalated', 'Suppressed', 'Not delivered', 'Median time'];

function Kinds({ kinds }: Pick<StatisticsView, 'kinds'>) {
  if (kinds.length === 0) return <p className="il-missing">No alarm was raised.</p>;
  return (
    <ScrollX label="Alarms by kind">
      <table className="il-table alm-statistics">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((one) => (
            <tr key={one.kind}>
              <th scope="row">{one.says}</th>
              <td>{one.raised}</td>
              <td>{one.times}</td>
              <td>{one.acknowledged}</td>
              <td>{one.waiting}</td>
              <td>{one.escalated}</td>
              <td>{one.suppressed}</td>
              <td>{one.deliveryFailed}</td>
              <td>{minutesText(one.medianMinutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function Suppressions({ suppressions }: Pick<StatisticsView, 'suppressions'>) {
  if (suppressions.length === 0) return <p className="il-missing">No kind was suppressed.</p>;
  return (
    <ul className="alm-list">
      {suppressions.map((one) => (
        <li key={one.key}>
          <KeyTag>{one.key}</KeyTag>{' '}
          <StatusBadge tone={suppressionWords[one.state].tone}>{suppressionWords[one.state].text}</StatusBadge> {one.says}
          <p className="alm-dim">
            Until <TimeText at={one.endsAt} />
            {one.decidedBy === null ? '' : `, decided by ${one.decidedBy.name}`}
          </p>
          <p className="alm-dim">
            {one.requestedBy.name}: {one.reason}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What a reviewer of the log looks at: numbers by kind, and what was suppressed. */
export const Statistics = ({ of }: { readonly of: StatisticsView }) => (
  <>
    <Kinds kinds={of.kinds} />
    <h3 className="alm-head">Suppressions</h3>
    <Suppressions suppressions={of.suppressions} />
  </>
);
