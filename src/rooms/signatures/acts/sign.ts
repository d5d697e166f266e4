import { randomBytes } from 'node:crypto';
import { canonicalJson, type Json } from '../../../foundation/canonical-json.ts';
import { changesBetween, type RecordFields, type Subject } from '../../../foundation/record.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Proof, rehearsal, type Signing } from '../../../foundation/signing.ts';
import type { Work } from '../../../foundation/transact.ts';
import { siteZoneOf } from '../../identity/door.ts';
import { newestEntryAt } from '../../ledger/door.ts';
import { coveredPart } from '../core/covered.ts';
import { printedCommitment } from '../core/intact.ts';
import { isMeaning, meanings } from '../core/meanings.ts';
import { signatureRefusals as no } from '../core/signature-refusals.ts';
import { hashOfContent, hashOfText, type Payload, payloadText, type Statement, statementText } from '../core/statement.ts';
import { type CeremonyRow, ceremonyForUpdate, endCeremony } from '../store/ceremonies.ts';
import { insertSignature } from '../store/signatures.ts';
import { proveSigner } from './prove-signer.ts';

/** What an act asks a signature for. */
export type Due = {
  readonly subject: Subject;
  /** How the record is named to people. */
  readonly label: string;
  /** Version on which the signer decided. */
  readonly version: number;
  readonly verb: string;
  /** The whole record as the act leaves it; the coverage of the verb picks what is signed. */
  readonly after: RecordFields;
  readonly input: Json;
  /** What the signature will trigger, in sentences. */
  readonly effects?: readonly string[];
};

export type Shown = { readonly due: Due; readonly statement: Statement };

/** Thrown where a rehearsed act would be signed: rolls everything back and carries what would be. Caught by `beginCeremony` alone. */
export class Rehearsed extends Error {
  readonly shown: Shown;
  constructor(shown: Shown) {
    super('rehearsed');
    this.shown = shown;
  }
}

/**
 * Signs an act in its own transaction, as its last step: what was shown is compared with what is, the signer proves anew to be themselves, and the
 * signature is bound, kept and told to the ledger (`compliance.md` 4.2, steps 3 to 5).
 * @returns the id of the signature
 */
export async function sign(work: Work, due: Due, signing: Signing): Promise<Outcome<{ readonly id: string }>> {
  const statement = statementOf(work, due);
  const behind = await clockBehind(work, due.subject);
  if (behind.length > 0) return refused(behind);
  const barred = await barsOn(work, due.subject);
  if (barred.length > 0) return refused(barred);
  if (signing === rehearsal) throw new Rehearsed({ due, statement });
  const { says } = meanings[statement.meaning];
  if (signing === undefined) return refuse(no['signature-required']({ meaning: says }, { field: '/signature' }));
  if (work.actor.kind !== 'person' || work.actor.via !== 'session') return refuse(no['signs-in-person']({}));
  const ceremony = await ceremonyForUpdate(work.tx, signing.ceremony);
  const text = statementText(statement);
  const wrong = ceremonyFaults(work, ceremony, statement, text);
  if (ceremony === undefined || wrong.length > 0) return refused(wrong);
  return bind(work, due, statement, ceremony, signing);
}

/** Clocks of several servers may differ by as much. */
const clockTolerance = 5_000;

/** By a clock that stepped back, what had run out (a waiver, a conditional pass) would count again: nobody signs by it. */
async function clockBehind(work: Work, subject: Subject): Promise<readonly Refusal[]> {
  const newest = await newestEntryAt(work.tx, subject);
  if (newest === null || newest.getTime() - work.now.getTime() <= clockTolerance) return [];
  return [no['clock-behind']({ newest: newest.toISOString(), now: work.now.toISOString() })];
}

/** Training that ran out, rules of signing that were not acknowledged: asked when the ceremony begins, and again here where it ends. */
async function barsOn(work: Work, subject: Subject): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const bar of work.app.signingBars) refusals.push(...(await bar(work, subject)));
  return refusals;
}

function statementOf(work: Work, due: Due): Statement {
  const coverage = work.app.signables.get(due.subject.kind)?.coverage.find((row) => row.verb === due.verb);
  if (coverage === undefined || !isMeaning(coverage.meaning))
    throw new Error(`no row of the published table says what “${due.verb}” of a ${due.subject.kind} signs`);
  return {
    subject: { kind: due.subject.kind, id: due.subject.id, key: due.subject.key },
    version: due.version,
    verb: due.verb,
    act: coverage.act,
    meaning: coverage.meaning,
    content: coveredPart(due.after, coverage.covers),
    input: due.input,
  };
}

