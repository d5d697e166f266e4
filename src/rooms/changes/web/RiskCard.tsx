import { Card, ScrollX } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { BandBadge, type Change } from './parts.tsx';
import { factorWord } from './words.ts';

type Risk = NonNullable<Change['risk']>;
const percent = (value: number): string => `${Math.round(value * 1000) / 10} %`;

function Parts({ parts }: Pick<Risk, 'parts'>) {
  return (
    <ScrollX label="Parts of the risk">
      <table className="il-table chg-wide">
        <thead>
          <tr>
            <th scope="col">Factor</th>
            <th scope="col">What is known</th>
            <th scope="col">Chance</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={`${part.factor} ${part.about ?? ''} ${part.says}`}>
              <th scope="row">
                {factorWord(part.factor)}
                {part.about === null ? null : <div className="chg-quiet">{part.about}</div>}
              </th>
              <td>
                {part.known ? part.says : <span className="il-missing">{part.says}</span>}
                {part.interval === null || part.interval.done === 0 ? null : (
                  <div className="chg-quiet">
                    true rate between {percent(part.interval.low)} and {percent(part.interval.high)}, nine times in ten
                  </div>
                )}
              </td>
              <td>
                <div className="chg-bar" aria-hidden="true">
                  <span style={{ width: `${Math.min(100, part.chance * 100)}%` }} />
                </div>
                {percent(part.chance)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** The risk as it was assessed, or as it stands now, with every part that makes it. */
export function RiskCard({ change }: { readonly change: Change }) {
  const shown = change.assessed ?? change.risk;
  if (shown === null) return null;
  const moved = change.risk !== null && change.assessed !== null && change.risk.score !== change.assessed.score;
  return (
    <Card title="Risk" actions={<BandBadge band={shown.band} />}>
      <p>
        <b>{percent(shown.score)}</b>{' '}
        {change.assessed === null ? (
          'as things stand; it is kept when the change is assessed'
        ) : (
          <>
            as assessed, <TimeText at={change.assessed.at} />
          </>
        )}
        {moved && change.risk !== null ? `. Today it would be ${percent(change.risk.score)}.` : '.'}
      </p>
      <p className="chg-quiet">
        The parts combine as 1 − Π(1 − chance): each counts, and what is unknown counts as the gravest answer.
      </p>
      <Parts parts={shown.parts} />
    </Card>
  );
}
