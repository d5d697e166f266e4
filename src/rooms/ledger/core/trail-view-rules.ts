import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** Views that one person keeps at most. */
export const mostViews = 50;

export const viewRefusals = defineRefusals('ledger', {
  'no-such-view': {
    kind: 'notFound',
    says: () => 'There is no such view, or it is kept by somebody who does not share it.',
    remedy: 'GET /ledger/views lists those that you see.',
  },
  'view-name-taken': {
    kind: 'conflict',
    says: (f: { name: string }) => `You keep another view that is called “${f.name}”.`,
    remedy: 'Choose another name, or change that view.',
  },
  'views-full': {
    kind: 'rule',
    says: (f: { most: number }) => `You keep ${f.most} views already.`,
    remedy: 'Drop one that you no longer use.',
  },
  'not-your-view': {
    kind: 'forbidden',
    says: () => 'A view is changed by who keeps it.',
    remedy: 'Keep one of your own with the same filters.',
  },
});

/** Who may not change a view that they see. */
export const notYours = (ownerId: string, personId: string): readonly Refusal[] =>
  ownerId === personId ? [] : [viewRefusals['not-your-view']({})];
