import { createHash } from 'node:crypto';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { Attachment } from '../core/files/attachment.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { findAttachment } from '../store/attachments.ts';
import { findFile, partsOf } from '../store/files.ts';
import { digestOf } from './kept-bytes.ts';
import { recordNamed } from './record-named.ts';

type Db = Call['app']['database']['db'];

/**
 * The bytes of an attachment, for whoever may read its record. They are held against their digest before the first one leaves, and again while they leave: a file that is
 * damaged is refused, and one that comes to be in between breaks off.
 */
export async function handOut(
  { app, actor }: Call,
  id: string,
): Promise<Outcome<{ readonly one: Attachment; readonly bytes: AsyncIterable<Buffer> }>> {
  const { db } = app.database;
  const one = await findAttachment(db, id);
  if (one === null) return refuse(no['no-such-attachment']({}));
  const record = await recordNamed(app, db, actor, { kind: one.subjectKind, id: one.subjectId });
  if (!record.ok) return refuse(no['no-such-attachment']({}));
  if (one.state === 'withdrawn') return refuse(no['attachment-withdrawn']({}));
  const damaged = refuse(no['file-damaged']({ digest: one.digest }));
  if ((await findFile(db, one.digest))?.damagedAt !== null) return damaged;
  if ((await digestOf(db, one.digest)) !== one.digest) {
    app.log.error(
      { digest: one.digest },
      'an attached file is damaged: it is not handed out, and the next scan raises the alarm',
    );
    return damaged;
  }
  return done({ one, bytes: watched(db, one.digest) });
}

async function* watched(db: Db, digest: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const part of partsOf(db, digest)) {
    hash.update(part);
    yield part;
  }
  if (hash.digest('hex') !== digest) throw new Error(`the attached file ${digest} changed while it was handed out`);
}
