import type { Services } from '../../../foundation/services.ts';
import type { StampAuthority, StampPolicy } from '../core/stamp-policy.ts';
import { stampHash } from '../core/stamped.ts';
import { type CheckpointRow, checkpointsAbove, newestCheckpoint } from '../store/checkpoints.ts';
import {
  type EndingStamp,
  endingStamps,
  insertStamp,
  type NewestStamp,
  newestStamps,
  type StampState,
  saveStampState,
  stampPolicy,
  stampStates,
  stampsUnder,
} from '../store/time-stamps.ts';
import { askAuthority, type StampAnswer } from './ask-authority.ts';
import { endAlarmsOf, raiseAlarm } from './raise-alarm.ts';

const job = 'ledger.stamp-checkpoints';
const minute = 60_000;
const day = 24 * 60 * minute;
/** An authority that failed or refused is asked again after this. */
const againAfter = minute;
/** A proof is renewed so long before it ends: an authority that is away for weeks does not cost it. */
export const renewBefore = 30 * day;
const renewedAtOnce = 20;

/** An answer that is older than one which the same authority gave before was kept back, or its clock is wrong. */
const notBackwards = (answer: StampAnswer, newest: NewestStamp | undefined): StampAnswer =>
  answer.is === 'stamped' && newest !== undefined && answer.stamp.at < newest.at
    ? {
        is: 'refused',
        says: `its token is refused: it is dated ${answer.stamp.at.toISOString()}, before its last one of ${newest.at.toISOString()}`,
      }
    : answer;

const stateAfter = (app: Services, { name }: StampAuthority, answer: StampAnswer): StampState => ({
  authority: name,
  triedAt: app.clock.now(),
  fault: answer.is === 'stamped' ? null : answer.says,
  refused: answer.is === 'refused',
});

const mayAsk = (state: StampState | undefined, now: Date): boolean =>
  state === undefined || state.fault === null || Math.abs(now.getTime() - state.triedAt.getTime()) >= againAfter;

type Turn = {
  readonly policy: StampPolicy;
  readonly checkpoint: CheckpointRow;
  readonly states: Map<string, StampState>;
  readonly newest: ReadonlyMap<string, NewestStamp>;
};

/** Has the newest checkpoint stamped where the last stamp of an authority is old enough. One token for all entries up to it, never one for each. */
async function stampNewest(app: Services, { policy, checkpoint, states, newest }: Turn): Promise<void> {
  const now = app.clock.now();
  const due = policy.authorities.filter(({ name }) => {
    const last = newest.get(name);
    if (last !== undefined && last.size >= checkpoint.size) return false;
    const age = last === undefined ? day : Math.abs(now.getTime() - last.receivedAt.getTime());
    return age >= policy.everyMinutes * minute && mayAsk(states.get(name), now);
  });
  const answers = await Promise.all(
    due.map(async (one) => ({ one, answer: await askAuthority(one, stampHash(checkpoint.note)) })),
  );
  for (const { one, answer: given } of answers) {
    const answer = notBackwards(given, newest.get(one.name));
    if (answer.is === 'stamped') {
      const { token, expiresAt, stamp } = answer;
      const made = { size: checkpoint.size, authority: one.name, place: 1, token, at: stamp.at, expiresAt };
      await insertStamp(app.database.db, { ...made, receivedAt: app.clock.now() });
    }
    const state = stateAfter(app, one, answer);
    states.set(one.name, state);
    await saveStampState(app.database.db, state);
  }
}

async function renewOne(app: Services, ending: EndingStamp, authority: StampAuthority): Promise<StampAnswer> {
  const { db } = app.database;
  const chain = (await stampsUnder(db, [ending.size])).find((one) => one.authority === ending.authority);
  const last = chain?.tokens.at(-1);
  if (last === undefined) return { is: 'failed', says: `the time stamp of ${ending.size} entries is gone` };
  const answer = await askAuthority(authority, stampHash(last));
  if (answer.is !== 'stamped') return answer;
  if (answer.expiresAt <= ending.expiresAt)
    return { is: 'failed', says: `it cannot renew: its own certificate ends on ${answer.expiresAt.toISOString()}` };
  const { token, expiresAt, stamp } = answer;
  const made = { size: ending.size, authority: ending.authority, place: ending.place + 1, token, at: stamp.at, expiresAt };
  await insertStamp(db, { ...made, receivedAt: app.clock.now() });
  return answer;
}

/** Has tokens stamped whose proof ends soon. What ended already cannot be renewed: nobody can tell any more when it was signed. */
async function renewEnding(app: Services, { policy, states }: Turn): Promise<void> {
  const now = app.clock.now();
  const ending = await endingStamps(app.database.db, new Date(now.getTime() + renewBefore), renewedAtOnce);
  for (const one of ending.filter(({ expiresAt }) => expiresAt > now)) {
    const same = policy.authorities.find(({ name }) => name === one.authority);
    const authority = [same, ...policy.authorities].find((any) => any !== undefined && mayAsk(states.get(any.name), now));
    if (authority === undefined) return;
    const state = stateAfter(app, authority, await renewOne(app, one, authority));
    states.set(authority.name, state);
    await saveStampState(app.database.db, state);
  }
}

/** Since when the oldest checkpoint waits that an authority has not covered; null where none does. */
export async function waitingSince(app: Services, covered: number): Promise<Date | null> {
  const [waiting] = await checkpointsAbove(app.database.db, covered, 1);
  return waiting?.signedAt ?? null;
}

/** What must be told of time stamps; null where all is well. */
async function trouble(app: Services, { policy, states }: Turn): Promise<string | null> {
  const { db } = app.database;
  const now = app.clock.now();
  const newest = await newestStamps(
    db,
    policy.authorities.map(({ name }) => name),
  );
  for (const { name } of policy.authorities) {
    const state = states.get(name);
    if (state?.refused === true) return `the authority ${name} gave no time stamp: ${state.fault ?? ''}`;
    const since = await waitingSince(app, newest.get(name)?.size ?? 0);
    const minutes = since === null ? 0 : (now.getTime() - since.getTime()) / minute;
    if (minutes >= 2 * policy.everyMinutes)
      return `checkpoints above ${newest.get(name)?.size ?? 0} entries wait for a time stamp of ${name} since ${since?.toISOString() ?? ''}: ${state?.fault ?? 'it was not asked'}`;
  }
  const [ended] = await endingStamps(db, now, 1);
  return ended === undefined
    ? null
    : `the time stamp of ${ended.size} entries by ${ended.authority} ended on ${ended.expiresAt.toISOString()} and was not renewed`;
}

/**
 * Has checkpoints stamped by the authorities that are named, and tokens renewed before their proof ends. An answer that is not genuine, a wait of twice the interval and a
 * proof that ended raise one alarm, which ends when all is well again (TE-7, TE-11).
 */
export async function stampCheckpoints(app: Services): Promise<void> {
  const { db } = app.database;
  const policy = await stampPolicy(db);
  const checkpoint = await newestCheckpoint(db);
  if (policy.authorities.length === 0 || checkpoint === null) return endAlarmsOf(app, job, ['stamp']);
  const names = policy.authorities.map(({ name }) => name);
  const turn = { policy, checkpoint, states: new Map(await stampStates(db)), newest: await newestStamps(db, names) };
  await stampNewest(app, turn);
  await renewEnding(app, turn);
  const says = await trouble(app, turn);
  if (says !== null) await raiseAlarm(app, job, 'stamp', says);
  else await endAlarmsOf(app, job, ['stamp']);
}
