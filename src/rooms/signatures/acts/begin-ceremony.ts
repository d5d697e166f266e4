import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { cannotProve } from '../../identity/door.ts';
import { ceremonyMinutes } from '../core/profile.ts';
import { signatureRefusals as no } from '../core/signature-refusals.ts';
import { statementText } from '../core/statement.ts';
import { type CeremonyRow, insertCeremony } from '../store/ceremonies.ts';
import { contentHashOf, Rehearsed, type Shown, sayCeremony } from './sign.ts';

export type Asked = {
  readonly kind: string;
  /** Id or human key. */
  readonly id: string;
  readonly verb: string;
  readonly input: unknown;
  /** What the signer's browser or terminal says to be in. */
  readonly zone?: string | undefined;
};

/**
 * Steps 1 and 2 of the ceremony: the act is rehearsed, so that whoever may not do it learns so before any component is asked; then what would be
 * signed is kept and shown.
 */
export async function beginCeremony(call: Call, asked: Asked): Promise<Outcome<{ readonly id: string }>> {
  const { actor } = call;
  const sessionId = actor.credentialId;
  if (actor.kind !== 'person' || actor.via !== 'session' || sessionId === null) return refuse(no['signs-in-person']({}));
  const shown = await rehearse(call, asked);
  if (!shown.ok) return shown;
  const { due, statement } = shown.value;
  return transact({ ...call, ifVersion: null }, async (work) => {
    const barred = work.mayNot('signatures.sign', null);
    const unable = [...barred, ...(await cannotProve(work))];
    if (unable.length > 0) return refused(unable);
    const minutes = await valueIn(work.tx, ceremonyMinutes);
    const ceremony: CeremonyRow = {
      id: uuidv7(work.now.getTime()),
      signer_id: actor.id,
      session_id: sessionId,
      subject_kind: due.subject.kind,
      subject_id: due.subject.id,
      subject_key: due.subject.key,
      unit_ids: [...due.subject.unitIds],
      label: due.label,
      version: statement.version,
      verb: statement.verb,
      act: statement.act,
      meaning: statement.meaning,
      statement: statementText(statement),
      content_hash: contentHashOf(statement),
      nonce: randomBytes(32),
      state: 'begun',
      begun_at: work.now,
      expires_at: new Date(work.now.getTime() + minutes * 60_000),
      ended_at: null,
      signer_zone: asked.zone ?? null,
      effects: [...(due.effects ?? [])],
    };
    await insertCeremony(work.tx, ceremony);
    sayCeremony(work, ceremony, 'signatures.begun', { state: 'begun' });
    return done({ id: ceremony.id });
  });
}

/** Thrown where a rehearsed act ended unsigned: it must leave nothing behind either. */
class Unsigned extends Error {}

/** The act is run and always rolled back, whatever it comes to. */
async function rehearse(call: Call, asked: Asked): Promise<Outcome<Shown>> {
  const nothing = no['nothing-to-sign']({ kind: asked.kind, verb: asked.verb });
  const signable = call.app.signables.get(asked.kind);
  if (signable === undefined || !signable.coverage.some((row) => row.verb === asked.verb)) return refuse(nothing);
  try {
    const outcome = await transact<never>({ ...call, idempotency: null }, async (work) => {
      const done = await signable.rehearse(work, asked.id, asked.verb, asked.input);
      if (!done.ok) return done;
      throw new Unsigned('a rehearsed act ended without a signature');
    });
    return outcome;
  } catch (error) {
    if (error instanceof Rehearsed) return done(error.shown);
    // The act had nothing to sign: a move of dates that nobody approved yet, say.
    if (error instanceof Unsigned) return refuse(nothing);
    throw error;
  }
}
