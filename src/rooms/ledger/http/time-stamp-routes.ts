import type { Can, ReplyOf } from '../../../foundation/contract.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { setTimeStamping } from '../acts/set-time-stamping.ts';
import { waitingSince } from '../acts/stamp-checkpoints.ts';
import { genuineStamps, type ShownStamp } from '../acts/stamped.ts';
import * as contract from '../contract-time-stamps.ts';
import { certificatesIn, type StampAuthority } from '../core/stamp-policy.ts';
import { signingState } from '../store/checkpoints.ts';
import { newestStamps, stampedSizesBelow, stampPolicy, stampStates } from '../store/time-stamps.ts';

function canOf(call: Call): Can {
  const refusals = call.app.ports.authority.may(call.actor, 'ledger.set-time-stamping', null);
  return { set: refusals.length === 0 ? true : refusals.map(({ code, message, remedy }) => ({ code, message, remedy })) };
}

const vouchedBy = ({ certificates }: StampAuthority) => {
  const read = certificatesIn(certificates);
  if ('unreadable' in read) return [];
  return read.map(({ subject, validTo }) => ({
    subject: subject.replaceAll('\n', ', '),
    endsAt: new Date(validTo).toISOString(),
  }));
};

async function present(call: Call): Promise<ReplyOf<typeof contract.showTimeStamping>> {
  const { db } = call.app.database;
  const policy = await stampPolicy(db);
  const names = policy.authorities.map(({ name }) => name);
  const [states, newest, signing] = [await stampStates(db), await newestStamps(db, names), await signingState(db)];
  const items = await Promise.all(
    policy.authorities.map(async (one) => {
      const [stamped, state] = [newest.get(one.name), states.get(one.name)];
      const since = await waitingSince(call.app, stamped?.size ?? 0);
      return {
        name: one.name,
        url: one.url,
        policy: one.policy,
        certificates: one.certificates,
        vouchedBy: vouchedBy(one),
        stamped: stamped === undefined ? null : { size: stamped.size, at: stamped.at.toISOString() },
        waitingSince: since?.toISOString() ?? null,
        triedAt: state?.triedAt.toISOString() ?? null,
        fault: state?.fault ?? null,
        refused: state?.refused ?? false,
      };
    }),
  );
  return {
    everyMinutes: policy.everyMinutes,
    setAt: policy.setAt?.toISOString() ?? null,
    signedSize: signing.signedSize,
    items,
    version: policy.version,
    can: canOf(call),
  };
}

const shown = async (call: Call) => {
  const body = await present(call);
  return done({ body, etag: body.version });
};

const presentStamp = (one: ShownStamp): ReplyOf<typeof contract.listTimeStamps>['items'][number] => ({
  size: one.size,
  authority: one.name,
  at: one.at.toISOString(),
  signer: one.authority,
  policy: one.policy,
  serial: one.serial,
  renewals: one.renewals,
  standing: one.standing,
  expiresAt: one.expiresAt?.toISOString() ?? null,
  tokens: one.tokens.map((token) => token.toString('base64')),
});

const sizeIn = (cursor: string | undefined): number =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;

export const timeStampRoutes: readonly Route[] = [
  route(contract.showTimeStamping, ({ call }) => shown(call)),
  route(contract.setTimeStamping, async ({ call, body }) => {
    const outcome = await setTimeStamping(call, body);
    return outcome.ok ? shown(call) : outcome;
  }),
  route(contract.listTimeStamps, async ({ call, query }) => {
    const { db } = call.app.database;
    const sizes = await stampedSizesBelow(db, sizeIn(query.cursor), query.limit);
    const stamps = await genuineStamps(db, sizes, call.app.clock.now());
    const items = stamps.toSorted((a, b) => b.size - a.size).map(presentStamp);
    return done({ body: { items, nextCursor: sizes.length === query.limit ? String(sizes.at(-1) ?? '') : null } });
  }),
];
