import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type PDFDocument from 'pdfkit';
import { sha256 } from '../../../foundation/canonical-json.ts';
import { type CopySealer, sealBegins } from '../../ledger/door.ts';
import { manifestName, sealName } from '../core/copy-file.ts';

type Doc = InstanceType<typeof PDFDocument>;
type Ref = ReturnType<Doc['ref']>;

/** A text string of PDF: the writer takes a plain one for a name. */
const pdfText = (text: string): object => Object(text);

function attach(doc: Doc, name: string, description: string, relationship: 'Source' | 'Data', stream: Ref): void {
  const spec = doc.ref({
    Type: 'Filespec',
    AFRelationship: relationship,
    F: pdfText(name),
    EF: { F: stream },
    UF: pdfText(name),
    Desc: pdfText(description),
  });
  spec.end(null);
  const named: unknown = Reflect.get(doc, 'addNamedEmbeddedFile');
  const root: unknown = Reflect.get(Object(Reflect.get(doc, '_root')), 'data');
  if (typeof named !== 'function' || typeof root !== 'object' || root === null)
    throw new Error('the PDF writer shows its catalogue no more: carry-proof.ts hangs files on it');
  Reflect.apply(named, doc, [name, spec]);
  const before: unknown = Reflect.get(root, 'AF');
  Reflect.set(root, 'AF', [...(Array.isArray(before) ? before : []), spec]);
}

/** Hangs the bundle for machines on a PDF (ISO 19005-3, 6.8: an associated file with its relationship, kind and date). */
async function carryBundle(doc: Doc, bundle: Buffer, at: Date): Promise<void> {
  const packed = await promisify(deflate)(bundle);
  const stream = doc.ref({
    Type: 'EmbeddedFile',
    Subtype: 'application#2Fjson',
    Filter: 'FlateDecode',
    Params: { Size: bundle.length, ModDate: at },
  });
  stream.end(packed);
  attach(doc, manifestName, 'The record for machines, with signatures and proofs', 'Source', stream);
}

const inFront = `\nstream\n${sealBegins}\n`;
const nothing = '0'.repeat(64);

/** Leaves the place of the seal, which is written once all other bytes are known. @param length of a seal, in bytes */
function leavePlace(doc: Doc, length: number, at: Date): void {
  const stream = doc.ref({ Type: 'EmbeddedFile', Subtype: 'text#2Fplain', Params: { Size: length, ModDate: at } });
  stream.compress = false;
  stream.end(Buffer.from(`${sealBegins}\n`.padEnd(length)));
  attach(doc, sealName, 'The seal over the pages and the record for machines', 'Data', stream);
}

export type Proof = {
  readonly seals: boolean;
  /** Hangs bundle and place of the seal on a PDF that is about to end. */
  readonly hang: (doc: Doc) => Promise<void>;
  /** The whole file with its seal. */
  readonly sealed: (file: Buffer) => Buffer;
};

/**
 * What a PDF of a print carries for whoever verifies it without us: the bundle, and a seal over all other bytes of the file.
 * @param sealer null: the file is not sealed, and `interlock verify` concludes nothing on its pages.
 */
export function proofOf(print: { readonly id: string; readonly at: Date }, bundle: Buffer, sealer: CopySealer | null): Proof {
  const manifest = sha256(bundle).toString('hex');
  const seal = (bytes: number, digest: string): Buffer =>
    Buffer.from(sealer?.seal({ print: print.id, bytes, sha256: digest, manifest }) ?? '');
  const { length } = seal(0, nothing);
  return {
    seals: length > 0,
    hang: async (doc) => {
      await carryBundle(doc, bundle, print.at);
      if (length > 0) leavePlace(doc, length, print.at);
    },
    sealed: (file) => {
      if (length === 0) return file;
      const begins = file.indexOf(inFront) + '\nstream\n'.length;
      const [before, after] = [file.subarray(0, begins), file.subarray(begins + length)];
      return Buffer.concat([before, seal(file.length, sha256(before, after).toString('hex')), after]);
    },
  };
}
