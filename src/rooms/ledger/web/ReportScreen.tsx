import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useCall, useOperation } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { changeReport, ledgerState } from '../contract.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { queryOf } from './trail-query.ts';
import { kindText } from './values.ts';
import './ledger.css';

type Report = ReplyOf<typeof changeReport>;
const trail = [{ label: 'Audit trail', href: '/audit' }];

const asked = ({ parameters }: Report): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}`)
    .join('; ');

const signedText = ({ cutOff }: Report): string =>
  cutOff.signedSize >= cutOff.ledgerSize ? 'under a signed checkpoint' : 'not yet under a signed checkpoint';

function Totals({ report }: { readonly report: Report }) {
  return (
    <Card title="Entries by act" count={report.totals.entries}>
      {report.totals.entries === 0 ? (
        <p className="il-missing">No entry up to the cut-off matches.</p>
      ) : (
        <ScrollX label="Entries by act">
          <table className="il-table">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Act</th>
                <th scope="col">Entries</th>
              </tr>
            </thead>
            <tbody>
              {report.totals.byAct.map((one) => (
                <tr key={one.act}>
                  <th scope="row">{one.says}</th>
                  <td>{one.act}</td>
                  <td>{one.entries}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </Card>
  );
}

function Made({ report }: { readonly report: Report }) {
  const { cutOff, totals } = report;
  const places = totals.firstSeq === null ? 'none' : `${totals.firstSeq} to ${totals.lastSeq}`;
  const kinds = totals.byKind.map((one) => `${kindText(one.kind)}: ${one.entries}`).join(', ');
  return (
    <>
      <Card title="What it holds">
        <FieldList
          fields={[
            { label: 'Asked for', value: asked(report) },
            { label: 'Entries that were looked at', value: `1 to ${cutOff.ledgerSize}, ${signedText(report)}` },
            { label: 'Root', value: <code className="lg-hash">{cutOff.root}</code>, hint: 'names exactly those entries' },
            { label: 'Whose entries', value: report.reach },
            { label: 'Rows of the file', value: String(report.rows), hint: 'one for each changed field' },
            { label: 'Entries, records, actors', value: `${totals.entries}, ${totals.records}, ${totals.people}` },
            { label: 'Numbers', value: places },
            { label: 'By kind', value: kinds === '' ? 'none' : kinds },
            { label: 'SHA-256 of the file', value: <code className="lg-hash">{report.sha256}</code> },
            { label: 'Made', value: <TimeText at={report.madeAt} />, hint: report.generator },
          ]}
        />
        <Button
          component="a"
          href={report.file}
          download="interlock-audit-trail.csv"
          mt="md"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          Its file (CSV)
        </Button>
      </Card>
      <Totals report={report} />
    </>
  );
}

/** A report that an auditor can rely on: made again at the same cut-off it comes out the same. */
export function Screen() {
  const search = useSearch();
  const state = useOperation(ledgerState);
  const size = state.data?.value.lastSeq;
  const shown = stateOf(state, { rows: 6 });
  const make = useCall(changeReport);
  const [ledgerSize, setLedgerSize] = useState('');
  const [round, setRound] = useState(0);
  const send = () => {
    const cutOff = ledgerSize.trim() === '' ? {} : { ledgerSize: Number(ledgerSize) };
    make.mutate({ query: { ...queryOf(search), ...cutOff } });
  };
  return (
    <>
      <PageHead
        title="Report of changes"
        trail={trail}
        sub={`With its cut-off, totals and digest; the same cut-off gives the same report at any later day.${size === undefined ? '' : ` ${size} entries are sealed.`}`}
        actions={<AppLink href="/audit?act=ledger.report-made">Reports that were made</AppLink>}
      >
        <AuditFilters key={round} onClear={() => setRound(round + 1)} />
      </PageHead>
      <PageBody>
        <div className="lg-stack">
          {shown === null ? null : <StatePanel state={shown} />}
          <form
            className="lg-filters"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <TextInput
              label="Cut-off (size of the ledger)"
              placeholder="All that is sealed"
              inputMode="numeric"
              value={ledgerSize}
              onChange={(event) => setLedgerSize(event.currentTarget.value.replaceAll(/\D/g, ''))}
            />
            <Button type="submit" loading={make.isPending}>
              Make the report
            </Button>
          </form>
          <RefusalPanel refusals={refusalsOf(make.data)} title="No report was made" />
          {make.data?.ok === true ? <Made report={make.data.value} /> : null}
        </div>
      </PageBody>
    </>
  );
}
