import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { type CopySealer, copySealer, recordCopy } from '../../ledger/door.ts';
import { contentsOf, type Dossier } from '../core/dossier.ts';
import { recordsRefusals as no } from '../core/records-refusals.ts';
import { collectRecord } from './collect-record.ts';

export type Form = 'json' | 'pdf';
/** Turns a dossier into a file; a form that cannot be verified as it is carries a seal, where this process can give one. */
export type Writer = {
  readonly form: Form;
  readonly write: (dossier: Dossier, sealer: CopySealer | null) => AsyncIterable<string | Uint8Array>;
};
/** A record by kind and id or key. */
export type Named = { readonly kind: string; readonly id: string };
export type Printed = { readonly key: string; readonly file: AsyncIterable<string | Uint8Array> };

/** A dossier at its limit took 530 MB and most of a minute of a busy machine while it was printed as PDF. */
const atOnce = 2;
let printing = 0;

/** Counted from the first byte on: a file that nobody begins to read holds no place. */
async function* counted<T>(file: AsyncIterable<T>): AsyncGenerator<T> {
  printing += 1;
  try {
    yield* file;
  } finally {
    printing -= 1;
  }
}

/**
 * Prints the record of a release. The print is an act of its own in the ledger: who, of what, in which form, how many rows, the digest of the content, and at the end
 * the SHA-256 of the file (21 CFR 11.10(b), (e)).
 */
export async function printDossier(
  call: Call,
  named: string | Named,
  asOf: Date | null,
  writer: Writer,
): Promise<Outcome<Printed>> {
  if (printing >= atOnce) return refuse(no['too-many-at-once']({}));
  printing += 1;
  try {
    const of = typeof named === 'string' ? { kind: 'release', id: named } : named;
    const printed = await begin(call, of, asOf, writer);
    return printed.ok ? done({ ...printed.value, file: counted(printed.value.file) }) : printed;
  } finally {
    printing -= 1;
  }
}

async function begin(call: Call, { kind, id }: Named, asOf: Date | null, writer: Writer): Promise<Outcome<Printed>> {
  const gathered = await collectRecord(call, kind, id, asOf);
  if (!gathered.ok) return gathered;
  const { dossier, unitId, refusals } = gathered.value;
  if (refusals.length > 0) return refused(refusals);
  const { record, asOf: moment, printed } = dossier.head;
  const { rows, sha256 } = contentsOf(dossier);
  const file = await recordCopy(
    call,
    {
      of: 'dossier',
      key: record.key,
      unitIds: unitId === null ? [] : [unitId],
      filter: {
        ...(record.kind === 'release' ? { release: record.id } : { kind: record.kind, record: record.id }),
        version: record.version,
        asOf: moment,
        form: writer.form,
        print: printed.id,
        contentSha256: sha256,
      },
      rows,
    },
    writer.write(dossier, writer.form === 'pdf' ? await copySealer(call.app) : null),
  );
  return file.ok ? done({ key: record.key, file: file.value }) : file;
}
