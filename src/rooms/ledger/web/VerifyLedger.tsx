import { Button, Modal, Progress, Stack } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { exportLedger, ledgerState, showVerification, startVerification } from '../contract.ts';

type Verification = ReplyOf<typeof showVerification>;
type Report = NonNullable<Verification['report']>;

function Damage({ report }: { readonly report: Report }) {
  const { damage } = report;
  if (damage === null) return null;
  return (
    <FieldList
      fields={[
        { label: 'First bad entry', value: `${damage.seq} (${damage.entryId})` },
        { label: 'Record', value: damage.subject },
        { label: 'What does not fit', value: damage.what },
        { label: 'In detail', value: damage.detail },
      ]}
    />
  );
}

/** What is proven of the times, where anything is stamped. */
function stampFields({ stamps }: Report) {
  if (stamps === undefined) return [];
  const { proven, until, widest, expired } = stamps;
  return [
    {
      label: 'Time stamps',
      value:
        until === null ? (
          'None is proven'
        ) : (
          <>
            {proven} {proven === 1 ? 'checkpoint' : 'checkpoints'}, the last of {until.size} entries <TimeText at={until.at} />
          </>
        ),
    },
    ...(widest === null
      ? []
      : [
          {
            label: 'Longest without',
            value: (
              <>
                Entries {widest.from.size + 1} to {widest.until.size}: from <TimeText at={widest.from.at} /> to{' '}
                <TimeText at={widest.until.at} />
              </>
            ),
          },
        ]),
    ...(expired === null ? [] : [{ label: 'Ended unrenewed', value: `${expired.count}, the first of ${expired.size} entries` }]),
  ];
}

const Verdict = ({ report }: { readonly report: Report }) => (
  <Stack gap="sm">
    <div>
      <StatusBadge tone={report.verdict === 'valid' ? 'teal' : 'red'}>
        {report.verdict === 'valid' ? 'Valid: every value matches its hash, every entry its place' : 'Broken'}
      </StatusBadge>
    </div>
    <Damage report={report} />
    <FieldList
      fields={[
        { label: 'Entries checked', value: String(report.checked) },
        { label: 'From number', value: String(report.firstSeq ?? 'none') },
        { label: 'To number', value: String(report.lastSeq ?? 'none') },
        { label: 'Values lawfully erased', value: String(report.erasedValues) },
        { label: 'Entries of disposed records', value: String(report.disposedEntries ?? 0) },
        ...stampFields(report),
      ]}
    />
  </Stack>
);

function Running({ verification }: { readonly verification: Verification }) {
  const last = useOperation(ledgerState).data?.value.lastSeq ?? 0;
  const share = last === 0 ? 0 : Math.min(100, (verification.checked / last) * 100);
  return (
    <div role="status">
      <p>
        {verification.checked} of about {last} entries checked. It goes on when you close this.
      </p>
      <Progress value={share} aria-label="Share of the entries that were checked" />
    </div>
  );
}

function Standing({ id }: { readonly id: string }) {
  const asked = useOperation(showVerification, { params: { id } });
  const verification = asked.data?.value;
  const running = verification?.state === 'running';
  const { refetch } = asked;
  useEffect(() => {
    if (!running) return undefined;
    const timer = globalThis.setInterval(() => void refetch(), 700);
    return () => globalThis.clearInterval(timer);
  }, [running, refetch]);
  if (verification === undefined) return <StatePanel state={stateOf(asked, { rows: 4 }) ?? { kind: 'loading', rows: 4 }} />;
  if (running) return <Running verification={verification} />;
  if (verification.report === null)
    return <p role="alert">It was interrupted before it came to an end. Start it again: nothing is concluded from a part.</p>;
  return (
    <>
      {verification.finishedAt === null ? null : (
        <p>
          Finished <TimeText at={verification.finishedAt} />
        </p>
      )}
      <Verdict report={verification.report} />
    </>
  );
}

/** Starts a verification of the whole ledger and shows how it stands. */
export function VerifyButton() {
  const [id, setId] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  const start = useAsk(startVerification, (started) => setId(started.id));
  const begin = () => {
    setId(null);
    setOpened(true);
    void start.send({});
  };
  return (
    <>
      <Button variant="default" leftSection={<IconShieldCheck size={16} aria-hidden="true" />} onClick={begin}>
        Verify
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Verification of the ledger"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <RefusalPanel refusals={start.refusals} />
        {id === null ? (
          start.refusals.length > 0 ? null : (
            <StatePanel state={{ kind: 'loading', rows: 4 }} />
          )
        ) : (
          <Standing id={id} />
        )}
      </Modal>
    </>
  );
}

/** The sealed ledger as a file that anybody can check without this server. */
export function ExportButton() {
  return (
    <Button
      component="a"
      variant="default"
      href={addressOf(exportLedger, { query: {} })}
      download="interlock-ledger.ndjson"
      leftSection={<IconDownload size={16} aria-hidden="true" />}
      title="One JSON line an entry; verified offline by: interlock ledger verify FILE"
    >
      Export the sealed ledger
    </Button>
  );
}
