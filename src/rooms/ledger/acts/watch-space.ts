import type { Services } from '../../../foundation/services.ts';
import { judgeSpace, spaceText } from '../core/space.ts';
import { spaceOf } from '../store/space.ts';
import { endAlarmsOf, raiseAlarm } from './raise-alarm.ts';

const job = 'ledger.watch-space';

/** An alarm while four fifths of the space are taken (NIST SP 800-53 AU-5(1)): when all of it is, nothing can be recorded, and so nothing is done. */
export async function watchSpace(app: Services): Promise<void> {
  const space = await spaceOf(app);
  if (space === null) return;
  const judged = judgeSpace(space);
  if (judged === 'short')
    return raiseAlarm(
      app,
      job,
      'space',
      `${spaceText(space)} are taken: when it is full, every change is refused until there is space again`,
    );
  if (judged === 'enough') return endAlarmsOf(app, job, ['space']);
}
