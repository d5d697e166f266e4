import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { OlderOnes } from '../../../design/page/OlderOnes.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { Can } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { saveFile } from '../../../foundation/web/transport.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import {
  type AttachmentView,
  attachFile,
  downloadAttachment,
  listAttachments,
  restoreAttachment,
  withdrawAttachment,
} from '../contract.ts';
import type { OfRecord } from './of-record.ts';

const shown = 10;

/** 1.2 MB; below a tenth of one in kB. */
const sizeInWords = (bytes: number): string =>
  bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

type Done = { readonly onDone: () => void };

function Attach({ kind, id, can, onDone }: OfRecord & Done & { readonly can: Can[string] | undefined }) {
  const ask = useAsk(attachFile, onDone);
  if (can !== true)
    return (
      <BlockedButton can={can} onClick={() => undefined}>
        Attach a file
      </BlockedButton>
    );
  const send = (file: File | null) => {
    if (file !== null) void ask.send({ params: { kind, id }, query: { name: file.name }, file });
  };
  return (
    <>
      <RefusalPanel refusals={ask.refusals} />
      <FileButton onChange={send}>
        {(props) => (
          <Button {...props} variant="default" loading={ask.busy}>
            Attach a file
          </Button>
        )}
      </FileButton>
    </>
  );
}

type OfFile = { readonly one: AttachmentView } & Done;

function Withdraw({ one, onDone }: OfFile) {
  const ask = useAsk(withdrawAttachment, onDone);
  return (
    <ActButton
      size="compact-sm"
      variant="subtle"
      can={one.can.withdraw}
      label="Withdraw"
      title={`Withdraw ${one.name}`}
      text="It stays listed with your reason, and is handed out no more."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: one.id }, version: one.version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Restore({ one, onDone }: OfFile) {
  const ask = useAsk(restoreAttachment, onDone);
  return (
    <>
      <RefusalPanel refusals={ask.refusals} />
      <FileButton onChange={(file) => (file === null ? undefined : void ask.send({ params: { id: one.id }, file }))}>
        {(props) => (
          <Button {...props} size="compact-sm" variant="subtle" loading={ask.busy}>
            Restore from a good copy
          </Button>
        )}
      </FileButton>
    </>
  );
}

function FileRow({ one, onDone }: OfFile) {
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof saveFile>> | undefined>(undefined);
  const refused = answer?.ok === false ? refusalsOf(answer) : [];
  return (
    <li>
      <p className="dsc-who">
        {one.state === 'withdrawn' ? (
          <span>{one.name}</span>
        ) : (
          <button
            type="button"
            className="dsc-file"
            onClick={async () => setAnswer(await saveFile(downloadAttachment, { params: { id: one.id } }, one.name))}
          >
            {one.name}
          </button>
        )}
        <span className="dsc-quiet">{sizeInWords(one.size)}</span>
        {one.state === 'withdrawn' ? <StatusBadge tone="gray">Withdrawn</StatusBadge> : null}
        {one.damagedAt === null ? null : <StatusBadge tone="red">Damaged</StatusBadge>}
      </p>
      <p className="dsc-quiet">
        {one.attachedBy.name}, <TimeText at={one.attachedAt} />, SHA-256{' '}
        <span className="il-key">{one.sha256.slice(0, 12)}…</span>
      </p>
      {one.withdrawn === null ? null : (
        <p className="dsc-quiet">
          Withdrawn by {one.withdrawn.by.name}, <TimeText at={one.withdrawn.at} />. Reason: {one.withdrawn.reason}
        </p>
      )}
      {refused.length === 0 ? null : <RefusalPanel refusals={refused} />}
      <div className="dsc-acts">
        {one.can.withdraw === true ? <Withdraw one={one} onDone={onDone} /> : null}
        {one.can.restore === true ? <Restore one={one} onDone={onDone} /> : null}
      </div>
    </li>
  );
}

/** What is attached to a record, newest first, and a place to attach something. A file is always saved, never opened in the page. */
export function Attachments({ kind, id, onDone }: OfRecord & Done) {
  const asked = useOperationPages(
    listAttachments,
    (cursor) => ({ params: { kind, id }, query: { limit: shown, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const first = asked.data?.pages[0];
  const state = first === undefined ? stateOf(asked, { rows: 1 }) : null;
  if (state !== null || first === undefined) return <StatePanel state={state ?? { kind: 'loading', rows: 1 }} />;
  const { rows, more } = gridOf(asked, (page) => page.items);
  const done = () => {
    void asked.refetch();
    onDone();
  };
  return (
    <section className="dsc-files" aria-label="Files">
      <div className="dsc-top">
        <p className="dsc-quiet">{rows.length === 0 ? 'No file is attached.' : 'Files'}</p>
        <Attach kind={kind} id={id} can={first.can.attach} onDone={done} />
      </div>
      {rows.length === 0 ? null : (
        <ul className="dsc-notices" aria-label="Attached files">
          {rows.map((one) => (
            <FileRow key={one.id} one={one} onDone={done} />
          ))}
        </ul>
      )}
      <OlderOnes more={more} />
    </section>
  );
}
