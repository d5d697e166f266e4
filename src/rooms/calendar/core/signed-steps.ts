import type { Coverage } from '../../../foundation/signing.ts';

const covers = ['name', 'zone', 'start', 'end', 'goLive', 'repeats', 'seriesEnd', 'scope', 'targets'];

/** The published table of release windows: locking, and every move of a locked one. */
export const signedSteps: readonly Coverage[] = [
  {
    verb: 'lock',
    act: 'calendar.window-locked',
    meaning: 'approved',
    covers,
    afterChange: 'The lock shows as unsigned. A locked window changes its dates by a signed move alone.',
  },
  { verb: 'approve-move', act: 'calendar.window-moved', meaning: 'approved', covers, afterChange: 'The move shows as unsigned.' },
  {
    verb: 'reject-move',
    act: 'calendar.window-move-rejected',
    meaning: 'rejected',
    covers,
    afterChange: 'The record of the decision stays.',
  },
];
