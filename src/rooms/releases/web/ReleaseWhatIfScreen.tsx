import { Checkbox, Group } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { releaseWhatIf } from '../contract.ts';
import './releases.css';

type Foreseen = ReplyOf<typeof releaseWhatIf>;

function Gates({
  foreseen,
  passed,
  onChange,
}: {
  readonly foreseen: Foreseen;
  readonly passed: readonly string[];
  readonly onChange: (passed: readonly string[]) => void;
}) {
  if (foreseen.gates.length === 0) return <p className="il-missing">No gate stands before the next step.</p>;
  return (
    <div className="rel-stack">
      {foreseen.gates.map((gate) => (
        <div key={gate.id} className="rel-whatif-gate">
          <Checkbox
            label={`Assume that “${gate.name}” has passed`}
            checked={gate.assumed}
            disabled={!gate.closed && !gate.assumed}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...passed, gate.key] : passed.filter((one) => one !== gate.key))
            }
          />
          <StatusBadge tone={gate.closed ? 'orange' : 'teal'}>{gate.closed ? 'Not passed' : 'Passed'}</StatusBadge>
          {gate.closed ? <AppLink href={`/gates/${gate.id}/what-if`}>What would this gate say?</AppLink> : null}
        </div>
      ))}
    </div>
  );
}

function Outcome({ foreseen }: { readonly foreseen: Foreseen }) {
  if (foreseen.step === null) return <p>No step leads on from here.</p>;
  return (
    <>
      <p>
        <StatusBadge tone={foreseen.blockers.length === 0 ? 'teal' : 'orange'}>
          {foreseen.blockers.length === 0 ? 'Nothing would block it' : `${foreseen.blockers.length} would block it`}
        </StatusBadge>{' '}
        Next step: <b>{foreseen.step.says}</b>
      </p>
      <RefusalPanel refusals={foreseen.blockers.map(({ refusal }) => refusal)} title="What would stand in the way" />
      {foreseen.deciders.length === 0 ? null : (
        <p className="rel-dim">Could take it: {foreseen.deciders.map(({ name }) => name).join(', ')}</p>
      )}
    </>
  );
}

/** What would block the next step of a release, if. The assumptions stand in the address. */
export function Screen({ params }: ScreenProps) {
  const id = params.key ?? '';
  const search = useSearch();
  const setSearch = useSetSearch();
  const passed = (search.passed ?? '').split(',').filter((one) => one !== '');
  const at = Number.isNaN(Date.parse(search.at ?? '')) ? {} : { at: search.at };
  const asked = useOperation(releaseWhatIf, { params: { id }, body: { passed, ...at } }, { keepPrevious: true });
  const refusals = asked.error?.problem?.refusals ?? [];
  const foreseen = asked.data?.value;
  const state = foreseen === undefined ? stateOf(asked, { rows: 6 }) : null;
  return (
    <>
      <PageHead title={`What if: ${id}`} sub={<AppLink href={`/releases/${id}`}>Back to the release</AppLink>} />
      <PageBody>
        <div className="rel-stack">
          <p className="il-warning" role="status">
            Nothing is changed here. This page computes what would block the next step, by its own rules, and writes nothing.
          </p>
          {state === null ? null : <StatePanel state={state} />}
          {foreseen === undefined ? null : (
            <>
              <Card title="Assume">
                <Group>
                  <DateTimeField
                    label="Looked at"
                    hint="Now, when left empty"
                    value={search.at ?? null}
                    onChange={(moment) => setSearch({ at: moment })}
                  />
                </Group>
                <Gates foreseen={foreseen} passed={passed} onChange={(next) => setSearch({ passed: next.join(',') })} />
              </Card>
              <Card title="What would be">
                <RefusalPanel refusals={refusals} title="This cannot be assumed" />
                {refusals.length > 0 ? null : <Outcome foreseen={foreseen} />}
              </Card>
            </>
          )}
        </div>
      </PageBody>
    </>
  );
}
