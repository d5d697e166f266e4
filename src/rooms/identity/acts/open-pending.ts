import { randomBytes } from 'node:crypto';
import type { Work } from '../../../foundation/transact.ts';
import type { Method } from '../core/components.ts';
import { freshToken, hashOfToken } from '../store/authenticate.ts';
import type { PersonRow } from '../store/people.ts';
import { peopleKnownAt } from '../store/places.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { openPendingSession } from '../store/sessions.ts';
import { addressOfSession } from '../store/shared-use.ts';
import { arrive, saySignedIn, type Whence } from './arrive.ts';
import { endUseElsewhere } from './end-shared-use.ts';
import type { NewSession } from './sign-in.ts';

/** From where the second step is made, judged as at the first. */
export async function whenceOf(work: Work, personId: string, place: string | null): Promise<Whence> {
  const here = await peopleKnownAt(work.tx, place);
  return { from: here.has(personId) ? 'known-place' : 'elsewhere', place, isPlace: here.size > 0 };
}

/** Opens the session of the acting person, who has made the second step. */
export async function openPending(
  work: Work,
  person: PersonRow,
  sessionId: string,
  methods: readonly Method[],
  whence: Whence,
): Promise<NewSession> {
  const { profile } = await readSecurityProfile(work.tx);
  const token = freshToken('ils');
  await openPendingSession(work.tx, sessionId, {
    tokenHash: hashOfToken(token),
    methods,
    challenge: randomBytes(32),
    endsAt: new Date(work.now.getTime() + profile.absoluteMinutes * 60_000),
    now: work.now,
  });
  if (profile.sharedUse === 'sign-in-again')
    await endUseElsewhere(work, person, sessionId, await addressOfSession(work.tx, sessionId));
  const place = await arrive(work, person, whence);
  saySignedIn(work, person, { session: sessionId, methods });
  return { personId: person.id, sessionId, token, maxAgeSeconds: profile.absoluteMinutes * 60, place };
}
