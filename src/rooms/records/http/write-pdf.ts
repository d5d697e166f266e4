import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CopySealer } from '../../ledger/door.ts';
import type { Dossier, Section } from '../core/dossier.ts';
import { type PaperLine, paperOf, plainText } from '../core/paper.ts';
import { printable } from '../core/printable.ts';
import { jsonParts } from '../core/write-json.ts';
import { type Proof, proofOf } from './carry-proof.ts';
import { cover, signaturePage, signaturePageKey } from './pdf-front.ts';
import {
  begin,
  type Doc,
  type Element,
  field,
  glyphsOf,
  grey,
  group,
  heading,
  keepTogether,
  margin,
  note,
  openPdf,
  type Pen,
  regular,
  rule,
} from './pdf-pen.ts';

/** Lines between two turns of the event loop: some 20 ms, so that a long print holds nobody else up. */
const linesATurn = 30;

function paper(pen: Pen, into: Element, line: PaperLine): void {
  if (line.is === 'field') field(pen, into, line);
  else if (line.is === 'group') group(pen, into, line.depth, line.text);
  else {
    pen.doc.moveDown(0.8);
    keepTogether(pen, 60);
    rule(pen);
    heading(pen, into, 'H3', line.text);
  }
}

/** Points that a section needs to begin on a page that others began; a short one shares its page. */
const enough = 160;

/** @returns the number of the page on which it begins. */
async function section(pen: Pen, root: Element, part: Section, onNewPage: boolean): Promise<number> {
  const { doc } = pen;
  if (onNewPage) doc.addPage();
  else {
    doc.moveDown(1.6);
    keepTogether(pen, part.rows === 0 ? enough / 2 : enough);
  }
  const { count: page } = doc.bufferedPageRange();
  doc.outline.addItem(part.title);
  const into = begin(pen, root);
  heading(pen, into, 'H2', part.title);
  note(pen, into, `${part.says} Rows: ${part.rows}.`);
  let lines = 0;
  for (const line of paperOf(part)) {
    paper(pen, into, line);
    lines += 1;
    if (lines % linesATurn === 0) await nextTurn();
    if (doc.destroyed) return page;
  }
  into.end();
  return page;
}

/** Record, version, who printed it when, and the number of the page, on each page (Annex 11, 8.1). */
function edges(pen: Pen, { head }: Dossier): void {
  const { doc } = pen;
  const { start, count } = doc.bufferedPageRange();
  const { record, printed } = head;
  const above = pen.text(`${record.key}, version ${record.version}, as of ${plainText(head.at)}`);
  const below = pen.text(`Printed ${plainText(printed.at)} by ${printed.by.name} (${printed.by.userName})`);
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    const { width, height } = doc.page;
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    const style = { width: width - 2 * margin, lineBreak: false };
    doc.font(regular).fontSize(7).fillColor(grey);
    doc.text(above, margin, 26, style);
    doc.text(below, margin, height - 32, style);
    doc.text(`Page ${page - start + 1} of ${count}`, margin, height - 32, { ...style, align: 'right' });
    doc.endMarkedContent();
  }
}

async function write(doc: Doc, dossier: Dossier, proof: Proof): Promise<void> {
  const has = glyphsOf(doc);
  const pen: Pen = { doc, text: (value) => printable(value, has) };
  const root = doc.struct('Document');
  doc.addStructure(root);
  const front = cover(pen, root, dossier, proof.seals);
  const signed = signaturePage(pen, root, dossier);
  const pages = new Map<string, number>(signed === null ? [] : [[signaturePageKey, signed]]);
  for (const [at, part] of dossier.sections.entries()) {
    pages.set(part.key, await section(pen, root, part, at === 0 && signed === null));
    if (doc.destroyed) return;
  }
  front.fill(pages);
  root.end();
  edges(pen, dossier);
  await proof.hang(doc);
  doc.end();
}

/** Bytes that are sent at once. */
const portion = 65_536;

/**
 * The dossier for people: the same sections, field for field; with the bundle for machines in it, and a seal over all of it.
 * @param sealer null where this process holds no key of the log.
 */
export async function* pdfBytes(dossier: Dossier, sealer: CopySealer | null): AsyncGenerator<Uint8Array> {
  const { id, at } = dossier.head.printed;
  const bundle = Buffer.from([...jsonParts(dossier)].join(''));
  const proof = proofOf({ id, at: new Date(at) }, bundle, sealer);
  const doc = openPdf(dossier);
  write(doc, dossier, proof).catch((error: unknown) => doc.destroy(error instanceof Error ? error : new Error(String(error))));
  // A seal speaks of the whole file: nothing leaves before its last byte is known.
  const parts: Uint8Array[] = [];
  for await (const part of doc) if (part instanceof Uint8Array) parts.push(part);
  const file = proof.sealed(Buffer.concat(parts));
  for (let from = 0; from < file.length; from += portion) yield file.subarray(from, from + portion);
}
