import { Card, Figures } from '../../../design/page/layout.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { Applied } from './words.ts';

/** What an application did; row by row, what it could not do stands with its reasons. */
export function PlanResult({ applied }: { readonly applied: Applied }) {
  const refused = applied.results.filter((result) => !result.ok);
  return (
    <Card title={`Applied: ${applied.plan.title ?? applied.plan.name}`}>
      <div role="status">
        <Figures
          items={[
            { label: 'Applied', value: (applied.results.length - refused.length).toLocaleString('en') },
            { label: 'Refused', value: refused.length.toLocaleString('en') },
            { label: 'Unchanged', value: applied.counts.unchanged.toLocaleString('en') },
          ]}
        />
      </div>
      {refused.map((result) => (
        <RefusalPanel
          key={`${result.subject} ${result.key}`}
          title={`${result.subject} ${result.key}${result.line === null ? '' : `, line ${result.line}`}`}
          refusals={result.refusals}
        />
      ))}
    </Card>
  );
}
