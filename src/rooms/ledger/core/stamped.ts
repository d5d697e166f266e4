import type { X509Certificate } from 'node:crypto';
import { sha256 } from '../../../foundation/canonical-json.ts';
import { readStamp, type Stamp, vouchedUntil } from './time-stamp.ts';

/** A checkpoint with what an authority said of it: the first token stamps the note that the log signed, each further one the token before (a renewal). */
export type StampedCheckpoint = { readonly size: number; readonly note: string; readonly tokens: readonly Buffer[] };

/** On whom a reader relies, and when they read. */
export type Relying = { readonly anchors: readonly X509Certificate[]; readonly now: Date };

/** A checkpoint existed at a time, by the clock of an authority. */
export type StampPoint = {
  readonly size: number;
  readonly at: Date;
  /** Subject of the certificate that signed the first token. */
  readonly authority: string;
  readonly policy: string;
  /** Hex. */
  readonly serial: string;
  readonly renewals: number;
  /** When the proof ends unless it is renewed before; null where nobody vouches for a token of it. */
  readonly expiresAt: Date | null;
  /**
   * `proven`: the tokens are genuine and vouched for, each renewed in time. `expired`: the last certificate ended, or one before its renewal. `unvouched`: no anchor of
   * the reader leads to a signer, or none was given.
   */
  readonly standing: 'proven' | 'expired' | 'unvouched';
};

export const stampHash = (what: string | Uint8Array): Buffer => sha256(what);
const nameOf = (certificate: X509Certificate): string => certificate.subject.replaceAll('\n', ', ');

function standingOf(stamps: readonly Stamp[], relying: Relying | null): Pick<StampPoint, 'standing' | 'expiresAt'> {
  if (relying === null) return { standing: 'unvouched', expiresAt: null };
  let until: Date | null = null;
  for (const stamp of stamps) {
    if (until !== null && stamp.at > until) return { standing: 'expired', expiresAt: until };
    until = vouchedUntil(stamp, relying.anchors);
    if (until === null) return { standing: 'unvouched', expiresAt: null };
  }
  return { standing: until !== null && relying.now > until ? 'expired' : 'proven', expiresAt: until };
}

/**
 * Judges the tokens of a checkpoint.
 * @param relying null where the reader named no authority: then only forgery is found
 */
export function judgeStamps(
  { size, note, tokens }: StampedCheckpoint,
  relying: Relying | null,
): StampPoint | { readonly forged: string } {
  const stamps: Stamp[] = [];
  for (const [at, token] of tokens.entries()) {
    const which = at === 0 ? `the time stamp of the checkpoint of ${size} entries` : `renewal ${at} of that of ${size} entries`;
    const stamp = readStamp(token);
    if ('unproven' in stamp) return { forged: `${which}: ${stamp.unproven}` };
    const before = tokens[at - 1];
    if (!stamp.hash.equals(stampHash(before ?? note)))
      return { forged: `${which}: it stamps something else than this ${before === undefined ? 'checkpoint' : 'token'}` };
    stamps.push(stamp);
  }
  const [first] = stamps;
  if (first === undefined) return { forged: `the checkpoint of ${size} entries is called stamped and has no token` };
  const said = { authority: nameOf(first.signer), policy: first.policy, serial: first.serial, renewals: stamps.length - 1 };
  return { size, at: first.at, ...said, ...standingOf(stamps, relying) };
}

type Stamped = Pick<StampPoint, 'size' | 'at'>;
/** Between which stamps an entry lies. `after`: the log existed without it. `before`: it existed with it. */
export type Bounds<T extends Stamped = Stamped> = { readonly after: T | null; readonly before: T | null };

/** The last stamp of a log without the entry, and the earliest of one with it. */
export function boundsOf<T extends Stamped>(seq: number, points: readonly T[]): Bounds<T> {
  const after = points.filter(({ size }) => size < seq).toSorted((a, b) => b.size - a.size || a.at.getTime() - b.at.getTime());
  const before = points.filter(({ size }) => size >= seq).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { after: after[0] ?? null, before: before[0] ?? null };
}

type Moment = { readonly size: number; readonly at: string };
/** What a verification found of time stamps, in plain values. Moments in ISO 8601. */
export type StampsFound = {
  /** Checkpoints that are proven to have existed at a time. */
  readonly proven: number;
  /** The first and the last of the proven. */
  readonly from: Moment | null;
  readonly until: (Moment & { readonly authority: string }) | null;
  /** The longest time between two that follow each other: what was entered meanwhile is bounded by both. */
  readonly widest: { readonly from: Moment; readonly until: Moment } | null;
  /** Tokens whose proof ended, and tokens for which nobody vouches on whom the reader relies: how many, and the size of the first. */
  readonly expired: { readonly count: number; readonly size: number } | null;
  readonly unvouched: { readonly count: number; readonly size: number } | null;
};

export const noStamps: StampsFound = { proven: 0, from: null, until: null, widest: null, expired: null, unvouched: null };

const spanOf = ({ from, until }: NonNullable<StampsFound['widest']>): number => Date.parse(until.at) - Date.parse(from.at);

function addProven(found: StampsFound, { size, at, authority }: StampPoint): StampsFound {
  const moment = { size, at: at.toISOString() };
  const { until } = found;
  // Two authorities stamp one checkpoint: the earlier stamp says more.
  if (until?.size === size) return moment.at < until.at ? { ...found, until: { ...moment, authority } } : found;
  const gap = until === null ? null : { from: { size: until.size, at: until.at }, until: moment };
  const widest = gap !== null && (found.widest === null || spanOf(gap) > spanOf(found.widest)) ? gap : found.widest;
  return { ...found, proven: found.proven + 1, from: found.from ?? moment, until: { ...moment, authority }, widest };
}

/** Takes one more into account. They come in the order of their sizes. */
export function addStamp(found: StampsFound, point: StampPoint): StampsFound {
  if (point.standing === 'proven') return addProven(found, point);
  const before = found[point.standing];
  return { ...found, [point.standing]: { count: (before?.count ?? 0) + 1, size: before?.size ?? point.size } };
}
