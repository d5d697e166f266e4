import { Button, Group, MultiSelect, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { Tone } from '../../../design/tokens.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import { actOnRule, listTemplates, proposeRule, type RuleState, type RuleView, showMatrix } from '../contract.ts';
import { TemplateTabs } from './TemplateTabs.tsx';
import './gates.css';

type Matrix = ReplyOf<typeof showMatrix>;
type Kind = Matrix['kinds'][number];

const stateWords: Readonly<Record<RuleState, { readonly text: string; readonly tone: Tone }>> = {
  draft: { text: 'Proposed', tone: 'yellow' },
  'in-force': { text: 'In force', tone: 'teal' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
  discarded: { text: 'Discarded', tone: 'gray' },
};

/** `gxp:yes, criticality:high` by name: what must be so, any value of one name being enough. */
function FacetList({ facets }: { readonly facets: readonly string[] }) {
  if (facets.length === 0) return <span className="gate-quiet">Every release</span>;
  const names = [...new Set(facets.map((facet) => facet.split(':')[0] ?? ''))];
  return (
    <ul className="gate-facets">
      {names.map((name) => (
        <li key={name}>
          <b>{name}</b>{' '}
          {facets
            .filter((facet) => facet.startsWith(`${name}:`))
            .map((facet) => facet.slice(name.length + 1))
            .join(' or ')}
        </li>
      ))}
    </ul>
  );
}

function ProposeRule({ kinds }: { readonly kinds: readonly Kind[] }) {
  const [opened, setOpened] = useState(false);
  const [step, setStep] = useState<string | null>(null);
  const [template, setTemplate] = useState<string | null>(null);
  const [facets, setFacets] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const ask = useAsk(proposeRule, () => setOpened(false));
  const templates = useOperation(listTemplates, {}, { enabled: opened });
  const [kind] = kinds;
  const values = (kind?.facets ?? []).flatMap((one) =>
    one.values === null
      ? []
      : [
          {
            group: one.says,
            items: one.values.map((value) => ({ value: `${one.name}:${value}`, label: `${one.name} ${value}` })),
          },
        ],
  );
  const send = () => {
    if (kind !== undefined && step !== null && template !== null)
      void ask.send({ body: { subjectKind: kind.kind, step, template, facets: [...facets], reason } });
  };
  return (
    <>
      <Button onClick={() => setOpened(true)}>Propose a rule</Button>
      <FormDialog
        opened={opened}
        title="Propose a rule of the matrix"
        confirm="Propose"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={step !== null && template !== null && reason.trim().length >= 3}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <Select
          label="Before the step"
          required
          data={(kind?.steps ?? []).map(({ verb, says }) => ({ value: verb, label: says }))}
          value={step}
          error={refusalFor(ask.refusals, '/step')}
          onChange={setStep}
        />
        <Select
          label="The gate of this template"
          required
          searchable
          data={(templates.data?.value.items ?? []).map((one) => ({
            value: one.key,
            label: `${one.key} ${one.name}${one.inForce === null ? ' (no edition in force)' : ''}`,
          }))}
          value={template}
          error={refusalFor(ask.refusals, '/template')}
          onChange={setTemplate}
        />
        <MultiSelect
          label="For releases that are"
          description="Of one property any value is enough; all properties must be met. None: every release. What is unknown counts as every graver value."
          data={values}
          searchable
          hidePickedOptions
          value={[...facets]}
          error={refusalFor(ask.refusals, '/facets/0')}
          onChange={setFacets}
        />
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          value={reason}
          error={refusalFor(ask.refusals, '/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function Discard({ rule }: { readonly rule: RuleView }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(actOnRule, () => setOpened(false));
  return (
    <>
      <BlockedButton variant="default" size="compact-xs" can={rule.can.discard} onClick={() => setOpened(true)}>
        Discard
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Discard ${rule.key}`}
        text="The proposal stays readable."
        confirm="Discard"
        danger
        refusals={ask.refusals}
        busy={ask.busy}
        onClose={() => setOpened(false)}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({ reasonCode, params: { id: rule.key, verb: 'discard' }, version: rule.version, body: { reason } })
        }
      />
    </>
  );
}

function Verbs({ rule }: { readonly rule: RuleView }) {
  const act = useAct(actOnRule);
  if (rule.state !== 'draft' && rule.state !== 'in-force') return null;
  const verb = rule.state === 'draft' ? 'approve' : 'withdraw';
  return (
    <Group gap={6} className="il-no-print">
      <SignedButton
        size="compact-xs"
        can={rule.can[verb]}
        label={verb === 'approve' ? 'Put in force' : 'Withdraw'}
        title={`${verb === 'approve' ? 'Put in force' : 'Withdraw'}: ${rule.key}`}
        text={
          verb === 'approve'
            ? 'Every release that it speaks of must have this gate before the step; where it is missing the step waits.'
            : 'The gate is demanded no more; where it stands it stays.'
        }
        needsReason
        danger={verb === 'withdraw'}
        wanted={(reason) => ({ subject: { kind: 'gate-rule', id: rule.id }, version: rule.version, verb, input: { reason } })}
        send={(reason, signature, version) =>
          act.mutateAsync({ params: { id: rule.key, verb }, version, body: { reason, signature } })
        }
      />
      {rule.state === 'draft' ? <Discard rule={rule} /> : null}
    </Group>
  );
}

function Rules({
  title,
  rules,
  saysOf,
  chosen,
}: {
  readonly title: string;
  readonly rules: readonly RuleView[];
  readonly saysOf: (rule: RuleView) => string;
  readonly chosen: string | undefined;
}) {
  if (rules.length === 0) return null;
  return (
    <Card title={title} count={rules.length}>
      <ScrollX label={title}>
        <table className="il-table gate-matrix">
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Before</th>
              <th scope="col">For releases that are</th>
              <th scope="col">Gate</th>
              <th scope="col">Stands</th>
              <th scope="col">
                <span className="il-only-read">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.id} aria-current={rule.key === chosen ? 'true' : undefined}>
                <th scope="row">
                  <KeyTag href={`/records/gate-rule/${rule.id}`}>{rule.key}</KeyTag>
                  <div className="gate-quiet">{rule.reason}</div>
                </th>
                <td>{saysOf(rule)}</td>
                <td>
                  <FacetList facets={rule.facets} />
                </td>
                <td>
                  <KeyTag href={`/gate-templates/${rule.template.key}`}>{rule.template.key}</KeyTag> {rule.template.name}
                  <div className="gate-quiet">
                    {rule.template.inForce === null ? 'no edition in force' : `edition ${rule.template.inForce}`}
                  </div>
                </td>
                <td>
                  <StatusBadge tone={stateWords[rule.state].tone}>{stateWords[rule.state].text}</StatusBadge>
                  <div className="gate-quiet">
                    {rule.approvedBy === null ? `proposed by ${rule.proposedBy.name}` : `approved by ${rule.approvedBy.name}`}
                  </div>
                </td>
                <td>
                  <Verbs rule={rule} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Card>
  );
}

function Tables({ matrix }: { readonly matrix: Matrix }) {
  const { rule: chosen } = useSearch();
  const of = (...states: readonly RuleState[]) => matrix.rules.filter((rule) => states.includes(rule.state));
  const saysOf = (rule: RuleView): string =>
    matrix.kinds.find(({ kind }) => kind === rule.subjectKind)?.steps.find(({ verb }) => verb === rule.step)?.says ?? rule.step;
  if (matrix.rules.length === 0)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'The matrix demands nothing yet',
          text: 'A rule says which template a step asks of which releases. It is proposed here and put in force by quality.',
        }}
      />
    );
  return (
    <>
      <Rules title="In force" rules={of('in-force')} saysOf={saysOf} chosen={chosen} />
      <Rules title="Proposed" rules={of('draft')} saysOf={saysOf} chosen={chosen} />
      <Rules title="Over" rules={of('withdrawn', 'discarded')} saysOf={saysOf} chosen={chosen} />
    </>
  );
}

/** Which gates which releases must have: by step, kind, class and what their applications are. */
export function Screen() {
  const asked = useOperation(showMatrix);
  const matrix = asked.data?.value;
  const state = stateOf(asked, { rows: 6 });
  return (
    <>
      <PageHead
        title="Gate matrix"
        sub="Which gates which releases must have. What it demands is placed by itself, and nobody takes it away."
        actions={matrix?.mayKeep === true ? <ProposeRule kinds={matrix.kinds} /> : undefined}
      >
        <TemplateTabs active="matrix" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {matrix === undefined ? null : (
          <div className="gate-page">
            <Tables matrix={matrix} />
          </div>
        )}
      </PageBody>
    </>
  );
}
