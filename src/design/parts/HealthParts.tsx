import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Mildest first. Unknown is graver than a known risk, as the server counts it: what nobody knows may be bad. */
export const healthLevels = ['good', 'risk', 'unknown', 'bad'] as const;
export type HealthLevel = (typeof healthLevels)[number];
export type HealthPart = {
  readonly id: string;
  readonly label: string;
  readonly level: HealthLevel;
  readonly text: string;
  readonly action?: ReactNode;
};

/** The gravest part; nothing known at all is unknown, never good. */
export const worstOf = (parts: readonly HealthPart[]): HealthLevel =>
  parts.reduce<HealthLevel>(
    (worst, part) => (healthLevels.indexOf(part.level) > healthLevels.indexOf(worst) ? part.level : worst),
    parts.length === 0 ? 'unknown' : 'good',
  );

export const healthWord: Readonly<Record<HealthLevel, string>> = {
  good: 'Good',
  unknown: 'Unknown',
  risk: 'At risk',
  bad: 'Critical',
};
const icons = { good: IconCheck, unknown: IconCircleDashed, risk: IconAlertTriangle, bad: IconX } as const;

export function HealthDot({ level }: { readonly level: HealthLevel }) {
  const Icon = icons[level];
  return (
    <span className="il-health-dot" data-level={level}>
      <Icon size={13} stroke={2.2} aria-hidden="true" />
    </span>
  );
}

export type HealthPartsProps = { readonly parts: readonly HealthPart[]; readonly title?: string | undefined };

/** The worst part names the whole; every part is shown with its own word. */
export function HealthParts({ parts, title = 'Health' }: HealthPartsProps) {
  const worst = worstOf(parts);
  return (
    <section className="il-health" aria-label={title}>
      <p className="il-health-head">
        <HealthDot level={worst} />
        <b>{title}</b>
        <span>{healthWord[worst]}</span>
      </p>
      <ul>
        {parts.map((part) => (
          <li key={part.id}>
            <HealthDot level={part.level} />
            <span className="il-health-label">{part.label}</span>
            <span className="il-health-text">
              {healthWord[part.level]}
              {part.text === '' ? '' : ` · ${part.text}`}
            </span>
            {part.action}
          </li>
        ))}
      </ul>
    </section>
  );
}
