import { defineRefusals } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'not-found': {
    kind: 'notFound',
    says: (f: { what: string; named: string }) => `There is no ${f.what} “${f.named}”.`,
    remedy: (f) => `Look at the list of the ${f.what}s there are.`,
  },
  'names-nothing': {
    kind: 'rule',
    says: (f: { what: string; named: string }) => `There is no active ${f.what} “${f.named}”.`,
    remedy: (f) => `Name a ${f.what} that exists and was not withdrawn or disabled.`,
  },
});

type What =
  | 'release'
  | 'person'
  | 'authenticator'
  | 'unit'
  | 'group'
  | 'role'
  | 'role grant'
  | 'deputation'
  | 'token'
  | 'session';

/** The record of the address does not exist. */
export const notFound = (what: What, named: string) => no['not-found']({ what, named });
/** Something that the body names does not exist, or is withdrawn or disabled. */
export const namesNothing = (what: What, named: string, field: string) => no['names-nothing']({ what, named }, { field });
