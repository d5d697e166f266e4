import type { HealthLevel } from './HealthParts.tsx';

export type MeterProps = {
  readonly label: string;
  /** 0 to 100; null is unknown and shown as such */
  readonly value: number | null;
  readonly level: HealthLevel;
};

/** A share with its figure; unknown has no bar and is not zero. */
export function Meter({ label, value, level }: MeterProps) {
  if (value === null) return <span className="il-meter il-missing">Unknown</span>;
  const share = Math.max(0, Math.min(100, value));
  return (
    <span className="il-meter" data-level={level}>
      <svg role="img" aria-label={`${label}: ${Math.round(share)} %`} viewBox="0 0 56 6" width="56" height="6">
        <rect className="il-meter-track" width="56" height="6" rx="3" />
        <rect className="il-meter-bar" width={(share / 100) * 56} height="6" rx="3" />
      </svg>
      <span aria-hidden="true">{Math.round(share)}%</span>
    </span>
  );
}
