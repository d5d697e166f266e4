import { manifestName } from '../core/copy-file.ts';
import { contentsOf, type Dossier } from '../core/dossier.ts';
import { plainText } from '../core/paper.ts';
import { signaturesOnPaper } from '../core/signature-page.ts';
import {
  aKind,
  begin,
  bold,
  type Element,
  field,
  grey,
  heading,
  keepTogether,
  margin,
  note,
  type Pen,
  put,
  regular,
  rule,
} from './pdf-pen.ts';

/** Where a line of the contents waits for the number of the page. */
type Waiting = { readonly page: number; readonly y: number };
export type Contents = {
  /** Says on which page a section begins; once all are known. @param pages by key */
  readonly fill: (pages: ReadonlyMap<string, number>) => void;
};

/** In the contents, beside the keys of sections. */
export const signaturePageKey = 'signature-page';

const columns = { rows: 64, page: 48 } as const;

function cell(pen: Pen, text: string, y: number, right: number): void {
  const width = 60;
  pen.doc.text(text, pen.doc.page.width - margin - right - width, y, { width, align: 'right', lineBreak: false });
}

function contents(pen: Pen, into: Element, dossier: Dossier): ReadonlyMap<string, Waiting> {
  const { doc } = pen;
  const { sections, rows, sha256 } = contentsOf(dossier);
  const waiting = new Map<string, Waiting>();
  heading(pen, into, 'H2', 'Contents');
  put(pen, into, 'P', () => {
    const { y } = doc;
    doc.font(regular).fontSize(7).fillColor(grey).text('Section, and SHA-256 of its content', margin, y, { lineBreak: false });
    cell(pen, 'Rows', y, columns.rows);
    cell(pen, 'Page', y, 0);
    doc.y = y + 11;
  });
  const signed = signaturesOnPaper(dossier.sections).length;
  const lines = [
    ...(signed === 0
      ? []
      : [{ key: signaturePageKey, title: 'Signature page', rows: signed, sha256: 'drawn out of the section “Signatures”' }]),
    ...sections,
    { key: '', title: 'Together', rows, sha256 },
  ];
  for (const line of lines) {
    keepTogether(pen, 26);
    rule(pen);
    put(pen, into, 'P', () => {
      const { y } = doc;
      if (line.key !== '') waiting.set(line.key, { page: doc.bufferedPageRange().count - 1, y });
      doc
        .font(bold)
        .fontSize(8)
        .fillColor(line.rows === 0 ? grey : 'black')
        .text(line.title, margin, y, { lineBreak: false });
      doc.font(regular);
      cell(pen, line.rows === 0 ? 'none' : String(line.rows), y, columns.rows);
      doc
        .fontSize(6.5)
        .fillColor(grey)
        .text(line.sha256, margin, y + 10, { lineBreak: false });
      doc.y = y + 20;
    });
  }
  return waiting;
}

/** The first page: what was printed, of when, by whom, and what it holds. */
export function cover(pen: Pen, root: Element, dossier: Dossier, sealed: boolean): Contents {
  const { record, at, asOf, printed } = dossier.head;
  const { doc } = pen;
  const into = begin(pen, root);
  note(pen, into, `Dossier of ${aKind(record.kind)}`);
  heading(pen, into, 'H1', `${record.key} ${record.name}`);
  const lines: readonly (readonly [string, string])[] = [
    ['Record', `${record.kind} ${record.key}, version ${record.version}, id ${record.id}`],
    ['As it stood at', `${plainText(at)}${asOf === null ? ', the moment of printing' : ', as was asked for'}`],
    ['Printed at', plainText(printed.at)],
    ['Printed by', `${printed.by.name} (${printed.by.userName}; ${printed.by.roles.join(', ')}), id ${printed.by.id}`],
    ['Print', printed.id],
    ['Build', printed.build],
  ];
  for (const [label, value] of lines) field(pen, into, { depth: 0, label, value });
  doc.moveDown(1);
  const waiting = contents(pen, into, dossier);
  doc.moveDown(1);
  note(
    pen,
    into,
    `This file carries the JSON bundle of the same content, with the same digests, as ${manifestName}. ${sealed ? 'It is sealed: the command “interlock verify” says whether pages and bundle are those that were printed.' : 'It is not sealed, for the server that printed it holds no key of the ledger: nothing proves its pages.'} On paper it is a plain print.`,
  );
  note(
    pen,
    into,
    'Every time names its zone: UTC with milliseconds, and beside a signature the clock of the site with zone and offset first. “—” is a field without a value; [U+…] is a character that the faces of this file lack, by its code point. The structure is that of PDF/A-3a; no validator has certified this file.',
  );
  return {
    fill: (pages) => {
      for (const [key, { page, y }] of waiting) {
        doc.switchToPage(page);
        put(pen, into, 'P', () => {
          doc.font(regular).fontSize(8).fillColor('black');
          cell(pen, String(pages.get(key) ?? ''), y, 0);
        });
      }
      into.end();
    },
  };
}

/**
 * The signatures by themselves, right behind the contents: who, when, with which meaning (21 CFR 11.50(b)).
 * @returns the number of the page; null where nothing was signed.
 */
export function signaturePage(pen: Pen, root: Element, dossier: Dossier): number | null {
  const signed = signaturesOnPaper(dossier.sections);
  if (signed.length === 0) return null;
  const { doc } = pen;
  doc.addPage();
  const { count: page } = doc.bufferedPageRange();
  doc.outline.addItem('Signature page');
  const into = begin(pen, root);
  heading(pen, into, 'H2', 'Signature page');
  for (const { title, fields } of signed) {
    // A signature is not torn apart.
    keepTogether(pen, (fields.length + 3) * 12);
    doc.moveDown(0.4);
    rule(pen);
    heading(pen, into, 'H3', title);
    for (const [label, value] of fields) field(pen, into, { depth: 0, label, value });
  }
  into.end();
  return page;
}
