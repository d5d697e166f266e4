import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { commentMachine } from './core/comment-machine.ts';
import { recordTypes } from './core/record-types.ts';
import { routes } from './http/routes.ts';
import { disposers } from './store/disposers.ts';
import { subjects } from './store/subjects.ts';

/** Auditors and inspectors look; they do not take part. */
const talking = everyReader.filter((role) => !['auditor', 'inspector'].includes(role));

export const discussion: RoomCard = {
  room: 'discussion',
  rights: {
    'discussion.hear': { says: 'Hear that something was said to a record', roles: everyReader, scope: 'read' },
    'discussion.write': { says: 'Write comments on records that one may read', roles: talking, scope: 'act' },
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
  },
  machines: [commentMachine],
  routes,
  jobs: [],
  subjects,
  register: recordTypes,
  disposers,
  migrations: { room: 'discussion', folder: new URL('./store/migrations/', import.meta.url) },
};
