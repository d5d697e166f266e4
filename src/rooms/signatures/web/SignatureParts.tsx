import { AppLink } from '../../../design/navigation.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { humanForms, type Signature, type SignatureMark, signatureBlock } from '../contract.ts';
import { standingWords } from './words.ts';
import './signatures.css';

export const StandingBadge = ({ standing }: Pick<Signature, 'standing'>) => (
  <StatusBadge tone={standingWords[standing].tone}>{standingWords[standing].text}</StatusBadge>
);

/** What 21 CFR 11.50 asks of every signature that is shown: printed name, date and time with the zone, meaning. */
export function SignatureLine({ signature }: { readonly signature: Signature }) {
  const { name, sub, meaning, time } = humanForms.screen.draw(signatureBlock(signature));
  return (
    <div className="sig-line" data-signature-block="screen">
      <PersonTag name={name} sub={sub} />
      <p>
        <b>{meaning}</b>: {signature.says}, <time dateTime={signature.at}>{time}</time>
      </p>
    </div>
  );
}

export type MarkProps = {
  /** Undefined while it is not known. */
  readonly mark: SignatureMark | null | undefined;
  /** True for a decision, which is signed today: without a signature it says so. */
  readonly asked: boolean;
};

/** Beside a decision: its signature in one line, or that it has none. */
export function Mark({ mark, asked }: MarkProps) {
  if (mark === undefined) return null;
  if (mark === null)
    return asked ? <p className="sig-mark il-missing">Unsigned: no electronic signature covers this decision.</p> : null;
  return (
    <p className="sig-mark">
      <AppLink href={`/signatures/${mark.id}`}>{mark.text}</AppLink> <StandingBadge standing={mark.standing} />
    </p>
  );
}
