import { Button, Checkbox, CopyButton, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listTokens, makeToken, showSecurity, withdrawToken } from '../contract.ts';
import { tokenScope, tokenScopes } from '../contract-shapes.ts';

type Token = ReplyOf<typeof listTokens>['items'][number];
const nothing = () => {};
const scopeWords = {
  read: 'Read',
  plan: 'Plan: check plan files',
  act: 'Act: change records',
  administer: 'Administer',
} as const;
const tones = { valid: 'teal', expired: 'gray', withdrawn: 'gray' } as const;
const stateWords = { valid: 'Valid', expired: 'Expired', withdrawn: 'Withdrawn' } as const;

function Secret({ secret, onClose }: { readonly secret: string | null; readonly onClose: () => void }) {
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title="Copy the token now"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <p>It is shown only now; the server keeps only its hash.</p>
        <TextInput
          label="API token"
          readOnly
          value={secret ?? ''}
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={secret ?? ''}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  );
}

function MakeToken() {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['read']);
  const [days, setDays] = useState(30);
  const [secret, setSecret] = useState<string | null>(null);
  const most = useOperation(showSecurity).data?.value.values.tokenMaxDays;
  const ask = useAsk(makeToken, (made) => {
    setOpened(false);
    setSecret(made.secret);
  });
  const known = tokenScope.array().safeParse(scopes);
  const send = () => {
    if (known.success) void ask.send({ body: { name: name.trim(), scopes: known.data, expiresInDays: days } });
  };
  const open = () => {
    setName('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        Make a token
      </Button>
      <FormDialog
        opened={opened}
        title="Make an API token"
        confirm="Make"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== '' && scopes.length > 0}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <p className="id-note">It never holds more than you do, and it never decides: that needs a session.</p>
        <TextInput
          label="What it is for"
          required
          data-autofocus
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group
          label="What it may do"
          value={[...scopes]}
          onChange={setScopes}
          error={refusalFor(ask.refusals, '/scopes')}
        >
          <Stack gap={6} mt={4}>
            {tokenScopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={scopeWords[scope]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NumberInput
          label="Valid for days"
          description={most === undefined ? undefined : `At most ${most}`}
          min={1}
          max={most ?? 366}
          allowDecimal={false}
          hideControls
          value={days}
          error={refusalFor(ask.refusals, '/expiresInDays')}
          onChange={(value) => {
            if (typeof value === 'number') setDays(value);
          }}
        />
      </FormDialog>
      <Secret secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}

function Withdraw({ token }: { readonly token: Token }) {
  const ask = useAsk(withdrawToken, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={token.can.withdraw}
      label="Withdraw"
      title={`Withdraw the token ${token.name}`}
      needsReason={false}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async () => (await ask.send({ params: { id: token.id }, body: {} })).ok}
    />
  );
}

/** API tokens under your name. */
export function OwnTokens() {
  const asked = useOperation(listTokens, { query: { limit: 100 } });
  const tokens = asked.data?.value.items;
  return (
    <Card title="API tokens" count={tokens?.length} actions={<MakeToken />}>
      {tokens === undefined ? <StatePanel state={stateOf(asked, { rows: 2 }) ?? { kind: 'loading', rows: 2 }} /> : null}
      {tokens?.length === 0 ? <p className="il-missing">No token. Make one for the command line or a pipeline.</p> : null}
      {tokens === undefined || tokens.length === 0 ? null : (
        <div className="il-scroll-x">
          <table className="il-table">
            <thead>
              <tr>
                <th scope="col">For</th>
                <th scope="col">May</th>
                <th scope="col">State</th>
                <th scope="col">Valid until</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="il-only-read">Acts</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.map((token) => (
                <tr key={token.id}>
                  <th scope="row">{token.name}</th>
                  <td>{token.scopes.join(', ')}</td>
                  <td>
                    <StatusBadge tone={tones[token.state]}>{stateWords[token.state]}</StatusBadge>
                  </td>
                  <td>
                    <DateText at={token.expiresAt} />
                  </td>
                  <td>{token.usedAt === null ? 'Never' : <DateText at={token.usedAt} />}</td>
                  <td>
                    <Withdraw token={token} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
