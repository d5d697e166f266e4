import { randomBytes } from 'node:crypto';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { codeAsGiven, codeFrom, noLinkWaits, ownRelease } from '../core/link-release.ts';
import { ownAccess } from '../core/own-access.ts';
import { unitsOfRoles } from '../store/held-roles.ts';
import { linkToRelease, saveRelease } from '../store/links.ts';
import { openPerson } from './open-records.ts';
import { sayAccount } from './say.ts';

type Released = { readonly id: string; readonly version: number; readonly expiresAt: string };

/**
 * A second administrator releases the one-time link of a person. They are shown a code, and never the link: who issued the link has no code, who releases it has
 * no link, and only the person has both. The code is shown once.
 */
export async function releaseLink(
  call: Call,
  named: string,
  reason: string,
): Promise<Outcome<Released & { readonly code: string | null }>> {
  const codes: string[] = [];
  const outcome = await transact(call, async (work) => {
    const released = await releaseIn(work, named, reason);
    if (!released.ok) return released;
    const { code, ...rest } = released.value;
    codes.push(code);
    return done(rest);
  });
  return outcome.ok ? done({ ...outcome.value, code: codes.at(-1) ?? null }) : outcome;
}

async function releaseIn(work: Work, named: string, reason: string): Promise<Outcome<Released & { readonly code: string }>> {
  const opened = await openPerson(work, named);
  if (!opened.ok) return opened;
  const person = opened.value;
  const units = await unitsOfRoles(work.tx, person.id);
  const denied = units.flatMap((unit) => work.mayNot('identity.administer', unit));
  const refusals = [...denied.slice(0, 1), ...ownAccess(work.actor.id, [person.id])];
  if (refusals.length > 0) return refused(refusals);
  const link = await linkToRelease(work.tx, person.id, work.now);
  if (link === null) return refuse(noLinkWaits());
  if (link.issuedBy === work.actor.id) return refuse(ownRelease());
  const code = codeFrom(randomBytes(10));
  await saveRelease(work.tx, link, work.actor.id, codeAsGiven(code));
  sayAccount(work, 'identity.link-released', person, { release: { at: work.now.toISOString() } }, reason);
  return done({ id: person.id, version: person.version, expiresAt: link.expiresAt.toISOString(), code });
}
