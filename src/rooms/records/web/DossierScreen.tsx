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
import { dossierContents, printDossier, printDossierPdf } from '../contract.ts';
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

function Print({ contents, asOf }: { readonly contents: Contents; readonly asOf: string | undefined }) {
  const [busy, setBusy] = useState<'pdf' | 'json' | null>(null);
  const [answer, setAnswer] = useState<Answered<unknown>>();
  const closed = contents.refusals.length > 0;
  const print = async (form: 'pdf' | 'json') => {
    setBusy(form);
    setAnswer(undefined);
    const options = { params: { id: contents.key }, query: asOf === undefined ? {} : { asOf } };
    const name = `${contents.key}-dossier.${form}`;
    const answered = await saveFile(form === 'pdf' ? printDossierPdf : printDossier, options, name);
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
        The PDF has the structure of PDF/A-2a; no validator has certified it. A dossier holds at most{' '}
        {contents.most.entries.toLocaleString('en')} entries of the audit trail.
      </p>
    </Card>
  );
}

/** The record of a release, to be printed: what it would hold, and the two prints. `?asOf=` prints it as it stood then. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const { asOf } = useSearch();
  const asked = useOperation(dossierContents, { params: { id: key }, query: asOf === undefined ? {} : { asOf } });
  const state = stateOf(asked, { rows: 12, height: 40 });
  const contents = asked.data?.value;
  const trail = [
    { label: 'Releases', href: '/releases' },
    { label: key, href: `/releases/${encodeURIComponent(key)}` },
  ];
  if (state !== null || contents === undefined)
    return (
      <>
        <PageHead title="Dossier" keyText={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  return (
    <>
      <PageHead
        title={`Dossier: ${contents.name}`}
        keyText={contents.key}
        trail={trail}
        sub={
          <span>
            Version {contents.version}, {asOf === undefined ? 'as it stands now' : 'as it stood at '}
            {asOf === undefined ? null : <TimeText at={contents.at} />}.{' '}
            <AppLink href={`/releases/${encodeURIComponent(contents.key)}/history`}>History, and any other moment</AppLink>
          </span>
        }
      />
      <PageBody>
        <div className="rec-stack">
          <Print contents={contents} asOf={asOf} />
          <Sections contents={contents} />
        </div>
      </PageBody>
    </>
  );
}
