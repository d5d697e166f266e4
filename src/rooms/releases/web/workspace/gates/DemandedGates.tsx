import { Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { Card, ScrollX } from '../../../../../design/page/layout.tsx';
import { StatePanel } from '../../../../../design/page/StatePanel.tsx';
import { KeyTag, StatusBadge } from '../../../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../../../design/refusal/BlockedButton.tsx';
import { RefusalPanel } from '../../../../../design/refusal/RefusalPanel.tsx';
import { toast } from '../../../../../design/shell/toast.ts';
import type { Tone } from '../../../../../design/tokens.ts';
import type { ReplyOf } from '../../../../../foundation/contract.ts';
import { useOperation } from '../../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../../../foundation/web/use-ask.ts';
import { placeDemandedGates, releaseDemands } from '../../../contract.ts';
import type { Release } from '../../parts.tsx';
import { stepWords } from '../../words.ts';

type Demand = ReplyOf<typeof releaseDemands>['items'][number];

const standingWords: Readonly<Record<Demand['standing'], { readonly text: string; readonly tone: Tone }>> = {
  placed: { text: 'Placed', tone: 'teal' },
  older: { text: 'Placed, a newer edition is in force', tone: 'yellow' },
  missing: { text: 'Missing', tone: 'red' },
};

/** What would come, before it comes: the criteria of a missing gate, or what the newer edition changes. */
function Preview({ demand }: { readonly demand: Demand }) {
  if (demand.standing === 'placed') return <span className="rel-dim">{demand.asks.criteria.length} criteria at least</span>;
  if (demand.standing === 'missing')
    return (
      <ul className="gate-preview">
        {demand.asks.criteria.map((criterion) => (
          <li key={criterion.key}>{criterion.text}</li>
        ))}
      </ul>
    );
  return (
    <ul className="gate-preview">
      {demand.changes.map((change) => (
        <li key={change.what}>
          {change.what}: {change.was ?? 'not asked'} → {change.is ?? 'asked no more'}
        </li>
      ))}
    </ul>
  );
}

function Demands({
  release,
  items,
  version,
}: {
  readonly release: Release;
  readonly items: readonly Demand[];
  readonly version: number;
}) {
  const [takeOver, setTakeOver] = useState<readonly string[]>([]);
  const ask = useAsk(placeDemandedGates, () => {
    setTakeOver([]);
    toast('Gates placed as the matrix demands them.');
  });
  const missing = items.filter((one) => one.standing === 'missing').length;
  const nothing = missing === 0 && takeOver.length === 0;
  return (
    <Card
      title="Demanded by the matrix"
      count={items.length}
      actions={
        nothing ? undefined : (
          <Group className="il-no-print">
            <BlockedButton
              size="compact-sm"
              can={release.can['place-gates']}
              loading={ask.busy}
              onClick={() => void ask.send({ params: { id: release.id }, version, body: { takeOver: [...takeOver] } })}
            >
              {missing > 0 ? 'Place what is missing' : 'Take the newer edition over'}
            </BlockedButton>
          </Group>
        )
      }
    >
      <RefusalPanel refusals={ask.refusals} title="The gates were not placed" />
      <ScrollX label="Gates that the matrix demands">
        <table className="il-table">
          <thead>
            <tr>
              <th scope="col">Gate</th>
              <th scope="col">Before</th>
              <th scope="col">Rule</th>
              <th scope="col">Stands</th>
              <th scope="col">What it asks, or would change</th>
            </tr>
          </thead>
          <tbody>
            {items.map((demand) => (
              <tr key={demand.rule}>
                <th scope="row">{demand.name}</th>
                <td>{stepWords[demand.step]}</td>
                <td>
                  <KeyTag href={`/gate-matrix?rule=${demand.rule}`}>{demand.rule}</KeyTag>
                </td>
                <td>
                  <StatusBadge tone={standingWords[demand.standing].tone}>{standingWords[demand.standing].text}</StatusBadge>
                  <div className="rel-dim">
                    <KeyTag href={`/gate-templates/${demand.template}`}>{demand.template}</KeyTag> edition{' '}
                    {demand.gate?.edition ?? demand.edition}
                    {demand.standing === 'older' ? `; ${demand.edition} is in force` : ''}
                  </div>
                  {demand.standing === 'older' ? (
                    <Checkbox
                      size="xs"
                      label="Take it over"
                      checked={takeOver.includes(demand.template)}
                      onChange={(event) =>
                        setTakeOver(
                          event.currentTarget.checked
                            ? [...takeOver, demand.template]
                            : takeOver.filter((one) => one !== demand.template),
                        )
                      }
                    />
                  ) : null}
                </td>
                <td>
                  <Preview demand={demand} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Card>
  );
}

/** What the matrix demands of the release; nothing is shown where it demands nothing. */
export function DemandedGates({ release }: { readonly release: Release }) {
  const asked = useOperation(releaseDemands, { params: { id: release.id } });
  const found = asked.data?.value;
  if (asked.isError) return <StatePanel state={stateOf(asked, { rows: 2 }) ?? { kind: 'loading', rows: 2 }} />;
  if (found === undefined || found.items.length === 0) return null;
  return <Demands release={release} items={found.items} version={asked.data?.version ?? found.version} />;
}
