import { defineRefusals } from '../../../foundation/refusal.ts';

/** What was asked for is not there, or not for this reader. The rules of the trade are in `rules/`. */
export const portfolioRefusals = defineRefusals('portfolio', {
  'no-such-application': {
    kind: 'notFound',
    says: (f: { application: string }) => `There is no application “${f.application}”, or you may not see it.`,
    remedy: 'Look it up in the list of applications; its id and its key both work.',
  },
  'no-such-dependency': {
    kind: 'notFound',
    says: () => 'The application has no such dependency now.',
    remedy: 'Load the application again: it lists what it needs.',
  },
  'no-such-unit': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”.`,
    remedy: 'Name a unit of the organisation by its id or key.',
  },
  'no-such-owner': {
    kind: 'rule',
    says: (f: { owner: string }) => `“${f.owner}” is nobody who could own an application now.`,
    remedy: 'Name an active person by id or e-mail.',
  },
  'key-taken': {
    kind: 'conflict',
    says: (f: { key: string }) => `The key “${f.key}” belongs to another application.`,
    remedy: 'Choose another key, or leave it out and one is made.',
  },
  'not-as-of': {
    kind: 'notFound',
    says: (f: { at: string }) => `The application did not exist yet at ${f.at}.`,
    remedy: 'Ask for a later moment; its history shows when it was registered.',
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is not one that this list gave for this order.',
    remedy: 'Start again without a cursor.',
  },
});
