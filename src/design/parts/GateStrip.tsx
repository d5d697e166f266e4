import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';

export const stepTones = ['done', 'active', 'warned', 'failed', 'open', 'skipped'] as const;
export type StepTone = (typeof stepTones)[number];

export type GateStep = {
  readonly id: string;
  readonly label: string;
  /** "8 May" */
  readonly when?: string | undefined;
  readonly tone: StepTone;
  /** "in review" */
  readonly text: string;
};

export type GateStripProps = {
  readonly label: string;
  readonly steps: readonly GateStep[];
  readonly selected?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
};

const icons = { done: IconCheck, warned: IconAlertTriangle, failed: IconX, skipped: IconMinus } as const;
const hasIcon = (tone: StepTone): tone is keyof typeof icons => tone in icons;

function StepIcon({ tone }: { readonly tone: StepTone }) {
  if (!hasIcon(tone)) return null;
  const Icon = icons[tone];
  return <Icon size={15} stroke={2} aria-hidden="true" />;
}

const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The steps in order, always in view; arrows walk along them. */
export function GateStrip({ label, steps, selected, onSelect }: GateStripProps) {
  const list = useRef<HTMLOListElement>(null);
  const walk = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined) return;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const next = buttons[at + move];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <ol className="il-gates" aria-label={label} ref={list} onKeyDown={walk}>
      {steps.map((step) => (
        <li key={step.id}>
          <button
            type="button"
            data-tone={step.tone}
            aria-current={step.id === selected ? 'step' : undefined}
            onClick={() => onSelect?.(step.id)}
          >
            <b>
              <StepIcon tone={step.tone} />
              <span>{step.label}</span>
            </b>
            <small>{[step.when, step.text].filter(Boolean).join(' · ')}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}
