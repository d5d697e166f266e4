import { Button } from '@mantine/core';
import { IconFileText, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { toast } from '../../../design/shell/toast.ts';
import type { Answered } from '../../../foundation/client/client.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { saveFile } from '../../../foundation/web/transport.ts';
import { RetentionOf } from '../../retention/web/door.tsx';
import {
  dossierContents,
  dossierContentsOf,
  printDossier,
  printDossierOf,
  printDossierPdf,
  printDossierPdfOf,
} from '../contract.ts';
import './records.css';

type Contents = ReplyOf<typeof dossierContents>;

function Sections({ contents }: { readonly contents: Contents }) {
  return (
    <Card title="What it holds">
      <ScrollX label="Sections of the dossier">
        <table className="il-table">
          <thead>
            <tr>
              <th scope="col">Section</th>
              <th scope="col">What stands in it</th>
              <th scope="col" className="rec-number">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {contents.sections.map((section) => (
              <tr key={section.key}>
                <th scope="row">{section.title}</th>
                <td>{section.says}</td>
                <td className="rec-number">{section.rows.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                Together
              </th>
              <td className="rec-number">{contents.rows.toLocaleString('en')}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollX>
    </Card>
  );
}

type PrintProps = { readonly kind: string; readonly contents: Contents; readonly asOf: string | undefined };

/** Keys of some kinds hold a stroke. */
const fileNameOf = (key: string, form: 'pdf' | 'json'): string => `${key.replaceAll(/[^A-Za-z0-9._-]/g, '-')}-dossier.${form}`;

/** A release has operations of its own, whose names are in use. */
function fetchPrint({ kind, contents, asOf }: PrintProps, form: 'pdf' | 'json', name: string): Promise<Answered<Blob>> {
  const query = asOf === undefined ? {} : { asOf };
  const { id } = contents;
  return kind === 'release'
    ? saveFile(form === 'pdf' ? printDossierPdf : printDossier, { params: { id }, query }, name)
    : saveFile(form === 'pdf' ? printDossierPdfOf : printDossierOf, { params: { kind, id }, query }, name);
}

function Print(props: PrintProps) {
  const { contents } = props;
  const [busy, setBusy] = useState<'pdf' | 'json' | null>(null);
  const [answer, setAnswer] = useState<Answered<unknown>>();
  const closed = contents.refusals.length > 0;
  const print = async (form: 'pdf' | 'json') => {
    setBusy(form);
    setAnswer(undefined);
    const name = fileNameOf(contents.key, form);
    const answered = await fetchPrint(props, form, name);
    setBusy(null);
    setAnswer(answered);
    if (answered.ok) toast(`${name} is printed; the ledger holds the entry.`);
  };
  return (
    <Card title="Print it">
      <RefusalPanel refusals={[...contents.refusals, ...refusalsOf(answer)]} title="It cannot be printed" />
      <p className="rec-text">
        The PDF is for people, the JSON bundle for machines; both say the same, field for field. The bundle holds the ledger’s own
        file of the entries, which <code>interlock verify</code> checks without this server. Each print leaves an entry in the
        audit trail: who, what, how many rows, and the SHA-256 of the file.
      </p>
      <div className="rec-acts">
        <Button
          leftSection={<IconFileTypePdf size={16} aria-hidden="true" />}
          loading={busy === 'pdf'}
          disabled={closed || busy !== null}
          onClick={() => void print('pdf')}
        >
          Print as PDF
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileText size={16} aria-hidden="true" />}
          loading={busy === 'json'}
          disabled={closed || busy !== null}
          onClick={() => void print('json')}
        >
          Print as JSON
        </Button>
      </div>
      <p className="rec-dim">
        The PDF has the structure of PDF/A-3a (no validator has certified it) and carries the JSON bundle; where the server holds
        the key of the ledger it is sealed, and “interlock verify” tells offline whether a page was changed. A dossier holds at
        most {contents.most.entries.toLocaleString('en')} entries of the audit trail.
      </p>
    </Card>
  );
}

/** Where a record is shown, and its history. */
const homesOf = (kind: string, id: string, key: string) => {
  const name = encodeURIComponent(id);
  if (kind === 'release') return { history: `/releases/${name}/history`, trail: [{ label: key, href: `/releases/${name}` }] };
  return { history: `/records/${kind}/${name}`, trail: [{ label: key, href: `/records/${kind}/${name}` }] };
};

/** The dossier of a record, to be printed: what it would hold, and the two prints. `?asOf=` prints it as it stood then; `?kind=` is release when left out. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const { asOf, kind = 'release' } = useSearch();
  const query = asOf === undefined ? {} : { asOf };
  const ofRelease = useOperation(dossierContents, { params: { id: key }, query }, { enabled: kind === 'release' });
  const ofOther = useOperation(dossierContentsOf, { params: { kind, id: key }, query }, { enabled: kind !== 'release' });
  const asked = kind === 'release' ? ofRelease : ofOther;
  const state = stateOf(asked, { rows: 12, height: 40 });
  const contents = asked.data?.value;
  const { history, trail } = homesOf(kind, key, contents?.key ?? key);
  const path = [
    kind === 'release' ? { label: 'Releases', href: '/releases' } : { label: 'Audit trail', href: '/audit' },
    ...trail,
  ];
  if (state !== null || contents === undefined)
    return (
      <>
        <PageHead title="Dossier" keyText={key} trail={path} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  return (
    <>
      <PageHead
        title={`Dossier: ${contents.name}`}
        keyText={contents.key}
        trail={path}
        sub={
          <span>
            Version {contents.version}, {asOf === undefined ? 'as it stands now' : 'as it stood at '}
            {asOf === undefined ? null : <TimeText at={contents.at} />}.{' '}
            <AppLink href={history}>History, and any other moment</AppLink>
          </span>
        }
      />
      <PageBody>
        <div className="rec-stack">
          <Print kind={kind} contents={contents} asOf={asOf} />
          <Sections contents={contents} />
          <RetentionOf kind={kind} id={contents.id} />
        </div>
      </PageBody>
    </>
  );
}
