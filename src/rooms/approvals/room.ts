import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { changeMachine } from './core/change-machine.ts';
import { routes } from './http/routes.ts';
import { signableApproval, signableChange } from './http/signable.ts';
import { subjectKinds } from './store/subject-kinds.ts';

/** Who only reads approves nothing; nor does the administrator, who holds no business role. */
const approving = everyReader.filter((role) => !['auditor', 'inspector', 'stakeholder'].includes(role));

export const approvals: RoomCard = {
  room: 'approvals',
  rights: {
    'approvals.read': { says: 'See approvals and what requires them', roles: everyReader, scope: 'read' },
    'approvals.give': {
      says: 'Say yes or no where you are asked',
      roles: approving,
      personOnly: true,
      scope: 'act',
    },
    'approvals.propose-changes': {
      says: 'Propose what must be approved by whom',
      roles: ['quality', 'release-manager', 'change-manager', 'validation-lead'],
      personOnly: true,
      scope: 'plan',
    },
    'approvals.sign-changes': {
      says: 'Sign changes of what must be approved, where you are asked',
      roles: approving,
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'approvals.given': 'approved a step',
    'approvals.rejected': 'said no to a step',
    'approvals.withdrawn': 'took back what was said to a step',
    'approvals.change-proposed': 'proposed a change of what must be approved',
    'approvals.change-signed': 'signed a change of what must be approved',
    'approvals.change-dropped': 'dropped a proposed change of what must be approved',
    'approvals.requirement-set': 'set what must be approved by whom',
    'approvals.requirement-withdrawn': 'withdrew what had to be approved',
  },
  machines: [changeMachine],
  routes,
  jobs: [],
  subjects: subjectKinds,
  signables: [signableApproval, signableChange],
  migrations: { room: 'approvals', folder: new URL('./store/migrations/', import.meta.url) },
};
