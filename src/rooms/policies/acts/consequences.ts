import type { Consequences } from '../../../foundation/profile.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Steps } from '../core/profile-change.ts';

export type ShutOut = Consequences & { readonly key: string };

type Asking = Pick<Work, 'now'> & {
  readonly tx: Services['database']['db'] | Work['tx'];
  readonly app: Pick<Services, 'profileValues'>;
};

/** What each changed value would do to people, as the room that goes by it knows. */
export async function shutOutBy(work: Asking, steps: Steps): Promise<readonly ShutOut[]> {
  const found: ShutOut[] = [];
  for (const [key, { to }] of Object.entries(steps)) {
    const told = await work.app.profileValues.get(key)?.value.consequences?.(work.tx, to, work.now);
    if (told !== undefined) found.push({ key, ...told });
  }
  return found;
}
