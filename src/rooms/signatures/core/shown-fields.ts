import type { Json } from '../../../foundation/canonical-json.ts';
import { exhibitShape } from './exhibit.ts';
import { isMeaning, sentenceOf } from './meanings.ts';
import { erasedName, meaningOf, signatureText } from './signature-text.ts';
import { hashOfText } from './statement.ts';

/**
 * What a shown signature says, as its exhibit leads to it: for whoever holds a print against the ledger. The exhibit was judged before; what cannot be read gives
 * nothing.
 */
export function shownFields(value: Json): { readonly [field: string]: Json } | null {
  const read = exhibitShape.safeParse(value).data;
  if (read === undefined) return null;
  const { printed, id, evidence } = read;
  const statement = JSON.parse(read.statement);
  const payload = JSON.parse(read.payload);
  const { meaning, roles, at, zone, signerZone = null, methods, series, contentHash, signerId } = payload;
  const fields = {
    id,
    version: statement.version,
    verb: statement.verb,
    meaning: meaningOf(meaning),
    at,
    zone,
    signerZone,
    methods,
    series,
    contentHash,
    content: statement.content,
    input: statement.input,
    statement: read.statement,
    payload: read.payload,
    payloadHash: hashOfText(read.payload),
    evidence,
  };
  const name = printed?.name ?? erasedName;
  const userName = printed?.userName ?? erasedName;
  const row = { meaning, printed_name: name, user_name: userName, roles, at: new Date(at), zone };
  return {
    ...fields,
    signer: { id: signerId, name, userName, roles },
    text: signatureText(row),
    sentence: isMeaning(meaning) ? sentenceOf(meaning, name) : meaning,
    printedSalt: printed?.salt ?? null,
  };
}
