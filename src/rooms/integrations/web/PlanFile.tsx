import { Button, FileInput, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { Card, Figures } from '../../../design/page/layout.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { useCall } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { planSections, previewPlan } from '../contract.ts';
import { ApplyPlan } from './ApplyPlan.tsx';
import { PlanResult } from './PlanResult.tsx';
import { PlanRows } from './PlanRows.tsx';
import { textOfFile } from './text-of-file.ts';
import type { Applied, Chosen, Preview, Section } from './words.ts';

function Unsaid({ unsaid }: { readonly unsaid: readonly string[] }) {
  if (unsaid.length === 0) return null;
  return (
    <details className="in-diff">
      <summary>Left as it is, because a plan file has no words for it ({unsaid.length})</summary>
      <ul>
        {unsaid.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  );
}

type SeenProps = { readonly chosen: Chosen; readonly preview: Preview; readonly onApplied: (applied: Applied) => void };

const Seen = ({ chosen, preview, onApplied }: SeenProps) => (
  <Card title={`What it would do: ${preview.plan.title ?? preview.plan.name}`}>
    <div className="in-stack">
      <div role="status">
        <Figures
          items={(['create', 'change', 'withdraw', 'unchanged'] as const).map((action) => ({
            label: action.charAt(0).toUpperCase() + action.slice(1),
            value: preview.counts[action].toLocaleString('en'),
          }))}
        />
      </div>
      <PlanRows preview={preview} />
      <Unsaid unsaid={preview.unsaid} />
      <ApplyPlan key={preview.fingerprint} chosen={chosen} preview={preview} onApplied={onApplied} />
    </div>
  </Card>
);

/** A plan file is chosen, looked at, and applied as it was looked at. Another choice starts anew. */
export function PlanFile() {
  const [file, setFile] = useState<File | null>(null);
  const [only, setOnly] = useState<Section[]>([]);
  const [broken, setBroken] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [applied, setApplied] = useState<Applied | null>(null);
  const preview = useCall(previewPlan);
  const again = () => {
    setBroken(false);
    setChosen(null);
    setApplied(null);
    preview.reset();
  };
  const look = async () => {
    if (file === null) return;
    again();
    const text = await textOfFile(file);
    if (text === null) return setBroken(true);
    const next = { text, only };
    const answered = await preview.mutateAsync({ body: next });
    if (answered.ok) setChosen(next);
  };
  return (
    <>
      <Card title="Look at a plan file">
        <div className="in-stack">
          <div className="in-choose">
            <FileInput
              label="Plan file"
              description="YAML in UTF-8, at most 8 MB"
              placeholder="Choose a file"
              accept=".yaml,.yml,application/yaml,text/yaml"
              value={file}
              onChange={(next) => {
                setFile(next);
                again();
              }}
              error={broken ? 'The file is not in UTF-8. Save it in UTF-8 and choose it again.' : undefined}
            />
            <MultiSelect
              label="Sections"
              description="All of them where none is chosen"
              data={[...planSections]}
              value={only}
              onChange={(next) => {
                setOnly(planSections.filter((section) => next.includes(section)));
                again();
              }}
              clearable
            />
            <Button disabled={file === null} loading={preview.isPending} onClick={() => void look()}>
              Preview
            </Button>
          </div>
          <p className="in-dim">A preview changes nothing.</p>
          <RefusalPanel refusals={refusalsOf(preview.data)} title="The file cannot be used as it is" />
        </div>
      </Card>
      {chosen !== null && applied === null && preview.data?.ok === true ? (
        <Seen chosen={chosen} preview={preview.data.value} onApplied={setApplied} />
      ) : null}
      {applied === null ? null : <PlanResult applied={applied} />}
    </>
  );
}
