import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type SystemView, showSystem } from '../contract.ts';

function Measure({ one }: { readonly one: SystemView['measures'][number] }) {
  return (
    <li>
      <span>{one.says}</span>
      {one.met ? (
        <StatusBadge tone="teal">In place</StatusBadge>
      ) : (
        <StatusBadge tone={one.mandatory ? 'red' : 'gray'}>{one.mandatory ? 'Missing' : 'Not needed'}</StatusBadge>
      )}
      {one.remedy === null || !one.mandatory ? null : <p className="pol-quiet">{one.remedy}</p>}
    </li>
  );
}

/** Whether this installation is a closed or an open system, and what an open one still lacks. */
export function SystemClass() {
  const asked = useOperation(showSystem);
  const view = asked.data?.value;
  if (view === undefined)
    return (
      <Card title="Closed or open system">
        <StatePanel state={stateOf(asked, { rows: 3 }) ?? { kind: 'loading', rows: 3 }} />
      </Card>
    );
  return (
    <Card title="Closed or open system">
      <p className="pol-system">
        <StatusBadge tone={view.class === 'closed' ? 'teal' : 'orange'}>
          {view.class === 'closed' ? 'Closed system' : 'Open system'}
        </StatusBadge>
        <StatusBadge tone={view.ready ? 'teal' : 'red'}>{view.ready ? 'Ready' : 'Measures are missing'}</StatusBadge>
        <span className="pol-quiet">
          It is closed while those who answer for the records control every road to the data. That they do is changed below and
          signed by quality; until then it counts as open, and needs the measures (21 CFR 11.3, 11.30).
        </span>
      </p>
      <div className="pol-two">
        <ul className="pol-list" aria-label="Roads to the data">
          {view.controls.map((one) => (
            <li key={one.key}>
              <span>{one.says}</span>
              <StatusBadge tone={one.by === 'firm' ? 'teal' : 'orange'}>
                {one.by === 'firm' ? 'The firm' : 'Others too'}
              </StatusBadge>
            </li>
          ))}
        </ul>
        <ul className="pol-list" aria-label="Measures of open systems">
          {view.measures.map((one) => (
            <Measure key={one.name} one={one} />
          ))}
        </ul>
      </div>
    </Card>
  );
}
