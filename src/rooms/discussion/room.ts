import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { followMoves } from './acts/read-inbox.ts';
import { scanFiles } from './acts/scan-files.ts';
import { commentMachine } from './core/comment-machine.ts';
import { attachmentMachine } from './core/files/attachment-machine.ts';
import { damagedKind } from './core/files/scan.ts';
import { recordTypes } from './core/record-types.ts';
import { fileRoutes } from './http/file-routes.ts';
import { inboxRoutes } from './http/inbox-routes.ts';
import { routes } from './http/routes.ts';
import { disposers } from './store/disposers.ts';
import { subjects } from './store/subjects.ts';

/** Auditors and inspectors look; they do not take part. */
const talking = everyReader.filter((role) => !['auditor', 'inspector'].includes(role));

export const discussion: RoomCard = {
  room: 'discussion',
  rights: {
    'discussion.hear': { says: 'Hear of what is said and done to records that one may read', roles: everyReader, scope: 'read' },
    'discussion.write': {
      says: 'Write comments on records that one may read, and attach files to them',
      roles: talking,
      scope: 'act',
    },
    'discussion.watch': { says: 'Be told of records that one may read', roles: talking, scope: 'act' },
    'discussion.restore-files': {
      says: 'See scans of attached files and restore a damaged one from a good copy',
      roles: ['quality', 'system-owner'],
      personOnly: true,
      scope: 'act',
    },
    'discussion.withdraw-others': {
      says: 'Withdraw comments and files of others, with a reason',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'discussion.comment-written': 'wrote a comment',
    'discussion.comment-corrected': 'corrected a comment',
    'discussion.comment-withdrawn': 'withdrew a comment',
    'discussion.file-attached': 'attached a file',
    'discussion.file-withdrawn': 'withdrew an attached file',
    'discussion.file-damaged': 'found that the bytes of an attached file are others than attached',
    'discussion.file-restored': 'put the bytes of an attached file back from a good copy',
    'discussion.files-scanned': 'read all attached files against their digests',
    'discussion.watched': 'began to watch a record',
    'discussion.unwatched': 'stopped watching a record',
    'discussion.inbox-read': 'said what they have read of what they were told',
  },
  machines: [commentMachine, attachmentMachine],
  routes: [...routes, ...inboxRoutes, ...fileRoutes],
  alarms: [damagedKind],
  jobs: [
    { name: 'discussion.follow', everyMs: 1_000, run: followMoves },
    { name: 'discussion.scan-files', everyMs: 60_000, run: scanFiles },
  ],
  subjects,
  register: recordTypes,
  disposers,
  migrations: { room: 'discussion', folder: new URL('./store/migrations/', import.meta.url) },
};
