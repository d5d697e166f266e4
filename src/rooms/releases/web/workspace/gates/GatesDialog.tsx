import { Accordion, Button, Group, Modal, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { StatePanel } from '../../../../../design/page/StatePanel.tsx';
import { StatusBadge } from '../../../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../../../design/refusal/refusal.ts';
import { StaleEditDialog } from '../../../../../design/refusal/StaleEditDialog.tsx';
import { alike } from '../../../../../foundation/alike.ts';
import { useOperation } from '../../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../../foundation/web/screen-state.ts';
import { releaseGates } from '../../../contract.ts';
import type { Release } from '../../parts.tsx';
import { stepWords } from '../../words.ts';
import { GateFields } from './GateFields.tsx';
import { draftsOf, emptyGate, type GateDraft, gatesAsked, gatesWith, problemsIn } from './gates-draft.ts';
import { suggestedGates } from './suggested-gates.ts';
import { type Base, usePlaceGates } from './use-place-gates.ts';

type FormProps = {
  readonly release: Release;
  readonly base: Base;
  readonly suggested: boolean;
  readonly onClose: () => void;
};

const moved = (drafts: readonly GateDraft[], from: number, to: number): readonly GateDraft[] => {
  const taken = drafts[from];
  return taken === undefined ? drafts : drafts.toSpliced(from, 1).toSpliced(to, 0, taken);
};

/** The gates as they were when the dialog opened, and the suggestions where there were none. */
function useDrafts({ release, base, suggested }: FormProps) {
  const [drafts, setDrafts] = useState<readonly GateDraft[]>(() => {
    const present = draftsOf(base.gates);
    if (present.length > 0) return present;
    return suggested ? suggestedGates(release, Date.now()) : [emptyGate()];
  });
  const [open, setOpen] = useState<readonly string[]>(() => (drafts.length === 1 ? drafts.map((gate) => gate.id) : []));
  const add = () => {
    const gate = emptyGate();
    setDrafts([...drafts, gate]);
    setOpen([...open, gate.id]);
  };
  return { drafts, setDrafts, open, setOpen, add };
}

type GateItemsProps = ReturnType<typeof useDrafts> & {
  readonly zone: string | undefined;
  readonly errorAt: (pointer: string) => string | undefined;
  readonly wrong: readonly string[];
};

function GateItems({ drafts, setDrafts, open, setOpen, zone, errorAt, wrong }: GateItemsProps) {
  return (
    <Accordion multiple variant="contained" order={3} value={[...open]} onChange={setOpen} keepMounted={false}>
      {drafts.map((gate, at) => (
        <Accordion.Item key={gate.id} value={gate.id}>
          <Accordion.Control>
            <span className="rel-gate-title">
              <b>{gate.name.trim() === '' ? 'New gate' : gate.name}</b>
              <span className="rel-dim">
                before “{stepWords[gate.guards]}” · {gate.criteria.length} {gate.criteria.length === 1 ? 'criterion' : 'criteria'}
              </span>
              {wrong.includes(gate.id) ? <StatusBadge tone="red">Needs you</StatusBadge> : null}
            </span>
          </Accordion.Control>
          <Accordion.Panel>
            <GateFields
              gate={gate}
              place={`/gates/${at}`}
              zone={zone}
              errorAt={errorAt}
              onChange={(next) => setDrafts(drafts.map((one) => (one.id === next.id ? next : one)))}
              onRemove={() => setDrafts(drafts.filter((one) => one.id !== gate.id))}
              onUp={at === 0 ? undefined : () => setDrafts(moved(drafts, at, at - 1))}
              onDown={at === drafts.length - 1 ? undefined : () => setDrafts(moved(drafts, at, at + 1))}
            />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function Form(props: FormProps) {
  const { release, base, onClose } = props;
  const edit = useDrafts(props);
  const { drafts, open, setOpen } = edit;
  const [tried, setTried] = useState(false);
  const zone = release.goLive?.zone;
  const place = usePlaceGates(base, zone ?? 'UTC', onClose);
  const problems = problemsIn(drafts);
  const pointers = [...(tried ? Object.keys(problems) : []), ...place.refusals.flatMap(({ field }) => field ?? [])];
  const wrong = gatesWith(drafts, pointers);
  const errorAt = (pointer: string) => (tried ? problems[pointer] : undefined) ?? refusalFor(place.refusals, pointer);
  const show = (ids: readonly string[]) => setOpen([...new Set([...open, ...ids])]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer of the server opens what it refuses
  useEffect(() => show(wrong), [place.refusals.length]);
  const asked = gatesAsked(drafts);
  const nothing = alike(asked, base.gates);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return show(gatesWith(drafts, Object.keys(problems)));
    if (!nothing) place.save(asked);
  };
  return (
    <>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          <RefusalPanel refusals={place.refusals} title="The gates were not saved" />
          <p className="rel-dim">
            {release.baseline === null
              ? 'A gate stands before a step of the release: the step is closed until the gate has passed.'
              : 'The dates are approved: gates can be added, renamed and given another due time. To ask less, have a criterion waived or the gate declared not applicable.'}
          </p>
          <GateItems {...edit} zone={zone} errorAt={errorAt} wrong={wrong} />
          <Group>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
              onClick={edit.add}
            >
              Add a gate
            </Button>
          </Group>
          <Group justify="flex-end" gap="sm">
            {tried && Object.keys(problems).length > 0 ? (
              <p className="rel-dim" role="alert">
                {Object.keys(problems).length} fields need you.
              </p>
            ) : null}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={place.busy} disabled={nothing}>
              {nothing ? 'Nothing changed' : 'Save the gates'}
            </Button>
          </Group>
        </Stack>
      </form>
      <StaleEditDialog
        opened={place.stale !== null}
        what="this release"
        version={{ mine: base.version, theirs: place.stale?.version ?? base.version }}
        rows={place.stale?.rows ?? []}
        busy={place.busy}
        onSave={place.resolve}
        onDiscard={place.discard}
        onClose={place.close}
      />
    </>
  );
}

/** Reads what the gates ask at the moment of opening; news that arrive meanwhile do not move the fields. */
function Loaded({ release, ...rest }: Omit<FormProps, 'base'>) {
  const asked = useOperation(releaseGates, { params: { id: release.id } });
  const [base, setBase] = useState<Base | null>(null);
  const fresh = asked.isFetchedAfterMount ? asked.data : undefined;
  useEffect(() => {
    if (base === null && fresh !== undefined)
      setBase({ id: release.id, version: fresh.version ?? fresh.value.version, gates: fresh.value.gates });
  }, [base, fresh, release.id]);
  if (base !== null) return <Form release={release} base={base} {...rest} />;
  return <StatePanel state={stateOf(asked, { rows: 6 }) ?? { kind: 'loading', rows: 6 }} />;
}

export type GatesDialogProps = {
  readonly release: Release;
  /** Begins with the suggested gates where there are none. */
  readonly suggested: boolean;
  readonly onClose: () => void;
};

export function GatesDialog({ release: shown, suggested, onClose }: GatesDialogProps) {
  const [release] = useState(shown);
  return (
    <Modal opened onClose={onClose} size="xl" title={`Gates of ${release.key}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Loaded release={release} suggested={suggested} onClose={onClose} />
    </Modal>
  );
}
