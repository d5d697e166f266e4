import { Group } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import type { Tone } from '../../../design/tokens.ts';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignaturesOf, SignedButton } from '../../signatures/web/door.tsx';
import { actOnTemplate, type EditionState, showTemplate, type TemplateView, writeTemplate } from '../contract.ts';
import { EditionFields } from './EditionFields.tsx';
import { contentOf, draftFrom } from './edition-draft.ts';
import { TemplateTabs } from './TemplateTabs.tsx';
import { roleInWords } from './words.ts';
import './gates.css';

type Edition = TemplateView['editions'][number];
type Of = { readonly template: TemplateView };

const stateWords: Readonly<Record<EditionState, { readonly text: string; readonly tone: Tone }>> = {
  draft: { text: 'Draft', tone: 'yellow' },
  approved: { text: 'In force', tone: 'teal' },
  superseded: { text: 'Superseded', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'orange' },
  discarded: { text: 'Discarded', tone: 'gray' },
};

const signs = { '>=': '≥', '<=': '≤', '==': '=', '>': '>', '<': '<' } as const;

function WriteDialog({ template, opened, onClose }: Of & { readonly opened: boolean; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftFrom(template.editions.find((one) => one.state !== 'discarded')?.content));
  const ask = useAsk(writeTemplate, onClose);
  const next = template.editions.some((one) => one.state === 'draft');
  return (
    <FormDialog
      opened={opened}
      title={next ? `Draft of ${template.key}` : `Next edition of ${template.key}`}
      confirm="Save the draft"
      size="xl"
      busy={ask.busy}
      refusals={ask.refusals}
      onSend={() =>
        void ask.send({ params: { id: template.key }, version: template.version, body: { content: contentOf(draft) } })
      }
      onClose={onClose}
    >
      <p className="gate-quiet">
        Whoever writes an edition is its author and approves it never. What is in force does not change.
      </p>
      <EditionFields draft={draft} refusals={ask.refusals} onChange={setDraft} />
    </FormDialog>
  );
}

