import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type Disposition, disposeFindings, type Finding, type Review } from '../contract.ts';
import { FieldChanges } from './FieldChanges.tsx';
import { dispositionWords, rolesText } from './words.ts';

const nothing = () => {};

function Values({ finding }: { readonly finding: Finding }) {
  if (finding.changes.length === 0) return null;
  return (
    <details className="rec-later">
      <summary>{finding.changes.length === 1 ? 'One field' : `${finding.changes.length} fields`}</summary>
      <FieldChanges changes={finding.changes} />
    </details>
  );
}

type DisposeProps = { readonly review: Review; readonly version: number; readonly finding: Finding };

/** What came of one finding: kept when it is said, with a text where it is more than “no issue”. */
function Dispose({ review, version, finding }: DisposeProps) {
  const [disposition, setDisposition] = useState<Disposition>(finding.disposition ?? 'no-issue');
  const [text, setText] = useState(finding.text ?? '');
  const ask = useAsk(disposeFindings, nothing);
  const same = finding.disposition === disposition && (finding.text ?? '') === text.trim();
  const send = () => {
    const said = { entry: finding.entry, disposition, ...(text.trim() === '' ? {} : { text: text.trim() }) };
    void ask.send({ params: { id: review.id }, version, body: { findings: [said] } });
  };
  return (
    <div className="rec-dispose">
      <RefusalPanel refusals={ask.refusals} />
      <SegmentedControl
        aria-label={`What came of No. ${finding.number}`}
        size="xs"
        data={Object.entries(dispositionWords).map(([value, { text: label }]) => ({ value, label }))}
        value={disposition}
        onChange={(value) => {
          if (value === 'no-issue' || value === 'explained' || value === 'deviation') setDisposition(value);
        }}
      />
      <Textarea
        aria-label={`Text for No. ${finding.number}`}
        placeholder={disposition === 'no-issue' ? 'Text, where there is something to say' : 'What explains it, or what deviates'}
        autosize
        minRows={1}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="compact-sm" variant="default" loading={ask.busy} disabled={same} onClick={send}>
        {finding.disposition === null ? 'Keep' : 'Change'}
      </Button>
    </div>
  );
}

function One({ review, version, finding }: DisposeProps) {
  const decided = finding.disposition === null ? null : dispositionWords[finding.disposition];
  return (
    <li className="rec-decision">
      <div className="rec-decision-head">
        <h3>
          {finding.by} {finding.says}
        </h3>
        {finding.sampled ? <StatusBadge tone="blue">Drawn</StatusBadge> : null}
        {decided === null ? (
          <StatusBadge tone="yellow">To decide</StatusBadge>
        ) : (
          <StatusBadge tone={decided.tone}>{decided.text}</StatusBadge>
        )}
      </div>
      <p className="rec-dim">
        No. {finding.number} · <TimeText at={finding.at} /> · {rolesText(finding.roles) || 'no role'} ·{' '}
        {finding.record.key ?? finding.record.kind}
      </p>
      {finding.why.map(({ rule, says }) => (
        <p key={rule} className="rec-why">
          {says}
        </p>
      ))}
      {finding.reason === null ? null : <p>Reason: {finding.reason}</p>}
      <Values finding={finding} />
      {finding.decided === null ? null : (
        <p className="rec-dim">
          {finding.text === null ? '' : `“${finding.text}” `}
          {finding.decided.by.name}, <TimeText at={finding.decided.at} />
          {finding.deviation === null ? null : (
            <>
              {' '}
              · <AppLink href={`/deviations/${finding.deviation.key}`}>{finding.deviation.key}</AppLink>
            </>
          )}
        </p>
      )}
      {review.can.dispose === true ? <Dispose review={review} version={version} finding={finding} /> : null}
    </li>
  );
}

/** What a review looks at: first what a rule points at, then the sample. */
export function Findings({ review, version }: { readonly review: Review; readonly version: number }) {
  if (review.items.length === 0) return <p className="il-missing">The record has no entry yet.</p>;
  return (
    <ol className="rec-decisions">
      {review.items.map((finding) => (
        <One
          key={`${finding.entry} ${finding.disposition} ${finding.text}`}
          review={review}
          version={version}
          finding={finding}
        />
      ))}
    </ol>
  );
}
