import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { changePerson } from '../acts/change-person.ts';
import { disablePerson } from '../acts/disable-person.ts';
import { enablePerson } from '../acts/enable-person.ts';
import { endSessionsOf } from '../acts/end-sessions.ts';
import { issueLink } from '../acts/issue-link.ts';
import { nameDeputy } from '../acts/name-deputy.ts';
import { type Registered, registerPerson } from '../acts/register-person.ts';
import { releaseLink } from '../acts/release-link.ts';
import { unlockPerson } from '../acts/unlock-person.ts';
import { withdrawDeputy } from '../acts/withdraw-deputy.ts';
import * as contract from '../contract-people.ts';
import { readCursor } from '../core/page.ts';
import { notFound } from '../core/unknown.ts';
import { deputationsPage } from '../store/deputations-view.ts';
import { findPerson } from '../store/people.ts';
import { peoplePage, personView } from '../store/people-view.ts';
import { isSeenBy, type Reader } from '../store/seen-people.ts';
import { findUnit } from '../store/units.ts';
import { presentDeputation, presentPerson } from './present-people.ts';

/** Who asks, with the units whose people they see. */
const readerOf = (call: Call): Reader => ({
  id: call.actor.id,
  reach: call.app.ports.authority.reach(call.actor, 'identity.read'),
});

/** The id of a filter that names a record; a filter that names nothing finds nothing. */
export const noSuchId = '00000000-0000-0000-0000-000000000000';

async function personIdOf(call: Call, named: string | undefined): Promise<string | undefined> {
  if (named === undefined) return undefined;
  if (named === 'me') return call.actor.id;
  return (await findPerson(call.app.database.db, named))?.id ?? noSuchId;
}

const acted = (outcome: Outcome<{ readonly id: string; readonly version: number }>) =>
  outcome.ok ? done({ body: { id: outcome.value.id, version: outcome.value.version }, etag: outcome.value.version }) : outcome;

async function shownDeputation(call: Call, outcome: Outcome<{ readonly id: string }>) {
  if (!outcome.ok) return outcome;
  const now = call.app.clock.now();
  const { rows } = await deputationsPage(call.app.database.db, { id: outcome.value.id }, { limit: 1, after: null, now });
  const row = rows[0];
  return row === undefined
    ? refuse(notFound('deputation', outcome.value.id))
    : done({ body: await presentDeputation(call, row) });
}

type Issued = Registered & { readonly token: string | null };

const presentLink = (issued: Issued) => ({
  id: issued.id,
  version: issued.version,
  link: {
    token: issued.token,
    // The token stands behind the #: browsers do not send that part to any server, so that it is in no log.
    path: issued.token === null ? null : `/set-password#${issued.token}`,
    expiresAt: issued.expiresAt,
    needsRelease: issued.needsRelease,
  },
});

export const peopleRoutes: readonly Route[] = [
  route(contract.listPeople, async ({ call, query }) => {
    const { db } = call.app.database;
    const after = readCursor(query.cursor, ['text', 'uuid']);
    if (!after.ok) return after;
    const unitId = query.unit === undefined ? undefined : ((await findUnit(db, query.unit))?.id ?? noSuchId);
    const filter = { reader: readerOf(call), q: query.q, unitId, states: query.state, role: query.role };
    const page = await peoplePage(db, filter, { limit: query.limit, after: after.value, now: call.app.clock.now() });
    const items = page.rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      unit: row.unit,
      state: row.state,
      roles: [...row.roles],
      version: row.version,
    }));
    return done({ body: { items, nextCursor: page.nextCursor } });
  }),
  route(contract.showPerson, async ({ call, params }) => {
    const { db } = call.app.database;
    const found = await findPerson(db, params.id);
    const reader = readerOf(call);
    const isSeen = found !== undefined && (await isSeenBy(db, found.id, reader));
    const accessReach = found?.id === call.actor.id ? ('all' as const) : reader.reach;
    const view = isSeen ? await personView(db, found.id, call.app.clock.now(), { reach: accessReach }) : undefined;
    return view === undefined
      ? refuse(notFound('person', params.id))
      : done({ body: await presentPerson(call, view), etag: view.version });
  }),
  route(contract.registerPerson, async ({ call, body }) => {
    const outcome = await registerPerson(call, body);
    return outcome.ok ? done({ body: presentLink(outcome.value), etag: outcome.value.version }) : outcome;
  }),
  route(contract.changePerson, async ({ call, params, body }) => acted(await changePerson(call, params.id, body))),
  route(contract.disablePerson, async ({ call, params, body }) => acted(await disablePerson(call, params.id, body.reason))),
  route(contract.enablePerson, async ({ call, params, body }) => acted(await enablePerson(call, params.id, body.reason))),
  route(contract.unlockPerson, async ({ call, params, body }) => acted(await unlockPerson(call, params.id, body.reason))),
  route(contract.issueLink, async ({ call, params, body }) => {
    const outcome = await issueLink(call, params.id, body.reason);
    return outcome.ok ? done({ body: presentLink(outcome.value) }) : outcome;
  }),
  route(contract.releaseLink, async ({ call, params, body }) => {
    const outcome = await releaseLink(call, params.id, body.reason);
    if (!outcome.ok) return outcome;
    const { id, version, code, expiresAt } = outcome.value;
    return done({ body: { id, version, code, expiresAt } });
  }),
  route(contract.endSessionsOf, async ({ call, params, body }) => {
    const outcome = await endSessionsOf(call, params.id, body.reason);
    return outcome.ok ? done({ body: { ended: outcome.value } }) : outcome;
  }),
  route(contract.listDeputations, async ({ call, query }) => {
    const after = readCursor(query.cursor, ['uuid']);
    if (!after.ok) return after;
    const filter = {
      reader: readerOf(call),
      personId: await personIdOf(call, query.person),
      deputyId: await personIdOf(call, query.deputy),
      states: query.state === undefined ? undefined : [query.state],
    };
    const paging = { limit: query.limit, after: after.value?.[0] ?? null, now: call.app.clock.now() };
    const page = await deputationsPage(call.app.database.db, filter, paging);
    const items = await Promise.all(page.rows.map((row) => presentDeputation(call, row)));
    return done({ body: { items, nextCursor: page.nextCursor } });
  }),
  route(contract.nameDeputy, async ({ call, body }) => {
    const wanted = { ...body, startsAt: new Date(body.startsAt), endsAt: new Date(body.endsAt) };
    return shownDeputation(call, await nameDeputy(call, wanted));
  }),
  route(contract.withdrawDeputy, async ({ call, params, body }) =>
    shownDeputation(call, await withdrawDeputy(call, params.id, body.reason)),
  ),
];
