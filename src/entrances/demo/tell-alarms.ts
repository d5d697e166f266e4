import type { Services } from '../../foundation/services.ts';
import { acknowledgeAlarm } from '../../rooms/alarms/acts/acknowledge.ts';
import { alarmsPage } from '../../rooms/alarms/store/alarms.ts';
import { signIn } from '../../rooms/identity/acts/sign-in.ts';
import { unlockPerson } from '../../rooms/identity/acts/unlock-person.ts';
import { type Cast, expectDone } from './found-demo.ts';

/** What quality says to the alarms that founding an organisation raises, by their kind. */
const founding: Readonly<Record<string, string>> = {
  'identity.link-issued-alone':
    'The second administrator, registered before there was another one. Seen at the desk; all later links are released by two.',
  'policies.loosened-unsigned':
    'The example signs with passwords alone, as its administrator wrote. A real installation keeps the strict profile.',
  'identity.first-check': 'The first check has nobody before it. I know Dr. Renner, and saw the card again.',
};

const everything = {
  reach: 'all',
  states: null,
  severity: null,
  kind: null,
  text: null,
  mine: null,
  sort: 'oldest',
  limit: 50,
  after: null,
} as const;

/** Quality goes through the alarms of the first day, of which one is not about themself. */
export async function acknowledgeFounding(app: Services, cast: Cast): Promise<void> {
  const quality = cast.people.find(({ roles }) => roles.includes('quality'));
  for (const alarm of await alarmsPage(app.database.db, everything)) {
    const comment = founding[alarm.kind];
    if (comment === undefined || quality === undefined) throw new Error(`the example has no word about ${alarm.kind}`);
    expectDone(
      `acknowledge ${alarm.key}`,
      await acknowledgeAlarm(await cast.callOf(quality.email, alarm.version), alarm.key, comment),
    );
  }
}

/** One alarm that waits: an old phone went on sending an old password, the account was locked, and an administrator opened it again. */
export async function lockAnAccount(cast: Cast): Promise<void> {
  const [owner] = cast.people.filter(({ roles }) => roles.includes('stakeholder'));
  const administrator = cast.people.filter(({ roles }) => roles.includes('administrator')).at(-1);
  if (owner === undefined || administrator === undefined)
    throw new Error('the example has nobody to lock out and to let in again');
  const attempt = { email: owner.email, password: 'the one before this one', address: '127.0.0.1', userAgent: 'example phone' };
  const tries = 5;
  for (let n = 0; n < tries; n += 1) {
    const outcome = await signIn(cast.nobody, attempt);
    if (outcome.ok) throw new Error('the example was signed in with a wrong password');
  }
  const reason = 'Called from his desk: his old phone still sent the old password. Staff card seen';
  expectDone('unlock the account', await unlockPerson(await cast.callOf(administrator.email), owner.email, reason));
}
