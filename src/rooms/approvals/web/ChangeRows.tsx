import { AppLink } from '../../../design/navigation.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ChangeShown } from '../contract.ts';
import { changeKindWords, changeTone } from './words.ts';

/** Proposed changes in short: what, by whom, and whose signatures are missing. */
export function ChangeRows({ items }: { readonly items: readonly ChangeShown[] }) {
  if (items.length === 0) return <p className="il-missing">None.</p>;
  return (
    <ul className="apv-rows" aria-label="Proposed changes">
      {items.map((change) => (
        <li key={change.id} className="apv-row">
          <div>
            <p className="apv-row-head">
              <AppLink href={`/approvals/changes/${change.key}`}>
                {changeKindWords[change.kind]}
                {change.kind === 'new' ? `: ${change.terms.name}` : ` ${change.requirement?.key ?? ''} ${change.terms.name}`}
              </AppLink>{' '}
              <KeyTag>{change.key}</KeyTag>
            </p>
            <p className="apv-quiet">
              {change.proposedBy.name}, <TimeText at={change.proposedAt} />: “{change.reason}”
            </p>
            {change.missing.length === 0 ? null : <p className="apv-quiet">Missing: {change.missing.join('; ')}</p>}
          </div>
          <div className="apv-row-acts">
            {change.stale ? <StatusBadge tone="orange">Overtaken</StatusBadge> : null}
            <StatusBadge tone={changeTone[change.state].tone}>{changeTone[change.state].text}</StatusBadge>
          </div>
        </li>
      ))}
    </ul>
  );
}