/** Why this ceremony does not carry this act; empty when it does. */
function ceremonyFaults(work: Work, ceremony: CeremonyRow | undefined, statement: Statement, text: string): readonly Refusal[] {
  const { actor, now } = work;
  if (ceremony === undefined || ceremony.signer_id !== actor.id || ceremony.session_id !== actor.credentialId)
    return [no['no-such-ceremony']({}, { field: '/signature/ceremony' })];
  if (ceremony.state !== 'begun')
    return [no['ceremony-over']({ why: ceremony.state === 'signed' ? 'it was signed' : 'an attempt to sign was refused' })];
  if (ceremony.expires_at <= now) return [no['ceremony-over']({ why: 'its time is up' })];
  // By a clock that stepped back ten minutes would be longer than ten minutes.
  if (now < ceremony.begun_at) return [no['ceremony-over']({ why: 'the clock of the server went back' })];
  const { subject, verb } = statement;
  if (ceremony.subject_kind !== subject.kind || ceremony.subject_id !== subject.id || ceremony.verb !== verb) {
    return [
      no['another-act']({
        shown: `${ceremony.verb} ${ceremony.subject_key ?? ceremony.subject_id}`,
        asked: `${verb} ${subject.key ?? subject.id}`,
      }),
    ];
  }
  if (ceremony.statement === text) return [];
  return [no['content-changed']({ fields: changesBetween(JSON.parse(ceremony.statement), JSON.parse(text)) })];
}

async function bind(
  work: Work,
  due: Due,
  statement: Statement,
  ceremony: CeremonyRow,
  proof: Proof,
): Promise<Outcome<{ readonly id: string }>> {
  const { actor, now, tx } = work;
  const statementHash = hashOfText(ceremony.statement);
  const nonce = ceremony.nonce.toString('hex');
  const proven = await proveSigner(work, ceremony, proof);
  if (!proven.ok) return proven;
  const { methods, evidence, series } = proven.value;
  const salt = randomBytes(16);
  const roles = [...new Set(actor.holdings.map((holding) => holding.role))].toSorted();
  const payload: Payload = {
    id: ceremony.id,
    statementHash,
    contentHash: ceremony.content_hash.toString('hex'),
    nonce,
    meaning: statement.meaning,
    meaningText: meanings[statement.meaning].says,
    signerId: actor.id,
    printed: printedCommitment(salt, actor.name, actor.email),
    roles,
    at: now.toISOString(),
    zone: await siteZoneOf(tx, actor.id),
    signerZone: ceremony.signer_zone,
    methods,
    series,
    evidenceHash: hashOfText(canonicalJson(evidence)),
    requestId: work.requestId,
    build: work.app.settings.build,
  };
  const text = payloadText(payload);
  await insertSignature(tx, {
    id: ceremony.id,
    signer_id: actor.id,
    session_id: ceremony.session_id,
    subject_kind: ceremony.subject_kind,
    subject_id: ceremony.subject_id,
    subject_key: ceremony.subject_key,
    unit_ids: ceremony.unit_ids,
    label: due.label,
    version: ceremony.version,
    verb: ceremony.verb,
    act: ceremony.act,
    meaning: ceremony.meaning,
    at: now,
    zone: payload.zone,
    signer_zone: payload.signerZone,
    printed_name: actor.name,
    user_name: actor.email,
    printed_salt: salt,
    roles,
    methods: [...methods],
    series,
    statement: ceremony.statement,
    content_hash: ceremony.content_hash,
    evidence,
    payload: text,
    payload_hash: Buffer.from(hashOfText(text), 'hex'),
  });
  await endCeremony(tx, ceremony.id, 'signed', now);
  sayCeremony(work, ceremony, 'signatures.signed', {
    state: 'signed',
    meaning: payload.meaningText,
    payloadHash: hashOfText(text),
    methods: [...methods],
    series,
  });
  return done({ id: ceremony.id });
}

/** One record in the ledger for a ceremony and the signature that came of it. */
export function sayCeremony(work: Work, ceremony: CeremonyRow, act: string, more: RecordFields): void {
  const shown = {
    signerId: ceremony.signer_id,
    subject: { kind: ceremony.subject_kind, id: ceremony.subject_id, key: ceremony.subject_key },
    version: ceremony.version,
    act: ceremony.act,
    contentHash: ceremony.content_hash.toString('hex'),
    statementHash: hashOfText(ceremony.statement),
  };
  const begins = act === 'signatures.begun';
  work.say({
    act,
    subject: { kind: 'signature', id: ceremony.id, key: null, unitIds: ceremony.unit_ids },
    version: more.state === 'begun' ? 1 : 2,
    before: begins ? null : { ...shown, state: 'begun' },
    after: { ...shown, ...more },
  });
}

export const contentHashOf = (statement: Statement): Buffer => Buffer.from(hashOfContent(statement.content), 'hex');
