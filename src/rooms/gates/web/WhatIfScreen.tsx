import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type GateView, gateWhatIf, showGate } from '../contract.ts';
import { type Assumption, assumptionOf, bodyOf, patchFor } from './assumed.ts';
import type { Criterion } from './criterion.ts';
import { statusWords } from './words.ts';
import './gates.css';

type Foreseen = ReplyOf<typeof gateWhatIf>;
type Row = Foreseen['criteria'][number];

/** In a month, for a waiver that somebody begins to assume. */
const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString();

const kindOptions = (criterion: Criterion) => [
  { value: 'none', label: 'As it stands' },
  { value: 'result', label: criterion.type === 'checklist' || criterion.type === 'measure' ? 'Another result' : 'Another value' },
  { value: 'waived', label: 'Waived' },
  ...(criterion.result === null ? [] : [{ value: 'withdrawn', label: 'Result withdrawn' }]),
];

function begun(kind: string | null, criterion: Criterion): Assumption {
  if (kind === 'waived') return { kind, until: inAMonth() };
  if (kind === 'withdrawn') return { kind };
  if (kind !== 'result') return { kind: 'none' };
  return { kind, value: criterion.type === 'checklist' ? 'done' : String(criterion.threshold ?? 'true') };
}

type FieldProps = {
  readonly criterion: Criterion;
  readonly assumed: Assumption;
  readonly onChange: (assumption: Assumption) => void;
};

function ValueField({ criterion, assumed, onChange }: FieldProps) {
  const name = `What is assumed of ${criterion.text}`;
  if (assumed.kind === 'waived')
    return (
      <DateTimeField
        label="Until"
        value={assumed.until}
        onChange={(until) => onChange(until === null ? { kind: 'none' } : { kind: 'waived', until })}
      />
    );
  if (assumed.kind !== 'result') return null;
  if (criterion.type === 'checklist')
    return (
      <Select
        aria-label={name}
        allowDeselect={false}
        data={[
          { value: 'done', label: 'Done' },
          { value: 'not-done', label: 'Not done' },
        ]}
        value={assumed.value === 'done' ? 'done' : 'not-done'}
        onChange={(value) => onChange({ kind: 'result', value: value ?? 'done' })}
      />
    );
  if (criterion.type === 'measure')
    return (
      <NumberInput
        aria-label={name}
        hideControls
        suffix={criterion.unit === null ? '' : ` ${criterion.unit}`}
        value={assumed.value}
        onChange={(value) => onChange({ kind: 'result', value: String(value) })}
      />
    );
  return (
    <TextInput
      aria-label={name}
      value={assumed.value}
      onChange={(event) => onChange({ kind: 'result', value: event.currentTarget.value })}
    />
  );
}

function Shown({ one }: { readonly one: Row['stands'] | undefined }) {
  if (one === undefined) return null;
  return (
    <>
      <StatusBadge tone={statusWords[one.status].tone}>{statusWords[one.status].text}</StatusBadge>
      <div className="gate-quiet">{one.actual ?? 'nothing known'}</div>
    </>
  );
}

