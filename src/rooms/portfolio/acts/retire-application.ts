import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { subjectOf } from '../core/application-record.ts';
import { judgeLeaving } from '../core/judge.ts';
import { dependentsSeen } from './leave-facts.ts';
import { loadFor } from './load-application.ts';
import { saveApplication } from './save-application.ts';

/** Takes an application out of use; refused while one that is in use depends on it. */
export const retireApplication = (call: Call, idOrKey: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const loaded = await loadFor(work, idOrKey, 'portfolio.withdraw');
    if (!loaded.ok) return loaded;
    const { application } = loaded.value;
    const stale = await work.stale(subjectOf(application), application.version);
    if (stale.length > 0) return refused(stale);
    const broken = judgeLeaving(application, await dependentsSeen(work.tx, application.id, work.reach('portfolio.read')));
    if (broken.length > 0) return refused(broken);
    const after = { ...loaded.value, application: { ...application, lifecycleStage: 'retired' as const } };
    await saveApplication(work, loaded.value, after, { act: 'portfolio.retired', reason });
    return done({ id: application.id });
  });
