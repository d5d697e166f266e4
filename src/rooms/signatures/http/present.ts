import type { Services, SubjectLabel } from '../../../foundation/services.ts';
import { checkEvidence } from '../acts/check-evidence.ts';
import type { Standing } from '../acts/standing.ts';
import * as contract from '../contract.ts';
import { isMeaning, sentenceOf } from '../core/meanings.ts';
import { erasedName, meaningOf, signatureText } from '../core/signature-text.ts';
import { hashOfText, type Statement } from '../core/statement.ts';
import type { CeremonyRow } from '../store/ceremonies.ts';
import type { SignatureRow } from '../store/signatures.ts';

export const readStatement = (text: string): Statement => JSON.parse(text);

type Rec = Pick<CeremonyRow, 'subject_kind' | 'subject_id' | 'subject_key' | 'label'>;
const presentSubject = (row: Rec, label: SubjectLabel | undefined) => ({
  kind: row.subject_kind,
  id: row.subject_id,
  key: row.subject_key,
  label: label?.label ?? row.label,
  link: label?.link ?? null,
});

export const sentence = (meaning: string, name: string): string => (isMeaning(meaning) ? sentenceOf(meaning, name) : meaning);

export function presentCeremony(
  app: Services,
  row: CeremonyRow,
  name: string,
  more: Pick<contract.Ceremony, 'since' | 'needs'>,
  label: SubjectLabel | undefined,
): contract.Ceremony {
  const statement = readStatement(row.statement);
  return {
    id: row.id,
    state: row.state,
    subject: presentSubject(row, label),
    version: row.version,
    verb: row.verb,
    says: app.acts.get(row.act) ?? row.act,
    meaning: meaningOf(row.meaning),
    sentence: sentence(row.meaning, name),
    content: { ...statement.content },
    input: statement.input,
    hash: hashOfText(row.statement),
    effects: row.effects,
    ...more,
    begunAt: row.begun_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

/** A signature with all that it binds. */
export function presentSignatureDetail(
  app: Services,
  row: SignatureRow,
  standing: Standing,
  label: SubjectLabel | undefined,
): contract.SignatureDetail {
  const statement = readStatement(row.statement);
  return {
    ...presentSignature(app, row, standing, label),
    sentence: sentence(row.meaning, row.printed_name ?? erasedName),
    content: { ...statement.content },
    input: statement.input,
    changed: [...standing.changed],
    statement: row.statement,
    payload: row.payload,
    payloadHash: row.payload_hash.toString('hex'),
    printedSalt: row.printed_salt?.toString('hex') ?? null,
    evidence: contract.signatureDetail.shape.evidence.parse(row.evidence),
    evidenceStanding: checkEvidence(row).standing,
  };
}

export function presentSignature(
  app: Services,
  row: SignatureRow,
  { standing }: Standing,
  label: SubjectLabel | undefined,
): contract.Signature {
  return {
    id: row.id,
    subject: presentSubject(row, label),
    version: row.version,
    verb: row.verb,
    says: app.acts.get(row.act) ?? row.act,
    meaning: meaningOf(row.meaning),
    signer: { id: row.signer_id, name: row.printed_name ?? erasedName, userName: row.user_name ?? erasedName, roles: row.roles },
    at: row.at.toISOString(),
    zone: row.zone,
    signerZone: row.signer_zone,
    text: signatureText(row),
    methods: row.methods,
    series: row.series,
    contentHash: row.content_hash.toString('hex'),
    standing,
  };
}
