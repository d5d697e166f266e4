import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listTemplates, registerTemplate } from '../contract.ts';
import { EditionFields } from './EditionFields.tsx';
import { contentOf, draftFrom, keyOfText } from './edition-draft.ts';
import { TemplateTabs } from './TemplateTabs.tsx';
import './gates.css';

type Line = ReplyOf<typeof listTemplates>['items'][number];

function NewTemplate() {
  const go = useAppNavigate();
  const [opened, setOpened] = useState(false);
  const [head, setHead] = useState({ name: '', gateKey: '', purpose: '' });
  const [draft, setDraft] = useState(() => draftFrom(undefined));
  const ask = useAsk(registerTemplate, (made) => go(`/gate-templates/${made.key}`));
  const send = () =>
    void ask.send({
      body: { ...head, gateKey: head.gateKey === '' ? keyOfText(head.name, 0) : head.gateKey, content: contentOf(draft) },
    });
  return (
    <>
      <Button onClick={() => setOpened(true)}>New template</Button>
      <FormDialog
        opened={opened}
        title="New template of a gate"
        confirm="Save the draft"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={head.name.trim() !== ''}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          required
          value={head.name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setHead({ ...head, name: event.currentTarget.value })}
        />
        <TextInput
          label="Key of its gates"
          description="As the gates are named on releases; made of the name when left empty"
          value={head.gateKey}
          error={refusalFor(ask.refusals, '/gateKey')}
          onChange={(event) => setHead({ ...head, gateKey: event.currentTarget.value })}
        />
        <Textarea
          label="Purpose"
          autosize
          minRows={2}
          value={head.purpose}
          error={refusalFor(ask.refusals, '/purpose')}
          onChange={(event) => setHead({ ...head, purpose: event.currentTarget.value })}
        />
        <EditionFields draft={draft} refusals={ask.refusals} onChange={setDraft} />
      </FormDialog>
    </>
  );
}

function Lines({ items }: { readonly items: readonly Line[] }) {
  return (
    <ScrollX label="Templates of gates">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Template</th>
            <th scope="col">In force</th>
            <th scope="col">Draft</th>
            <th scope="col">Criteria</th>
            <th scope="col">Demanded by</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <KeyTag href={`/gate-templates/${one.key}`}>{one.key}</KeyTag>{' '}
                <AppLink href={`/gate-templates/${one.key}`}>{one.name}</AppLink>
                <div className="gate-quiet">{one.purpose}</div>
              </th>
              <td>
                {one.inForce === null ? (
                  <span className="il-missing">None</span>
                ) : (
                  <StatusBadge tone="teal">Edition {one.inForce}</StatusBadge>
                )}
              </td>
              <td>{one.draft === null ? '' : <StatusBadge tone="yellow">Edition {one.draft}</StatusBadge>}</td>
              <td>{one.criteria}</td>
              <td>
                {one.rules === 0 ? (
                  <span className="il-missing">No rule</span>
                ) : (
                  `${one.rules} ${one.rules === 1 ? 'rule' : 'rules'}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** Gates to be placed on many releases: what each asks, in editions that quality approves. */
export function Screen() {
  const asked = useOperation(listTemplates);
  const found = asked.data?.value;
  const state = stateOf(asked, { rows: 5 });
  return (
    <>
      <PageHead
        title="Gate templates"
        sub="What gates ask, in editions that quality approves. The matrix says which releases must have them."
        actions={found?.mayKeep === true ? <NewTemplate /> : undefined}
      >
        <TemplateTabs active="templates" />
      </PageHead>
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {found === undefined ? null : found.items.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'There are no templates yet',
              text: 'A release manager, test manager, validation lead or quality writes one; another person of quality approves it.',
            }}
          />
        ) : (
          <Lines items={found.items} />
        )}
      </PageBody>
    </>
  );
}
