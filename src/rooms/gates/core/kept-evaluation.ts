import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import { type Evaluation, hashOfInputs, type Input, inputJson, type Occasion } from './evaluation.ts';
import type { Run } from './run-of-green.ts';

/**
 * Which rules judge: counted up whenever the same facts could be judged otherwise than before. A kept evaluation says by which it was made.
 * 1 checklist and measure; 2 with the question's version and the run of green.
 */
export const rulesVersion = 2;

/** An evaluation as it is kept: what was judged, by which rules of which build, on which version of the gate, and what was kept before it. */
export type KeptContent = Evaluation &
  Run & {
    readonly id: string;
    readonly gateId: string;
    /** Order within its gate, from 1, without gaps. */
    readonly place: number;
    readonly at: Date;
    readonly occasion: Occasion;
    readonly byId: string | null;
    /** Version of the gate that the same act left. */
    readonly gateVersion: number;
    readonly build: string;
    readonly rules: number;
    /** Seal of the one before it; null for the first, and after one of the time before seals. */
    readonly previousSeal: string | null;
  };

/** What a gate carries of the evaluation that was kept last. */
export type KeptHead = Run & Pick<KeptContent, 'id' | 'place' | 'hash'> & { readonly seal: string | null };

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

const keptJson = (kept: KeptContent): Json => ({
  id: kept.id,
  gate: kept.gateId,
  place: kept.place,
  at: kept.at.toISOString(),
  occasion: kept.occasion,
  by: kept.byId,
  gateVersion: kept.gateVersion,
  build: kept.build,
  rules: kept.rules,
  hash: kept.hash,
  green: kept.green,
  met: kept.met,
  total: kept.total,
  inputs: kept.inputs.map(inputJson),
  greenSince: time(kept.greenSince),
  greenUntil: time(kept.greenUntil),
  latestAt: kept.latestAt.toISOString(),
  previous: kept.previousSeal,
});

/** Hex SHA-256 over the RFC 8785 text of all that is kept; the ledger's entry of the same act names it. */
export const sealOf = (kept: KeptContent): string => sha256(canonicalJson(keptJson(kept))).toString('hex');

export type Standing = { readonly standing: 'intact' | 'broken' | 'before-seals'; readonly why: readonly string[] };

export type Stored = Omit<KeptContent, 'gateVersion' | 'build' | 'rules' | 'latestAt'> & {
  readonly gateVersion: number | null;
  readonly build: string | null;
  readonly rules: number | null;
  readonly latestAt: Date | null;
  readonly seal: string | null;
};

const isGreenInput = (input: Input): boolean => input.status === 'met' || input.status === 'waived';

/** What the row says of itself and its own inputs do not. */
function inwardFaults(stored: Stored): readonly string[] {
  const met = stored.inputs.filter(isGreenInput).length;
  return [
    ...(hashOfInputs(stored.gateId, stored.inputs) === stored.hash ? [] : ['its inputs are not those of its hash']),
    ...(met === stored.met && stored.total === stored.inputs.length && stored.green === (met === stored.total)
      ? []
      : ['its count is not that of its inputs']),
  ];
}

/**
 * Whether a kept evaluation is what it was: hash and seal are computed again, the seal must follow the one before it and be the one that the ledger's entry
 * names, so that a row changed, taken out or put in by whatever route shows.
 * @param told the seal in the ledger's entry of the same act; null where the ledger names none.
 */
export function standingOfKept(stored: Stored, told: string | null): Standing {
  const inward = inwardFaults(stored);
  const { gateVersion, build, rules, latestAt, seal } = stored;
  if (seal === null || gateVersion === null || build === null || rules === null || latestAt === null) {
    const sealed = told === null ? [] : ['the ledger names a seal and the row has none'];
    const why = [...inward, ...sealed];
    return { standing: why.length === 0 ? 'before-seals' : 'broken', why };
  }
  const computed = sealOf({ ...stored, gateVersion, build, rules, latestAt });
  const why = [
    ...inward,
    ...(computed === seal ? [] : ['its content, or the evaluation before it, is not that of its seal']),
    ...(told === seal ? [] : [told === null ? 'the ledger does not name it' : 'the ledger names another seal']),
  ];
  return { standing: why.length === 0 ? 'intact' : 'broken', why };
}