function Discard({ template }: Of) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(actOnTemplate, () => setOpened(false));
  return (
    <>
      <BlockedButton variant="default" size="compact-sm" can={template.can.discard} onClick={() => setOpened(true)}>
        Discard the draft
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Discard the draft of ${template.key}`}
        text="The draft stays readable; the edition in force does not change."
        confirm="Discard"
        danger
        refusals={ask.refusals}
        busy={ask.busy}
        onClose={() => setOpened(false)}
        onConfirm={({ reason, reasonCode }) =>
          void ask.send({
            reasonCode,
            params: { id: template.key, verb: 'discard' },
            version: template.version,
            body: { reason },
          })
        }
      />
    </>
  );
}

function Signed({
  template,
  verb,
  label,
  text,
}: Of & { readonly verb: 'approve' | 'withdraw'; readonly label: string; readonly text: string }) {
  const act = useAct(actOnTemplate);
  return (
    <SignedButton
      size="compact-sm"
      can={template.can[verb]}
      label={label}
      text={text}
      needsReason
      danger={verb === 'withdraw'}
      wanted={(reason) => ({
        subject: { kind: 'gate-template', id: template.id },
        version: template.version,
        verb,
        input: { reason },
      })}
      send={(reason, signature, version) =>
        act.mutateAsync({ params: { id: template.key, verb }, version, body: { reason, signature } })
      }
    />
  );
}

function Content({ edition }: { readonly edition: Edition }) {
  return (
    <ScrollX label={`What edition ${edition.number} asks`}>
      <table className="il-table gate-criteria">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Asks</th>
            <th scope="col">Recorded by</th>
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          {edition.content.criteria.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                {one.text}
                <div className="gate-quiet">{one.key}</div>
              </th>
              <td>
                {one.fact ?? one.expression ?? (one.type === 'checklist' ? 'Done' : '')}{' '}
                {one.operator === null ? '' : signs[one.operator]} {one.threshold} {one.unit}
                {one.freshnessHours === null ? null : <div className="gate-quiet">fresh for {one.freshnessHours} hours</div>}
                {one.critical ? <div className="gate-quiet">entered by two persons</div> : null}
              </td>
              <td>{one.responsible === null ? 'Any role that records' : roleInWords(one.responsible)}</td>
              <td>{one.evidence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function Changed({ edition }: { readonly edition: Edition }) {
  if (edition.number === 1) return null;
  return (
    <details className="gate-earlier" open={edition.state === 'draft'}>
      <summary>
        {edition.changed.length} {edition.changed.length === 1 ? 'difference' : 'differences'} from the edition before
      </summary>
      <ScrollX label={`Differences of edition ${edition.number}`}>
        <table className="il-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">Edition {edition.number}</th>
            </tr>
          </thead>
          <tbody>
            {edition.changed.map((row) => (
              <tr key={row.what}>
                <th scope="row">{row.what}</th>
                <td>{row.was ?? <span className="il-missing">not asked</span>}</td>
                <td>{row.is ?? <span className="il-missing">asked no more</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </details>
  );
}

function EditionCard({ edition }: { readonly edition: Edition }) {
  const { content } = edition;
  return (
    <Card
      title={`Edition ${edition.number}`}
      actions={<StatusBadge tone={stateWords[edition.state].tone}>{stateWords[edition.state].text}</StatusBadge>}
    >
      <p>
        Written by {edition.authors.map(({ name }) => name).join(', ')}, <TimeText at={edition.writtenAt} />
        {edition.approvedBy === null || edition.approvedAt === null ? (
          '; not approved yet'
        ) : (
          <>
            ; approved by {edition.approvedBy.name}, <TimeText at={edition.approvedAt} />
          </>
        )}
        .
      </p>
      <p className="gate-quiet">
        Decided by {content.deciders.map(roleInWords).join(', ')}
        {content.greenHours === null ? '' : `; green for ${content.greenHours} hours without break`}
      </p>
      <Content edition={edition} />
      <Changed edition={edition} />
    </Card>
  );
}

function Template({ template }: Of) {
  const [writing, setWriting] = useState(false);
  const hasDraft = template.editions.some((one) => one.state === 'draft');
  const inForce = template.editions.some((one) => one.state === 'approved');
  return (
    <>
      <Card
        title="What may be done"
        actions={
          <Group gap="xs" className="il-no-print">
            <BlockedButton variant="default" size="compact-sm" can={template.can.write} onClick={() => setWriting(true)}>
              {hasDraft ? 'Edit the draft' : 'Write the next edition'}
            </BlockedButton>
            {hasDraft ? <Discard template={template} /> : null}
            {hasDraft ? (
              <Signed
                template={template}
                verb="approve"
                label="Approve the draft"
                text="New gates are placed from it. Gates that stand keep what they ask; releases are told of the newer edition."
              />
            ) : null}
            {inForce ? (
              <Signed
                template={template}
                verb="withdraw"
                label="Withdraw"
                text="No gate is placed from it any more. Gates that stand keep what they ask."
              />
            ) : null}
          </Group>
        }
      >
        <p>
          Its gates have the key <code>{template.gateKey}</code>. {template.purpose}
        </p>
        {template.rules.length === 0 ? (
          <p className="il-missing">No rule of the matrix demands it.</p>
        ) : (
          <ul className="gate-changes">
            {template.rules.map((rule) => (
              <li key={rule.key}>
                <KeyTag href={`/gate-matrix?rule=${rule.key}`}>{rule.key}</KeyTag> before {rule.step}:{' '}
                {rule.facets.length === 0 ? 'every release' : rule.facets.join(', ')}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {template.editions.map((edition) => (
        <EditionCard key={edition.number} edition={edition} />
      ))}
      <SignaturesOf kind="gate-template" id={template.id} />
      {writing ? <WriteDialog template={template} opened onClose={() => setWriting(false)} /> : null}
    </>
  );
}

/** One template: its editions, what changed in each, and who approved it. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showTemplate, { params: { id: params.key ?? '' } });
  const state = stateOf(asked, { rows: 8 });
  const template = asked.data?.value;
  return (
    <>
      <PageHead
        title={template === undefined ? 'Gate template' : `${template.key} ${template.name}`}
        {...(template === undefined
          ? {}
          : { actions: <AppLink href={`/records/gate-template/${template.id}`}>History</AppLink> })}
      >
        <TemplateTabs active="templates" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {template === undefined ? null : (
          <div className="gate-page">
            <Template template={template} />
          </div>
        )}
      </PageBody>
    </>
  );
}
