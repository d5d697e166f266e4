import { AppLink } from '../../../design/navigation.tsx';
import { counted } from '../../../design/parts/in-sentence.ts';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { Ceremony } from '../contract.ts';
import { ChangedFields } from './ChangedFields.tsx';
import { HashText } from './HashText.tsx';
import { ReadableLines } from './ReadableLines.tsx';
import { readable } from './readable.ts';

type OfCeremony = { readonly ceremony: Ceremony };

/** The record by name and version, what the signature means, and the sentence that is stated. */
function Statement({ ceremony }: OfCeremony) {
  const { subject, version, meaning, sentence } = ceremony;
  const label =
    subject.key !== null && subject.label.startsWith(subject.key) ? subject.label.slice(subject.key.length) : subject.label;
  return (
    <div className="sig-statement">
      <p className="sig-record">
        {subject.key === null ? null : <KeyTag>{subject.key}</KeyTag>}
        <b>{label.trim()}</b>
        <span className="sig-dim">Version {version}</span>
        <StatusBadge tone="brand">{meaning.text}</StatusBadge>
      </p>
      <blockquote className="sig-sentence">“{sentence}”</blockquote>
    </div>
  );
}

function Since({ ceremony }: OfCeremony) {
  const { since } = ceremony;
  if (since === null) return <p className="sig-dim">This step of the record was never signed before.</p>;
  const last = <AppLink href={`/signatures/${since.signature}`}>the last signature</AppLink>;
  if (since.fields.length === 0) return <p className="sig-dim">Nothing has changed since {last} on this step.</p>;
  return (
    <>
      <p className="sig-dim">
        {counted(since.fields.length, 'field')} changed since {last} on this step.
      </p>
      <ChangedFields fields={since.fields} heads={['Then', 'Now']} label="What changed since the last signature" />
    </>
  );
}

/** Everything that the signer is shown before any component is asked (21 CFR 11.70, WCAG 3.3.4). */
export function WhatIsSigned({ ceremony }: OfCeremony) {
  const decides = readable(ceremony.input);
  return (
    <div className="sig-shown">
      <Statement ceremony={ceremony} />
      <section aria-label="What your signature triggers">
        <h3>What it triggers</h3>
        {ceremony.effects.length === 0 ? (
          <p className="sig-dim">The step is recorded under your name: you {ceremony.says}. No state changes.</p>
        ) : (
          <ul className="sig-effects">
            {ceremony.effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        )}
      </section>
      {decides.length === 0 ? null : (
        <section aria-label="What you decide with">
          <h3>What you decide with</h3>
          <ReadableLines lines={decides} />
        </section>
      )}
      <section aria-label="What the signature covers">
        <h3>What it covers</h3>
        <ReadableLines lines={readable(ceremony.content)} />
      </section>
      <section aria-label="Since it was last signed">
        <h3>Since it was last signed</h3>
        <Since ceremony={ceremony} />
      </section>
      <HashText hash={ceremony.hash} label="SHA-256 of all that is shown here" />
    </div>
  );
}
