import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { CopySealer } from '../../ledger/door.ts';
import { manifestName } from '../core/copy-file.ts';
import { contentsOf, type Dossier, type Section } from '../core/dossier.ts';
import { type PaperLine, paperOf, plainText } from '../core/paper.ts';
import { printable } from '../core/printable.ts';
import { signaturesOnPaper } from '../core/signature-page.ts';
import { jsonParts } from '../core/write-json.ts';
import { type Proof, proofOf } from './carry-proof.ts';

type Doc = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Doc['struct']>;

const face = (name: string): string => fileURLToPath(new URL(`../fonts/${name}.ttf`, import.meta.url));
// Asked for by the same path each time: the writer opens a face anew for a second name of it, at 5 ms a piece of text.
const regular = face('DejaVuSans');
const bold = face('DejaVuSans-Bold');
const margin = 48;
const indent = 12;
const grey = '#555555';
/** Lines between two turns of the event loop: some 20 ms, so that a long print holds nobody else up. */
const linesATurn = 30;

/** "a release", "an application" */
const aKind = (kind: string): string => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind.replaceAll('-', ' ')}`;

/**
 * PDF/A-3a by its structure: XMP metadata, output intent, both faces embedded, every text tagged, language and title, two associated files, no scripts, no links. No validator
 * has certified it.
 */
function open({ head }: Dossier): Doc {
  const title = `${head.record.key} ${head.record.name}: dossier`;
  const time = new Date(head.printed.at);
  const doc = new PDFDocument({
    subset: 'PDF/A-3a',
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    size: 'A4',
    margin,
    font: regular,
    info: {
      Title: title,
      Author: head.printed.by.name,
      Subject: `Record of ${aKind(head.record.kind)}`,
      CreationDate: time,
      ModDate: time,
    },
  });
  doc.addPage();
  return doc;
}

/** Whether the faces have a glyph: what they lack would be an empty box (ISO 19005-3, 6.2.11.8 forbids it). */
function glyphsOf(doc: Doc): (codePoint: number) => boolean {
  const font: unknown = Reflect.get(doc.font(regular), '_font');
  const inner: unknown = typeof font === 'object' && font !== null ? Reflect.get(font, 'font') : null;
  const has: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'hasGlyphForCodePoint') : null;
  if (typeof has !== 'function') throw new Error('the PDF writer shows its font no more: write-pdf.ts asks it for glyphs');
  return (codePoint) => Reflect.apply(has, inner, [codePoint]) === true;
}

type Pen = { readonly doc: Doc; readonly text: (value: string) => string };

/** One tagged piece of text. */
function put(pen: Pen, into: Element, tag: string, draw: () => void): void {
  const element = pen.doc.struct(tag, {}, draw);
  into.add(element);
}

function heading(pen: Pen, into: Element, tag: 'H1' | 'H2' | 'H3', text: string): void {
  const { doc } = pen;
  const size = { H1: 18, H2: 13, H3: 9 }[tag];
  // A heading is not left alone at the foot of a page.
  if (doc.y > doc.page.height - margin - size * 5) doc.addPage();
  put(pen, into, tag, () => {
    doc.font(bold).fontSize(size).fillColor('black').text(pen.text(text), margin, doc.y);
  });
  doc.moveDown(tag === 'H3' ? 0.2 : 0.4);
}

function field(pen: Pen, into: Element, line: { readonly depth: number; readonly label: string; readonly value: string }): void {
  const { doc } = pen;
  const left = margin + Math.min(line.depth, 6) * indent;
  const width = doc.page.width - margin - left;
  put(pen, into, 'P', () => {
    doc.font(regular).fontSize(8);
    doc.fillColor(grey).text(`${pen.text(line.label)}: `, left, doc.y, { width, continued: true });
    doc.fillColor('black').text(pen.text(line.value), { width });
  });
}

function group(pen: Pen, into: Element, depth: number, text: string): void {
  const { doc } = pen;
  if (doc.y > doc.page.height - margin - 40) doc.addPage();
  doc.moveDown(0.2);
  put(pen, into, 'P', () => {
    doc
      .font(bold)
      .fontSize(8)
      .fillColor('black')
      .text(pen.text(text), margin + Math.min(depth, 6) * indent, doc.y);
  });
}

function paper(pen: Pen, into: Element, line: PaperLine): void {
  if (line.is === 'field') field(pen, into, line);
  else if (line.is === 'group') group(pen, into, line.depth, line.text);
  else {
    pen.doc.moveDown(0.7);
    heading(pen, into, 'H3', line.text);
  }
}

function begin(pen: Pen, root: Element): Element {
  const element = pen.doc.struct('Sect');
  root.add(element);
  return element;
}

function cover(pen: Pen, root: Element, dossier: Dossier, sealed: boolean): void {
  const { record, at, asOf, printed } = dossier.head;
  const into = begin(pen, root);
  heading(pen, into, 'H1', `${record.key} ${record.name}`);
  heading(pen, into, 'H2', `Dossier of ${aKind(record.kind)}`);
  const lines: readonly (readonly [string, string])[] = [
    ['Record', `${record.kind} ${record.key}, version ${record.version}, id ${record.id}`],
    ['As it stood at', `${plainText(at)}${asOf === null ? ', the moment of printing' : ', as was asked for'}`],
    ['Printed at', plainText(printed.at)],
    ['Printed by', `${printed.by.name} (${printed.by.userName}; ${printed.by.roles.join(', ')}), id ${printed.by.id}`],
    ['Print', printed.id],
    ['Build', printed.build],
  ];
  for (const [label, value] of lines) field(pen, into, { depth: 0, label, value });
  const contents = contentsOf(dossier);
  pen.doc.moveDown(1);
  heading(pen, into, 'H2', 'Contents');
  for (const { title, rows, sha256 } of contents.sections)
    field(pen, into, { depth: 0, label: title, value: `${rows} ${rows === 1 ? 'row' : 'rows'}, SHA-256 ${sha256}` });
  field(pen, into, { depth: 0, label: 'Together', value: `${contents.rows} rows, SHA-256 ${contents.sha256}` });
  pen.doc.moveDown(1);
  put(pen, into, 'P', () => {
    pen.doc
      .font(regular)
      .fontSize(8)
      .fillColor(grey)
      .text(
        `This file carries the JSON bundle of the same content, with the same digests, as ${manifestName}. ${sealed ? 'It is sealed: the command “interlock verify” says whether pages and bundle are those that were printed.' : 'It is not sealed, for the server that printed it holds no key of the ledger: nothing proves its pages.'} On paper it is a plain print.`,
        margin,
        pen.doc.y,
      );
  });
  put(pen, into, 'P', () => {
    pen.doc
      .font(regular)
      .fontSize(8)
      .fillColor(grey)
      .text(
        '“—” is a field without a value; [U+…] is a character that the faces of this file lack, by its code point. The structure is that of PDF/A-3a; no validator has certified this file.',
        margin,
        pen.doc.y,
      );
  });
  into.end();
}

/** The signatures by themselves, right behind the contents: who, when, with which meaning (21 CFR 11.50(b)). */
function signaturePage(pen: Pen, root: Element, dossier: Dossier): void {
  const signed = signaturesOnPaper(dossier.sections);
  if (signed.length === 0) return;
  const { doc } = pen;
  doc.addPage();
  doc.outline.addItem('Signature page');
  const into = begin(pen, root);
  heading(pen, into, 'H2', 'Signature page');
  for (const { title, fields } of signed) {
    // A signature is not torn apart.
    if (doc.y > doc.page.height - margin - (fields.length + 3) * 12) doc.addPage();
    doc.moveDown(0.7);
    heading(pen, into, 'H3', title);
    for (const [label, value] of fields) field(pen, into, { depth: 1, label, value });
  }
  into.end();
}

async function section(pen: Pen, root: Element, part: Section): Promise<void> {
  const { doc } = pen;
  doc.addPage();
  doc.outline.addItem(part.title);
  const into = begin(pen, root);
  heading(pen, into, 'H2', part.title);
  put(pen, into, 'P', () => {
    doc.font(regular).fontSize(8).fillColor(grey).text(`${part.says} Rows: ${part.rows}.`, margin, doc.y);
  });
  doc.moveDown(0.6);
  let lines = 0;
  for (const line of paperOf(part)) {
    paper(pen, into, line);
    lines += 1;
    if (lines % linesATurn === 0) await nextTurn();
    if (doc.destroyed) return;
  }
  into.end();
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
  cover(pen, root, dossier, proof.seals);
  signaturePage(pen, root, dossier);
  for (const part of dossier.sections) {
    await section(pen, root, part);
    if (doc.destroyed) return;
  }
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
  const doc = open(dossier);
  write(doc, dossier, proof).catch((error: unknown) => doc.destroy(error instanceof Error ? error : new Error(String(error))));
  // A seal speaks of the whole file: nothing leaves before its last byte is known.
  const parts: Uint8Array[] = [];
  for await (const part of doc) if (part instanceof Uint8Array) parts.push(part);
  const file = proof.sealed(Buffer.concat(parts));
  for (let from = 0; from < file.length; from += portion) yield file.subarray(from, from + portion);
}
