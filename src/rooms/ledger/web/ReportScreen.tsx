import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, ScrollX } from '../../../design/page/layout.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useCall } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { changeReport } from '../contract.ts';
import { AskOfLedger } from './AskOfLedger.tsx';
import { queryOf } from './trail-query.ts';
import { kindText } from './values.ts';

type Report = ReplyOf<typeof changeReport>;

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
  const make = useCall(changeReport);
  return (
    <AskOfLedger
      tab="report"
      title="Report of changes"
      sub={(size) =>
        `With its cut-off, totals and digest; the same cut-off gives the same report at any later day.${size === undefined ? '' : ` ${size} entries are sealed.`}`
      }
      actions={<AppLink href="/audit?act=ledger.report-made">Reports that were made</AppLink>}
      sizeLabel="Cut-off (size of the ledger)"
      confirm="Make the report"
      busy={make.isPending}
      refused={{ title: 'No report was made', refusals: refusalsOf(make.data) }}
      onSend={(cutOff) => make.mutate({ query: { ...queryOf(search), ...cutOff } })}
    >
      {make.data?.ok === true ? <Made report={make.data.value} /> : null}
    </AskOfLedger>
  );
}
