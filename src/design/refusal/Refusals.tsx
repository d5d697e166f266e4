import { IconArrowRight } from '@tabler/icons-react';
import { useZone } from '../DesignRoot.tsx';
import { AppLink } from '../navigation.tsx';
import { withSpokenTimes } from '../time/spoken-times.ts';
import type { ShownRefusal } from './refusal.ts';

export type RefusalsProps = { readonly refusals: readonly ShownRefusal[] };

const scalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

function Facts({ facts }: { readonly facts: Readonly<Record<string, unknown>> }) {
  const zone = useZone();
  const shown = Object.entries(facts).filter(([, value]) => scalar(value));
  if (shown.length === 0) return null;
  return (
    <details className="il-facts">
      <summary>Facts</summary>
      <dl>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{withSpokenTimes(String(value), zone)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Remedy({ refusal }: { readonly refusal: ShownRefusal }) {
  const zone = useZone();
  const text = withSpokenTimes(refusal.remedy ?? 'Open what is in the way', zone);
  if (refusal.link === undefined) return refusal.remedy === undefined ? null : <p className="il-remedy">{text}</p>;
  return (
    <p className="il-remedy">
      <AppLink href={refusal.link}>
        {text}
        <IconArrowRight size={14} aria-hidden="true" />
      </AppLink>
    </p>
  );
}

/** Every broken rule: what is wrong, what makes it right and where, and which rule says so. */
export function Refusals({ refusals }: RefusalsProps) {
  const zone = useZone();
  return (
    <ul className="il-refusals">
      {refusals.map((refusal) => (
        <li key={`${refusal.code}${refusal.field ?? ''}${refusal.message}`}>
          <p className="il-refusal-text">{withSpokenTimes(refusal.message, zone)}</p>
          <Remedy refusal={refusal} />
          <p className="il-rule">
            Rule <code>{refusal.code}</code>
          </p>
          {refusal.facts === undefined ? null : <Facts facts={refusal.facts} />}
        </li>
      ))}
    </ul>
  );
}
