import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { attentionTo, recordCredentialReview, reviewDue } from '../acts/review-credentials.ts';
import * as contract from '../contract-review.ts';
import { disabledAt, dormancyOf } from '../core/dormancy.ts';
import { readCursor } from '../core/page.ts';
import type { SecurityProfile } from '../core/password.ts';
import { lastReview, type PastReview, type ReviewedAccount, reviewPage } from '../store/credential-review.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { mayNotAdministerHere } from './present-people.ts';

const presentAccount = (account: ReviewedAccount, profile: SecurityProfile, now: Date) => ({
  person: { id: account.id, name: account.name, email: account.email },
  unit: account.unit,
  passwordSetAt: account.passwordSetAt?.toISOString() ?? null,
  usedAt: account.usedAt.toISOString(),
  disabledAt:
    dormancyOf(account, profile.dormantDays, now) === 'in-use'
      ? null
      : disabledAt(account, profile.dormantDays, now).toISOString(),
  secondFactors: account.factors,
  tokens: account.tokens,
  attention: [...attentionTo(account, profile, now)],
});

const presentLast = ({ at, by, note, found: { people = 0, ...attention } }: PastReview) => ({
  at: at.toISOString(),
  by,
  note,
  people,
  attention,
});

export const reviewRoutes: readonly Route[] = [
  route(contract.credentialReview, async ({ call, query }) => {
    const after = readCursor(query.cursor, ['text', 'uuid']);
    if (!after.ok) return after;
    const { db } = call.app.database;
    const now = call.app.clock.now();
    const { profile } = await readSecurityProfile(db);
    const reach = call.app.ports.authority.reach(call.actor, 'identity.administer');
    const page = await reviewPage(db, reach, { limit: query.limit, after: after.value, now });
    const last = await lastReview(db);
    const due = last === null ? null : reviewDue(last.at, profile);
    return done({
      body: {
        items: page.rows.map((row) => presentAccount(row, profile, now)),
        nextCursor: page.nextCursor,
        last: last === null ? null : presentLast(last),
        due: due?.toISOString() ?? null,
        overdue: due === null || due <= now,
        can: presentCan({ record: await mayNotAdministerHere(call, null) }),
      },
    });
  }),
  route(contract.recordCredentialReview, async ({ call, body }) => {
    const outcome = await recordCredentialReview(call, body.note);
    return outcome.ok ? done({ body: { ...outcome.value } }) : outcome;
  }),
];