function Criteria({ gate, foreseen }: { readonly gate: GateView; readonly foreseen: Foreseen | undefined }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  return (
    <ScrollX label="Criteria and what is assumed of them">
      <table className="il-table gate-criteria">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Expected</th>
            <th scope="col">As it stands</th>
            <th scope="col">Assume</th>
            <th scope="col">Then it would be</th>
          </tr>
        </thead>
        <tbody>
          {gate.criteria.map((criterion) => {
            const row = foreseen?.criteria.find(({ key }) => key === criterion.key);
            const assumed = assumptionOf(search, criterion.key);
            const change = (next: Assumption) => setSearch(patchFor(criterion.key, next));
            return (
              <tr key={criterion.id}>
                <th scope="row">{criterion.text}</th>
                <td>{criterion.expected}</td>
                <td>
                  <Shown one={row?.stands} />
                </td>
                <td>
                  <div className="gate-assume">
                    <Select
                      aria-label={`Assume of ${criterion.text}`}
                      allowDeselect={false}
                      data={kindOptions(criterion)}
                      value={assumed.kind}
                      onChange={(kind) => change(begun(kind, criterion))}
                    />
                    <ValueField criterion={criterion} assumed={assumed} onChange={change} />
                  </div>
                </td>
                <td>
                  <Shown one={row?.would} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollX>
  );
}

function Outcome({ foreseen }: { readonly foreseen: Foreseen }) {
  return (
    <>
      <div className="gate-standing">
        <StatusBadge tone={foreseen.wouldPass ? 'teal' : 'orange'}>
          {foreseen.wouldPass ? 'It could be passed' : 'It could not be passed'}
        </StatusBadge>
        <span>
          {foreseen.met} of {foreseen.total} criteria would be green
        </span>
        {foreseen.greenSince === null ? null : (
          <span>
            Green since <TimeText at={foreseen.greenSince} />
          </span>
        )}
        {foreseen.canPassFrom === null ? null : (
          <span>
            It can pass from <TimeText at={foreseen.canPassFrom} />
          </span>
        )}
        {foreseen.endsAt === null ? null : (
          <span>
            A pass then would hold until <TimeText at={foreseen.endsAt} />
          </span>
        )}
      </div>
      <RefusalPanel refusals={foreseen.missing} title="What would be missing" />
      {foreseen.holds === null ? null : (
        <p>
          {foreseen.holds.holds
            ? 'The decision that stands would still hold.'
            : `The decision that stands would not hold: ${foreseen.holds.why.join('; ')}.`}
        </p>
      )}
      {foreseen.wouldPass ? <p className="gate-quiet">A person still decides it and signs.</p> : null}
    </>
  );
}

function WhatIf({ gate }: { readonly gate: GateView }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const asked = useOperation(
    gateWhatIf,
    { params: { id: gate.id }, body: bodyOf(search, gate.criteria) },
    { keepPrevious: true },
  );
  const foreseen = asked.data?.value;
  const refusals = asked.error?.problem?.refusals ?? [];
  const state = refusals.length > 0 ? null : stateOf(asked, { rows: 4 });
  const clear = () =>
    setSearch(
      Object.fromEntries(
        Object.keys(search)
          .filter((name) => name === 'at' || name.startsWith('c.'))
          .map((name) => [name, null]),
      ),
    );
  return (
    <>
      <div className="il-warning gate-past" role="status">
        <span>Nothing is changed here. This page computes what the gate would say, by its own rules, and writes nothing.</span>
        <AppLink href={`/gates/${gate.id}`}>Back to the gate</AppLink>
      </div>
      <Card
        title="Assume"
        actions={
          <Button variant="default" size="compact-sm" onClick={clear}>
            Assume nothing
          </Button>
        }
      >
        <Group align="end" mb="sm">
          <DateTimeField
            label="Looked at"
            hint="Now, when left empty"
            value={search.at ?? null}
            onChange={(at) => setSearch({ at })}
          />
        </Group>
        <Criteria gate={gate} foreseen={foreseen} />
      </Card>
      <Card title="What would be">
        <RefusalPanel refusals={refusals} title="This cannot be assumed" />
        {state === null ? null : <StatePanel state={state} />}
        {foreseen === undefined || refusals.length > 0 ? null : <Outcome foreseen={foreseen} />}
      </Card>
    </>
  );
}

/** What a gate would say, if. The assumptions stand in the address, so that they can be sent to somebody else. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showGate, { params: { id: params.id ?? '' }, query: {} });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const gate = asked.data?.value;
  return (
    <>
      <PageHead
        title={gate === undefined ? 'What if' : `What if: ${gate.name}`}
        {...(gate === undefined ? {} : { sub: <AppLink href={gate.subject.link}>{gate.subject.label}</AppLink> })}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {gate === undefined ? null : (
          <div className="gate-page">
            <WhatIf gate={gate} />
          </div>
        )}
      </PageBody>
    </>
  );
}
