import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { readProfile } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Call, Work } from '../../../foundation/services.ts';
import type { Proof } from '../../../foundation/signing.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import { passkeyOptionsFor, proveAnew, signingComponents } from '../../identity/door.ts';
import type { Ceremony } from '../contract.ts';
import { seriesLimitsOf } from '../core/profile.ts';
import { nextInSeries } from '../core/series.ts';
import { challengeOf, hashOfText } from '../core/statement.ts';
import type { CeremonyRow } from '../store/ceremonies.ts';
import { seriesOf } from '../store/signatures.ts';

export type Proven = { readonly methods: readonly string[]; readonly evidence: Json; readonly series: number };

const under = (refusal: Refusal): Refusal =>
  refusal.field === undefined ? refusal : { ...refusal, field: `/signature${refusal.field}` };

export const challengeFor = (ceremony: CeremonyRow): Buffer =>
  challengeOf(hashOfText(ceremony.statement), ceremony.meaning, ceremony.signer_id, ceremony.nonce.toString('hex'));

const nextOf = async (db: Db, ceremony: CeremonyRow, now: Date) =>
  nextInSeries(await seriesOf(db, ceremony.session_id), now, seriesLimitsOf(await readProfile(db)));

/** The signer proves anew to be themselves (21 CFR 11.200(a)); being signed in proves nothing here. */
export async function proveSigner(work: Work, ceremony: CeremonyRow, proof: Proof): Promise<Outcome<Proven>> {
  const { series, number } = await nextOf(work.tx, ceremony, work.now);
  const given = { password: proof.password, code: proof.code, passkey: proof.assertion };
  const proven = await proveAnew(work, given, { challenge: challengeFor(ceremony), series });
  if (!proven.ok) return refused(proven.refusals.map(under));
  return done({ methods: proven.value.methods, evidence: proven.value.evidence, series: number });
}

/** Which components this signer is asked for now, and how a browser asks a passkey. */
export async function needsOf({ app, actor }: Call, ceremony: CeremonyRow): Promise<Ceremony['needs']> {
  const now = app.clock.now();
  return inSnapshot(app, async (_, tx) => {
    const { series } = await nextOf(tx, ceremony, now);
    const both = (await signingComponents(tx)) === 'password-and-second-factor';
    const passkey = await passkeyOptionsFor({ tx, app, actor }, challengeFor(ceremony));
    return { password: true, second: both && series === 'first', series, passkey };
  });
}
