import { AppLink } from '../../../design/navigation.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { VerbalShown } from '../contract.ts';
import { verbalWorth } from './emergency-words.ts';
import './approvals.css';

/** What was said by word of mouth to a step of an emergency: always told as that, beside the approvals and never among them. */
export function VerbalsOfStep({ verbals }: { readonly verbals: readonly VerbalShown[] }) {
  if (verbals.length === 0) return null;
  return (
    <>
      {verbals.map((one) => {
        const worth = verbalWorth(one);
        return (
          <div key={one.id} className="apv-emergency" role="status">
            <p>
              <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge>{' '}
              <AppLink href={`/approvals/emergencies/${one.id}`}>Verbal authorisation</AppLink> by <b>{one.authorisedBy.name}</b>,{' '}
              <TimeText at={one.toldAt} />, recorded by {one.recordedBy.name}. This is no approval.
            </p>
            <p className="apv-quiet">
              “{one.reason}” {one.ended === null ? 'What is missing is due by ' : 'It was due by '}
              <TimeText at={one.dueAt} />.
            </p>
          </div>
        );
      })}
    </>
  );
}
