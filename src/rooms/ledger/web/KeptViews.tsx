import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeTrailView, dropTrailView, keepTrailView, listTrailViews } from '../contract.ts';
import { addressOfView, isShown, keepableOf } from './trail-query.ts';

type View = ReplyOf<typeof listTrailViews>['items'][number];
type Narrow = (patch: Readonly<Record<string, string | null>>) => void;

type NameProps = {
  readonly name: string;
  readonly shared: boolean;
  readonly error: string | undefined;
  readonly onName: (name: string) => void;
  readonly onShared: (shared: boolean) => void;
};

const NameAndReach = ({ name, shared, error, onName, onShared }: NameProps) => (
  <>
    <TextInput
      label="Name of the view"
      required
      maxLength={80}
      value={name}
      error={error}
      onChange={(event) => onName(event.currentTarget.value)}
    />
    <Switch
      label="Everybody who reads the audit trail sees it"
      description="Each sees the entries of their own units. Otherwise it is yours alone."
      checked={shared}
      onChange={(event) => onShared(event.currentTarget.checked)}
    />
  </>
);

/** The filters of the address under a name. */
function KeepView({ onKept }: { readonly onKept: Narrow }) {
  const search = useSearch();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const ask = useAsk(keepTrailView, (view) => {
    setOpened(false);
    onKept({ view: view.key });
  });
  const open = () => {
    setName('');
    setShared(false);
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        Keep this view
      </Button>
      <FormDialog
        opened={opened}
        title="Keep this view of the audit trail"
        confirm="Keep"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== ''}
        onSend={() => void ask.send({ body: { name: name.trim(), shared, filters: keepableOf(search) } })}
        onClose={() => setOpened(false)}
      >
        <NameAndReach
          name={name}
          shared={shared}
          error={refusalFor(ask.refusals, '/name')}
          onName={setName}
          onShared={setShared}
        />
      </FormDialog>
    </>
  );
}

/** Name, reach and, where the address narrows otherwise by now, the filters of a view that the reader keeps. */
function ChangeView({ view }: { readonly view: View }) {
  const search = useSearch();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(view.name);
  const [shared, setShared] = useState(view.shared);
  const ask = useAsk(changeTrailView, () => setOpened(false));
  const differs = !isShown(view.filters, search);
  const open = () => {
    setName(view.name);
    setShared(view.shared);
    ask.reset();
    setOpened(true);
  };
  const filters = differs ? { filters: keepableOf(search) } : {};
  return (
    <>
      <Button variant="default" onClick={open}>
        {differs ? 'Save to this view' : 'Change this view'}
      </Button>
      <FormDialog
        opened={opened}
        title={`Change the view “${view.name}”`}
        confirm="Save"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={name.trim() !== ''}
        onSend={() =>
          void ask.send({ params: { id: view.id }, version: view.version, body: { name: name.trim(), shared, ...filters } })
        }
        onClose={() => setOpened(false)}
      >
        <NameAndReach
          name={name}
          shared={shared}
          error={refusalFor(ask.refusals, '/name')}
          onName={setName}
          onShared={setShared}
        />
        {differs ? <p>It will show what the filters show now.</p> : null}
      </FormDialog>
    </>
  );
}

function DropView({ view, onDropped }: { readonly view: View; readonly onDropped: Narrow }) {
  const ask = useAsk(dropTrailView, () => onDropped({ view: null }));
  return (
    <ActButton
      can={view.can.drop}
      label="Drop this view"
      needsReason={false}
      text={view.shared ? `Nobody finds “${view.name}” any more.` : `“${view.name}” is kept no longer.`}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async () => (await ask.send({ params: { id: view.id } })).ok}
    />
  );
}

/** Kept views: own ones, and those that others share. The chosen one stands in the address. */
export function KeptViews({ onNarrow }: { readonly onNarrow: Narrow }) {
  const search = useSearch();
  const asked = useOperation(listTrailViews);
  const views = asked.data?.value.items ?? [];
  const chosen = views.find(({ key }) => key === search.view);
  const narrowed = Object.keys(keepableOf(search)).length > 0;
  const group = (title: string, mine: boolean) => {
    const items = views.filter((view) => view.mine === mine).map(({ key, name }) => ({ value: key, label: name }));
    return items.length === 0 ? [] : [{ group: title, items }];
  };
  const choose = (key: string | null) => {
    const view = views.find((one) => one.key === key);
    onNarrow({ ...addressOfView(view?.filters ?? {}), view: view?.key ?? null });
  };
  return (
    <div className="lg-views">
      <Select
        aria-label="Kept view"
        placeholder={
          asked.error === null ? (views.length === 0 ? 'No kept view yet' : 'Kept views') : 'Kept views cannot be read'
        }
        disabled={views.length === 0}
        data={[...group('Your own', true), ...group('Shared by others', false)]}
        value={chosen?.key ?? null}
        onChange={choose}
        clearable
        searchable
        nothingFoundMessage="Nothing found"
        clearButtonProps={{ 'aria-label': 'Leave the view' }}
      />
      {narrowed && (chosen === undefined || !isShown(chosen.filters, search)) ? <KeepView onKept={onNarrow} /> : null}
      {chosen?.can.change === true && narrowed ? <ChangeView key={chosen.key} view={chosen} /> : null}
      {chosen === undefined || !(chosen.mine || chosen.can.drop === true) ? null : (
        <DropView view={chosen} onDropped={onNarrow} />
      )}
    </div>
  );
}
