import { z } from 'zod';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { codeAsGiven, codeWrong, linkNotReleased, triesOfCode } from '../core/link-release.ts';
import { credentialForUpdate, hashPassword, savePassword } from '../store/credentials.ts';
import { forgetChecks } from '../store/identity-checks.ts';
import { checkCode, takeLink } from '../store/links.ts';
import { personForUpdate } from '../store/people.ts';
import { forgetPlaces, rememberPlace } from '../store/places.ts';
import { endSessions } from '../store/sessions.ts';
import { judgePassword } from './judge-password.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'link-not-valid': {
    kind: 'notFound',
    says: () => 'This link is not valid: it was used, has expired, or was replaced by a newer one.',
    remedy: 'Ask an administrator for a new link.',
  },
});

/** Where the link is one of two halves: why the other one, the code of a second administrator, is not there. A wrong code counts whatever becomes of the act. */
async function bothHalves(work: Work, token: string, code: string | null): Promise<readonly Refusal[]> {
  const answer = await work.askOutside(`code ${code ?? ''}`, (call) =>
    transact({ ...call, idempotency: null }, async (apart) => {
      const found = await checkCode(apart.tx, token, codeAsGiven(code ?? ''), apart.now, triesOfCode);
      return done(
        found === null || found.right ? null : { released: found.released, left: Math.max(0, triesOfCode - found.wrong) },
      );
    }),
  );
  if (!answer.ok) return answer.refusals;
  const missing = missingShape.parse(answer.value);
  if (missing === null) return [];
  return [missing.released ? codeWrong(missing.left) : linkNotReleased()];
}
const missingShape = z.object({ released: z.boolean(), left: z.int() }).nullable();

/** A person sets their own password with a one-time link, and the code of a second administrator where one was there to release it. A password that breaks a rule leaves the link as it was. */
export function setPassword(
  call: Call,
  token: string,
  password: string,
  code: string | null = null,
): Promise<Outcome<{ readonly email: string; readonly name: string; readonly place: string }>> {
  return transact({ ...call, idempotency: null }, async (work) => {
    const halves = await bothHalves(work, token, code);
    if (halves.length > 0) return refused(halves);
    const link = await takeLink(work.tx, token, 'set-password', work.now);
    const person = link?.personId == null ? undefined : await personForUpdate(work.tx, link.personId);
    if (person === undefined || person.state === 'disabled') return refuse(no['link-not-valid']({}));
    const faults = await judgePassword(work, password, person);
    if (faults.length > 0) return refused(faults);

    await credentialForUpdate(work.tx, person.id);
    await savePassword(work.tx, person.id, await hashPassword(password), 'self', work.now);
    // Whoever had a half of the link could be who used it: nothing of this account gives a signature before somebody else has checked whose it is.
    await forgetChecks(work.tx, person.id, [link?.issuedBy, link?.releasedBy]);
    // Whoever had the old password is known nowhere any more; where the link was used is a place of its owner.
    await forgetPlaces(work.tx, person.id);
    const place = await rememberPlace(work.tx, person.id, null, false, work.now);
    const ended = await endSessions(work.tx, person.id, 'password', work.now);
    sayAccount(work, 'identity.password-set', person, {
      password: { by: 'link', at: work.now.toISOString() },
      ended: { sessions: ended },
    });
    return done({ email: person.email, name: person.name, place });
  });
}
