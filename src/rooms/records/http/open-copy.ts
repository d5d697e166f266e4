import { inflateSync } from 'node:zlib';
import { sha256 } from '../../../foundation/canonical-json.ts';
import { type Envelope, type Opened, sealBegins } from '../../ledger/door.ts';
import { manifestName } from '../core/copy-file.ts';

/** Far more than the limits of a dossier allow: a file made to swell is not followed. */
const largestManifest = 1_000_000_000;

const last = (raw: string, pattern: RegExp): RegExpExecArray | null => [...raw.matchAll(pattern)].at(-1) ?? null;

/** The bytes of a stream object, where the file holds it as it is written here: not within an object stream, its length in its dictionary. */
function streamOf(file: Buffer, raw: string, number: string): Buffer | null {
  const at = last(raw, new RegExp(`(?:^|\\n)${number} 0 obj\\n<<\\n([\\s\\S]*?)\\n>>\\nstream\\n`, 'g'));
  const length = Number(/\/Length (\d+)/.exec(at?.[1] ?? '')?.[1] ?? Number.NaN);
  if (at === null || !Number.isSafeInteger(length)) return null;
  const begins = at.index + at[0].length;
  const bytes = file.subarray(begins, begins + length);
  return at[1]?.includes('/FlateDecode') === true ? inflateSync(bytes, { maxOutputLength: largestManifest }) : bytes;
}

/** The file that is embedded under the name of the manifest; null where there is none that can be read. */
function manifestOf(file: Buffer, raw: string): Buffer | null {
  const spec = last(
    raw,
    new RegExp(`/Type /Filespec\\n(?:(?!endobj)[\\s\\S])*?/UF \\(${manifestName}\\)(?:(?!endobj)[\\s\\S])*?\\nendobj`, 'g'),
  );
  const number = /\/EF <<\n\/F (\d+) 0 R/.exec(spec?.[0] ?? '')?.[1];
  if (number === undefined) return null;
  try {
    return streamOf(file, raw, number);
  } catch {
    return null;
  }
}

/** The seal and what it must speak of. A second one makes both worthless: `note` is then of no form. */
function sealOf(file: Buffer, raw: string): Exclude<Opened, { plainPrint: string }>['seal'] {
  const [found, ...more] = raw.matchAll(new RegExp(`\\nstream\\n(${sealBegins}\\n[\\s\\S]*?)\\n\\nendstream`, 'g'));
  if (found === undefined) return null;
  const begins = found.index + '\nstream\n'.length;
  const note = `${found[1] ?? ''}\n`;
  const rest = sha256(file.subarray(0, begins), file.subarray(begins + note.length)).toString('hex');
  const text = Buffer.from(note, 'latin1').toString('utf8');
  return { note: more.length === 0 ? text : '', bytes: file.length, sha256: rest };
}

/** A PDF of a dossier, opened without the library that wrote it: the bundle in it, and the seal over pages and bundle. */
export const copyEnvelope: Envelope = {
  begins: '%PDF-',
  open: (file) => {
    const raw = file.toString('latin1');
    const manifest = manifestOf(file, raw);
    if (manifest === null) return { plainPrint: 'this PDF carries no manifest of its record that can be read' };
    return {
      manifest: manifest.toString('utf8'),
      manifestSha256: sha256(manifest).toString('hex'),
      seal: sealOf(file, raw),
    };
  },
};
