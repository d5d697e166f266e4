import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonFields } from '../../../design/refusal/ReasonFields.tsx';
import { StaleEditDialog } from '../../../design/refusal/StaleEditDialog.tsx';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type ApplicationShown, applicationPatch, changeApplication } from '../contract.ts';
import { ApplicationFields, type Draft, sentOf } from './ApplicationFields.tsx';

type ChangeProps = { readonly application: ApplicationShown; readonly version: number };

const draftOf = (application: ApplicationShown): Draft => ({
  name: application.name,
  unit: { value: application.unit.id, label: application.unit.name, sub: application.unit.key },
  owner: application.owner === null ? null : { value: application.owner.id, label: application.owner.name },
  description: application.description ?? '',
  technology: application.technology ?? '',
  criticality: application.criticality,
  gxp: application.gxp,
  sox: application.sox,
  lifecycleStage: application.lifecycleStage,
});

const labels: Readonly<Record<keyof Draft, string>> = {
  name: 'Name',
  unit: 'Unit',
  owner: 'Owner',
  description: 'Description',
  technology: 'Technology',
  criticality: 'Criticality',
  gxp: 'GxP relevance',
  sox: 'SOX relevance',
  lifecycleStage: 'Lifecycle stage',
};
const names = ['name', 'unit', 'owner', 'description', 'technology', 'criticality', 'gxp', 'sox', 'lifecycleStage'] as const;
const shown = (draft: Draft, name: keyof Draft): string => {
  const value = draft[name];
  return typeof value === 'string' ? value : (value?.label ?? '');
};
const same = (one: Draft, other: Draft, name: keyof Draft): boolean => {
  const sent = [sentOf(one)[name], sentOf(other)[name]];
  return sent[0] === sent[1];
};

/** Edits the facts. Only what was changed is sent, so that somebody else's change of another field is not undone. */
export function ChangeApplication({ application, version }: ChangeProps) {
  const [base, setBase] = useState<{ draft: Draft; version: number } | null>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(application));
  const [reason, setReason] = useState('');
  const [reasonCode, setCode] = useState<string>();
  const [stale, setStale] = useState(false);
  const close = () => {
    setBase(null);
    setStale(false);
  };
  const ask = useAsk(changeApplication, close);
  const theirs = draftOf(application);
  const changed = base === null ? [] : names.filter((name) => !same(base.draft, draft, name));
  const patchOf = (wanted: readonly (keyof Draft)[]) => {
    const sent = sentOf(draft);
    return applicationPatch.safeParse(Object.fromEntries(wanted.map((name) => [name, sent[name]])));
  };
  const send = async (wanted: readonly (keyof Draft)[], on: number) => {
    const patch = patchOf(wanted);
    if (!patch.success) return;
    const body = { ...patch.data, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    const answer = await ask.send({ params: { id: application.id }, version: on, reasonCode, body });
    if (isStale(answer)) setStale(true);
  };
  const open = () => {
    setDraft(theirs);
    setReason('');
    setCode(undefined);
    ask.reset();
    setBase({ draft: theirs, version });
  };
  return (
    <>
      <BlockedButton variant="default" can={application.can.change} onClick={open}>
        Edit
      </BlockedButton>
      <FormDialog
        opened={base !== null && !stale}
        title={`Edit ${application.key}`}
        confirm="Save"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={changed.length > 0 && patchOf(changed).success}
        onSend={() => void send(changed, base?.version ?? version)}
        onClose={close}
      >
        <ApplicationFields draft={draft} refusals={ask.refusals} onChange={setDraft} />
        <ReasonFields
          text={reason}
          description="Demanded, with its kind, where criticality, relevance or lifecycle stage change."
          onText={setReason}
          code={reasonCode}
          onCode={setCode}
          refusals={ask.refusals}
        />
      </FormDialog>
      <StaleEditDialog
        opened={base !== null && stale}
        what="this application"
        version={{ mine: base?.version ?? version, theirs: version }}
        rows={changed.map((name) => ({
          field: name,
          label: labels[name],
          base: base === null ? '' : shown(base.draft, name),
          mine: shown(draft, name),
          theirs: shown(theirs, name),
        }))}
        busy={ask.busy}
        onSave={(choices) => {
          const mine = changed.filter((name) => choices[name] === 'mine');
          if (mine.length === 0) close();
          else void send(mine, version).then(() => setStale(false));
        }}
        onDiscard={close}
        onClose={close}
      />
    </>
  );
}
