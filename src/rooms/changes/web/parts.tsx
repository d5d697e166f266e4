import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import type { ChangeState, getChange, listChanges, RiskBand } from '../contract.ts';
import { bandWords, stateWords } from './words.ts';

export type Change = ReplyOf<typeof getChange>;
export type Line = ReplyOf<typeof listChanges>['items'][number];

export const StateBadge = ({ state }: { readonly state: ChangeState }) => (
  <StatusBadge tone={stateWords[state].tone}>{stateWords[state].text}</StatusBadge>
);

export const BandBadge = ({ band }: { readonly band: RiskBand | null }) =>
  band === null ? (
    <span className="il-missing">Not assessed</span>
  ) : (
    <StatusBadge tone={bandWords[band].tone}>{bandWords[band].text}</StatusBadge>
  );

export const PlannedText = ({ planned }: Pick<Line, 'planned'>) =>
  planned === null ? <span className="il-missing">No date</span> : <TimeText at={planned.start} zone={planned.zone} />;

export const applicationText = (line: Line): string => {
  const shown = line.applications.slice(0, 3).map((one) => one.key);
  const more = line.applicationCount - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` +${more}` : ''}`;
};
