import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { followMoves } from './acts/read-inbox.ts';
import { commentMachine } from './core/comment-machine.ts';
import { recordTypes } from './core/record-types.ts';
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
    'discussion.write': { says: 'Write comments on records that one may read', roles: talking, scope: 'act' },
    'discussion.watch': { says: 'Be told of records that one may read', roles: talking, scope: 'act' },
    'discussion.withdraw-others': {
      says: 'Withdraw comments that others wrote, with a reason',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'discussion.comment-written': 'wrote a comment',
    'discussion.comment-corrected': 'corrected a comment',
    'discussion.comment-withdrawn': 'withdrew a comment',
    'discussion.watched': 'began to watch a record',
    'discussion.unwatched': 'stopped watching a record',
    'discussion.inbox-read': 'said what they have read of what they were told',
  },
  machines: [commentMachine],
  routes: [...routes, ...inboxRoutes],
  jobs: [{ name: 'discussion.follow', everyMs: 1_000, run: followMoves }],
  subjects,
  register: recordTypes,
  disposers,
  migrations: { room: 'discussion', folder: new URL('./store/migrations/', import.meta.url) },
};
