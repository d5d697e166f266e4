import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { subjectShown } from './contract-subject.ts';
import { attachmentStates, mostFileBytes, person } from './contract-words.ts';

export const attachmentView = z.object({
  id: uuid,
  subject: subjectShown,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().describe('Bytes'),
  sha256: z.string().describe('Of its bytes, hex; it stands in the audit trail and is checked whenever the file is handed out'),
  attachedBy: person,
  attachedAt: instant,
  state: z.enum(attachmentStates),
  withdrawn: z.object({ by: person, at: instant, reason: z.string() }).nullable(),
  damagedAt: instant
    .nullable()
    .describe('When the kept bytes were found to be others than attached; null: whole, as far as is known'),
  version,
  can: can.describe('withdraw, restore'),
});
export type AttachmentView = z.output<typeof attachmentView>;

const ofRecord = z.strictObject({ kind: z.string().max(40), id: idOrKey });

export const listAttachments = operation({
  id: 'discussion.list-attachments',
  method: 'GET',
  path: '/records/{kind}/{id}/attachments',
  right: 'signed-in',
  summary: 'Files that are attached to a record, newest first, withdrawn ones too',
  description: 'For whoever may read the record itself.',
  params: ofRecord,
  query: z.strictObject(pageQuery),
  reply: pageOf(attachmentView).extend({ subject: subjectShown, can: can.describe('attach') }),
});

export const attachFile = operation({
  id: 'discussion.attach-file',
  method: 'POST',
  path: '/records/{kind}/{id}/attachments',
  right: 'discussion.write',
  summary: 'Attach a file to a record that one may read',
  description:
    'The body is the file itself, as application/octet-stream. What it holds is held against what its name says; programs, archives that are not safe to unpack and names that lead elsewhere are refused. The same file under the same name is attached once.',
  params: ofRecord,
  query: z.strictObject({ name: line(200).describe('Name of the file, such as report.pdf') }),
  reply: attachmentView,
  takesFile: mostFileBytes,
});

export const downloadAttachment = operation({
  id: 'discussion.download-attachment',
  method: 'GET',
  path: '/attachments/{id}/file',
  right: 'signed-in',
  summary: 'The bytes of an attachment, as a download',
  description:
    'They are held against their SHA-256 before they leave. Never shown in the page: a browser that opens it does so without scripts and without our session.',
  params: byId,
  reply: z.string(),
  streams: 'application/octet-stream',
});

export const withdrawAttachment = operation({
  id: 'discussion.withdraw-attachment',
  method: 'POST',
  path: '/attachments/{id}/acts/withdraw',
  right: 'discussion.write',
  summary: 'Withdraw an attachment with a reason: one’s own, or as quality anybody’s. It stays listed and is handed out no more',
  params: byId,
  body: z.strictObject({ reason }),
  reply: attachmentView,
  status: 200,
  versioned: true,
});

export const restoreAttachment = operation({
  id: 'discussion.restore-attachment',
  method: 'POST',
  path: '/attachments/{id}/acts/restore',
  right: 'discussion.restore-files',
  summary: 'Put the bytes of a damaged file back from a good copy: only the very same bytes are taken',
  params: byId,
  reply: attachmentView,
  status: 200,
  takesFile: mostFileBytes,
});

export const showAttachment = operation({
  id: 'discussion.show-attachment',
  method: 'GET',
  path: '/attachments/{id}',
  right: 'signed-in',
  summary: 'One attachment',
  params: byId,
  reply: attachmentView,
});

export const listScans = operation({
  id: 'discussion.list-file-scans',
  method: 'GET',
  path: '/file-scans',
  right: 'discussion.restore-files',
  summary: 'Readings of all kept bytes against their digests, newest first: one in 24 hours',
  query: z.strictObject(pageQuery),
  reply: pageOf(
    z.object({ id: uuid, beganAt: instant, endedAt: instant.nullable(), files: z.int(), bytes: z.number(), damaged: z.int() }),
  ),
});
