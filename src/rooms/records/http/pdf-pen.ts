import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { Dossier } from '../core/dossier.ts';

export type Doc = InstanceType<typeof PDFDocument>;
export type Element = ReturnType<Doc['struct']>;
export type Pen = { readonly doc: Doc; readonly text: (value: string) => string };

const face = (name: string): string => fileURLToPath(new URL(`../fonts/${name}.ttf`, import.meta.url));
// Asked for by the same path each time: the writer opens a face anew for a second name of it, at 5 ms a piece of text.
export const regular = face('DejaVuSans');
export const bold = face('DejaVuSans-Bold');
export const margin = 48;
export const grey = '#555555';
const pale = '#c4c9d0';
const indent = 12;
/** Points of the column of labels; a longer label stands in front of its value. */
const labels = 118;

/** "a release", "an application" */
export const aKind = (kind: string): string => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind.replaceAll('-', ' ')}`;

/**
 * PDF/A-3a by its structure: XMP metadata, output intent, both faces embedded, every text tagged, language and title, two associated files, no scripts, no links. No validator
 * has certified it.
 */
export function openPdf({ head }: Dossier): Doc {
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
export function glyphsOf(doc: Doc): (codePoint: number) => boolean {
  const font: unknown = Reflect.get(doc.font(regular), '_font');
  const inner: unknown = typeof font === 'object' && font !== null ? Reflect.get(font, 'font') : null;
  const has: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'hasGlyphForCodePoint') : null;
  if (typeof has !== 'function') throw new Error('the PDF writer shows its font no more: write-pdf.ts asks it for glyphs');
  return (codePoint) => Reflect.apply(has, inner, [codePoint]) === true;
}

/** One tagged piece of text. */
export function put(pen: Pen, into: Element, tag: string, draw: () => void): void {
  const element = pen.doc.struct(tag, {}, draw);
  into.add(element);
}

export function begin(pen: Pen, root: Element): Element {
  const element = pen.doc.struct('Sect');
  root.add(element);
  return element;
}

const foot = ({ doc }: Pen): number => doc.page.height - margin;

/** A new page where less than so many points are left on this one. */
export function keepTogether(pen: Pen, points: number): void {
  if (pen.doc.y > foot(pen) - points) pen.doc.addPage();
}

/** A thin line across the page: decoration, which no reader of the text is told of. */
export function rule({ doc }: Pen): void {
  doc.markContent('Artifact', { type: 'Layout' });
  doc.lineWidth(0.5).strokeColor(pale);
  doc
    .moveTo(margin, doc.y)
    .lineTo(doc.page.width - margin, doc.y)
    .stroke();
  doc.endMarkedContent();
  doc.y += 5;
}

export function heading(pen: Pen, into: Element, tag: 'H1' | 'H2' | 'H3', text: string): void {
  const { doc } = pen;
  const size = { H1: 20, H2: 13, H3: 9 }[tag];
  // A heading is not left alone at the foot of a page.
  keepTogether(pen, size * 5);
  put(pen, into, tag, () => {
    doc.font(bold).fontSize(size).fillColor('black').text(pen.text(text), margin, doc.y);
  });
  doc.moveDown(tag === 'H3' ? 0.2 : 0.4);
}

export type Field = { readonly depth: number; readonly label: string; readonly value: string };

/** A label and its value, side by side: values stand in one column, whatever the length of their labels. */
export function field(pen: Pen, into: Element, line: Field): void {
  const { doc } = pen;
  const left = margin + Math.min(line.depth, 6) * indent;
  const label = `${pen.text(line.label)}:`;
  keepTogether(pen, 11);
  put(pen, into, 'P', () => {
    doc.font(regular).fontSize(8).fillColor(grey);
    const [y, width] = [doc.y, doc.page.width - margin - left];
    if (label.includes('\n') || doc.widthOfString(label) > labels - 6) {
      doc.text(`${label} `, left, y, { width, continued: true });
      doc.fillColor('black').text(pen.text(line.value), { width });
    } else {
      doc.text(label, left, y, { lineBreak: false });
      doc.fillColor('black').text(pen.text(line.value), left + labels, y, { width: width - labels });
    }
  });
  doc.y += 1;
}

export function group(pen: Pen, into: Element, depth: number, text: string): void {
  const { doc } = pen;
  keepTogether(pen, 40);
  doc.moveDown(0.4);
  put(pen, into, 'P', () => {
    const left = margin + Math.min(depth, 6) * indent;
    doc.font(bold).fontSize(8).fillColor('black').text(pen.text(text), left, doc.y);
  });
}

/** A remark in small grey type. */
export function note(pen: Pen, into: Element, text: string): void {
  put(pen, into, 'P', () => {
    pen.doc.font(regular).fontSize(8).fillColor(grey).text(pen.text(text), margin, pen.doc.y);
  });
  pen.doc.moveDown(0.4);
}
