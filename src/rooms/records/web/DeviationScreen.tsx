import { Select } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { DossierLink, Mark, SignedDialog } from '../../signatures/web/door.tsx';
import { closeDeviation, type Deviation, type DeviationOutcome, deviationOutcomes, showDeviation } from '../contract.ts';
import { deviationWords, outcomeWords } from './words.ts';
import './records.css';

const trail = [{ label: 'Deviations', href: '/deviations' }];
type Shown = { readonly deviation: Deviation; readonly version: number };

function Close({ deviation, version }: Shown) {
  const [opened, setOpened] = useState(false);
  const [outcome, setOutcome] = useState<DeviationOutcome>('corrected');
  const act = useAct(closeDeviation);
  const close = () => setOpened(false);
  if (deviation.state === 'closed') return null;
  return (
    <>
      <BlockedButton variant="filled" can={deviation.can.close} onClick={() => setOpened(true)}>
        Close the deviation
      </BlockedButton>
      <SignedDialog
        opened={opened}
        title={`Close ${deviation.key}`}
        text="What you write here is what came of it; it is signed with the entries."
        confirm="Close the deviation"
        needsReason
        fields={() => (
          <Select
            label="Outcome"
            allowDeselect={false}
            data={deviationOutcomes.map((value) => ({ value, label: outcomeWords[value] }))}
            value={outcome}
            onChange={(value) => {
              const chosen = deviationOutcomes.find((one) => one === value);
              if (chosen !== undefined) setOutcome(chosen);
            }}
          />
        )}
        wanted={(conclusion) => ({
          subject: { kind: 'deviation', id: deviation.id },
          verb: 'close',
          input: { outcome, conclusion },
          version,
        })}
        send={(conclusion, signature, seen) =>
          act.mutateAsync({ params: { id: deviation.id }, version: seen, body: { outcome, conclusion, signature } })
        }
        onDone={close}
        onClose={close}
      />
    </>
  );
}

function Facts({ deviation }: { readonly deviation: Deviation }) {
  const { review, subject, openedAt, openedBy, outcome, conclusion, closedAt, closedBy } = deviation;
  return (
    <FieldList
      fields={[
        { label: 'Found by the review', value: <AppLink href={`/audit-reviews/${review.key}`}>{review.key}</AppLink> },
        { label: 'Of', value: subject.key ?? subject.kind },
        { label: 'Opened', value: <TimeText at={openedAt} /> },
        { label: 'Opened by', value: openedBy.name },
        ...(outcome === null ? [] : [{ label: 'Outcome', value: outcomeWords[outcome] }]),
        ...(conclusion === null ? [] : [{ label: 'Conclusion', value: conclusion }]),
        ...(closedAt === null ? [] : [{ label: 'Closed', value: <TimeText at={closedAt} /> }]),
        ...(closedBy === null ? [] : [{ label: 'Closed by', value: closedBy.name }]),
      ]}
    />
  );
}

/** One deviation: the entries that show it, and what came of it. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const asked = useOperation(showDeviation, { params: { id: key } });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const deviation = asked.data?.value;
  if (state !== null || deviation === undefined)
    return (
      <>
        <PageHead title="Deviation" keyText={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const { text, tone } = deviationWords[deviation.state];
  return (
    <>
      <PageHead
        title={deviation.title}
        keyText={deviation.key}
        trail={trail}
        badges={<StatusBadge tone={tone}>{text}</StatusBadge>}
        sub={<span>{deviation.unit}</span>}
        actions={
          <>
            <DossierLink kind="deviation" id={deviation.key} />
            <Close deviation={deviation} version={asked.data?.version ?? deviation.version} />
          </>
        }
      />
      <PageBody>
        <div className="rec-stack">
          <Card title="What it is">
            <Facts deviation={deviation} />
            {deviation.state === 'closed' ? <Mark mark={deviation.signature} asked /> : null}
          </Card>
          <Card title="Entries that show it" count={deviation.entries.length}>
            <ul className="rec-rules rec-keys">
              {deviation.entries.map((one) => (
                <li key={one.entry}>
                  No. {one.number}, <TimeText at={one.at} />: {one.by} {one.says},{' '}
                  <AppLink href={`/records/${one.record.kind}/${encodeURIComponent(one.record.key ?? one.record.id)}`}>
                    {one.record.key ?? one.record.kind}
                  </AppLink>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </PageBody>
    </>
  );
}
