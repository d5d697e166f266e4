import { TimeText } from '../../../design/parts/TimeText.tsx';
import type { PersonShown } from './person-shown.ts';
import './identity.css';

type Limits = NonNullable<PersonShown['roles'][number]['limits']>;

/** What an inspector is limited to, below the name of the role. */
export function LimitsText({ limits: { releases, trailFrom, trailUntil } }: { readonly limits: Limits }) {
  return (
    <div className="id-limits">
      Only {releases.map(({ key }) => key).join(', ')}
      {trailFrom === null ? null : (
        <>
          {'; trail from '}
          <TimeText at={trailFrom} />
        </>
      )}
      {trailUntil === null ? null : (
        <>
          {trailFrom === null ? '; trail until ' : ' until '}
          <TimeText at={trailUntil} />
        </>
      )}
    </div>
  );
}
