import { createHash } from 'node:crypto';
import type { Json } from '../../../foundation/canonical-json.ts';
import { dossierFormat } from '../contract.ts';
import { contentsOf, type Dossier, type Section } from './dossier.ts';

/** Lists are written row by row, so that no text grows with the length of a trail. */
function* contentParts(content: Json): Generator<string> {
  if (!Array.isArray(content) || content.length === 0) {
    yield JSON.stringify(content);
    return;
  }
  for (const [at, row] of content.entries()) yield `${at === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`;
  yield '\n]';
}

function* sectionParts(section: Section): Generator<string> {
  const { key, title, says, rows } = section;
  yield `${JSON.stringify(key)}: {"title": ${JSON.stringify(title)}, "says": ${JSON.stringify(says)}, "rows": ${rows}, "content": `;
  yield* contentParts(section.content);
  yield '}';
}

/** How the bundle ends: with the SHA-256 of all bytes before. */
export const sealText = (sha256: string): string => `,\n"sha256": "${sha256}"}\n`;

/** The bundle for machines, in parts; together they are one JSON value, whose last field is the digest of all that was written before it. */
export function* jsonParts(dossier: Dossier): Generator<string> {
  const hash = createHash('sha256');
  for (const part of bodyParts(dossier)) {
    hash.update(part);
    yield part;
  }
  yield sealText(hash.digest('hex'));
}

function* bodyParts(dossier: Dossier): Generator<string> {
  yield `{"format": ${JSON.stringify(dossierFormat)},\n"head": ${JSON.stringify(dossier.head)},\n"contents": ${JSON.stringify(contentsOf(dossier))},\n"sections": {\n`;
  for (const [at, section] of dossier.sections.entries()) {
    if (at > 0) yield ',\n';
    yield* sectionParts(section);
  }
  yield '\n},\n"ledger": ';
  yield* contentParts(dossier.ledger);
}
