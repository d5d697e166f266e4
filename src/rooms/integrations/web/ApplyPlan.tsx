import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../../design/parts/in-sentence.ts';
import { ReasonFields } from '../../../design/refusal/ReasonFields.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { toast } from '../../../design/shell/toast.ts';
import { useAct } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { applyPlan } from '../contract.ts';
import { type Applied, type Chosen, type Preview, takenFrom } from './words.ts';

const modes = [
  { value: 'all-or-nothing', label: 'All or nothing' },
  { value: 'row-by-row', label: 'Row by row' },
] as const;
type Mode = (typeof modes)[number]['value'];

export type ApplyPlanProps = {
  readonly chosen: Chosen;
  readonly preview: Preview;
  readonly onApplied: (applied: Applied) => void;
};

/** Applies exactly what the preview showed: where anything has moved since, the server refuses. */
export function ApplyPlan({ chosen, preview, onApplied }: ApplyPlanProps) {
  const [mode, setMode] = useState<Mode>('all-or-nothing');
  const [consent, setConsent] = useState(false);
  const [reason, setReason] = useState('');
  const [reasonCode, setCode] = useState<string>();
  const { mutateAsync: apply, data: answer, isPending } = useAct(applyPlan);
  const others = takenFrom(preview.rows);
  const send = async () => {
    const answered = await apply({
      reasonCode,
      body: {
        ...chosen,
        mode,
        takeOver: consent,
        fingerprint: preview.fingerprint,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
    });
    if (!answered.ok) return;
    toast(`The plan “${answered.value.plan.name}” was applied.`);
    onApplied(answered.value);
  };
  return (
    <>
      <RefusalPanel refusals={refusalsOf(answer)} title="The plan was not applied" />
      {others.length === 0 ? null : (
        <Checkbox
          checked={consent}
          onChange={(event) => setConsent(event.currentTarget.checked)}
          label={`Take over what other plans brought: ${others.map(({ plan, records }) => `${counted(records, 'record')} of “${plan}”`).join(', ')}`}
          description="From then on these records are this plan’s, and a later file of the other plan changes them only with consent."
        />
      )}
      <div className="in-why">
        <ReasonFields
          text={reason}
          description="Asked once, kept in the entry of each record. Demanded where a regulated field changes."
          onText={setReason}
          code={reasonCode}
          onCode={setCode}
          refusals={refusalsOf(answer)}
        />
      </div>
      <div className="in-acts">
        <SegmentedControl
          aria-label="How it is applied"
          value={mode}
          onChange={(value) => setMode(modes.find((one) => one.value === value)?.value ?? 'all-or-nothing')}
          data={modes.map((one) => ({ ...one }))}
        />
        <Button loading={isPending} disabled={preview.rows.length === 0} onClick={() => void send()}>
          Apply this plan
        </Button>
      </div>
      <p className="in-dim">
        {mode === 'all-or-nothing'
          ? 'In one transaction: where one record is refused, nothing is changed.'
          : 'Record by record: what is refused is reported, the rest is done.'}{' '}
        Everything goes through the same rules as by hand and leaves its entries in the audit trail.
      </p>
    </>
  );
}
