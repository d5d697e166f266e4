import { HealthDot, type HealthLevel, type HealthPart, healthWord } from '../../../design/parts/HealthParts.tsx';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import type { getRelease, ReleaseState } from '../contract.ts';
import { stateWords } from './words.ts';

export type Release = ReplyOf<typeof getRelease>;
type Health = NonNullable<Release['health']>;

const levels: Readonly<Record<Health['light'], HealthLevel>> = { green: 'good', amber: 'risk', red: 'bad', unknown: 'unknown' };
const partWords: Readonly<Record<Health['parts'][number]['part'], string>> = {
  schedule: 'Schedule',
  gates: 'Gates',
  collisions: 'Collisions',
  scope: 'Scope',
  outcome: 'Outcome',
};

const over: readonly ReleaseState[] = ['closed', 'closed-failed', 'rejected', 'cancelled'];

/** False where the release is over or shown as it was: nothing of it is due any more. */
export const isLive = (release: Release): boolean => release.asOf === null && !over.includes(release.state);

export const StateBadge = ({ state }: { readonly state: ReleaseState }) => (
  <StatusBadge tone={stateWords[state].tone}>{stateWords[state].text}</StatusBadge>
);

export const healthPartsOf = (health: Health): readonly HealthPart[] =>
  health.parts.map(({ part, light, reason }) => ({ id: part, label: partWords[part], level: levels[light], text: reason }));

/** The worst part as a word; its reasons in the title. */
export function HealthWord({ health }: { readonly health: Health }) {
  const level = levels[health.light];
  const why = health.parts.filter((part) => part.light === health.light).map((part) => `${partWords[part.part]}: ${part.reason}`);
  return (
    <span className="rel-health" title={why.join('\n')}>
      <HealthDot level={level} />
      {healthWord[level]}
    </span>
  );
}

export function GoLiveText({ goLive }: { readonly goLive: { readonly start: string; readonly zone: string } | null }) {
  return goLive === null ? <span className="il-missing">No date</span> : <TimeText at={goLive.start} zone={goLive.zone} />;
}

export function GoLiveDay({ goLive }: { readonly goLive: { readonly start: string; readonly zone: string } | null }) {
  return goLive === null ? <span className="il-missing">No date</span> : <DateText at={goLive.start} zone={goLive.zone} short />;
}
