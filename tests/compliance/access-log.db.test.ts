import { expect, test } from 'vitest';
import { closeRunOutSessions } from '../../src/rooms/identity/acts/close-run-out-sessions.ts';
import { seal, sealerState } from '../../src/rooms/ledger/store/seal.ts';
import { useHouse } from '../support/house.ts';

const house = useHouse();
const minute = 60_000;
const reason = 'as agreed with the line manager';

/** What the log calls each cause: the log is filtered by these. */
const causes = {
  self: 'identity.signed-out',
  administrator: 'identity.sessions-ended',
  disabled: 'identity.sessions-ended-by-disabling',
  idle: 'identity.session-idled-out',
  expired: 'identity.session-expired',
} as const;

test('[D11-11-9] sessions ended by user, idle limit, administrator, disabling and expiry: filtered by cause the log shows each, and the export keeps all of it', async () => {
  const h = house();
  const person = await h.someone(['release-manager']);
  const signIn = () => h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
  const asAdmin = async (act: string, more: object = {}) => {
    const admin = await h.someone(['administrator']);
    const done = await h.http(admin, 'POST', `/people/${person.id}/acts/${act}`, { body: { reason }, ...more });
    expect(done.status, done.text).toBe(200);
  };
  expect((await h.http(person, 'DELETE', '/sessions/current')).status).toBe(204);
  await signIn();
  await asAdmin('end-sessions');
  await signIn();
  h.clock.moveBy(31 * minute);
  await closeRunOutSessions(h.app);
  await signIn();
  h.clock.moveBy(721 * minute);
  await closeRunOutSessions(h.app);
  await signIn();
  await asAdmin('disable', { ifMatch: 1 });

  const auditor = await h.someone(['auditor']);
  const log = async (acts: readonly string[]) => {
    const { items } = (await h.http(auditor, 'GET', `/ledger/entries?kind=account&act=${acts.join(',')}&limit=200`)).body;
    return items.filter((item: { subject: { id: string } }) => item.subject.id === person.id);
  };
  expect(await log(Object.values(causes))).toHaveLength(5);
  const shown = new Map<string, string>();
  for (const [cause, act] of Object.entries(causes)) {
    const [entry, ...more] = await log([act]);
    expect([cause, more]).toEqual([cause, []]);
    expect(entry.changes).toContainEqual({ field: '/ended/cause', old: null, new: cause });
    shown.set(entry.id, act);
  }

  await expect
    .poll(
      async () => {
        await seal(h.app.database.db, h.clock.now());
        return (await sealerState(h.app.database.db, h.clock.now())).unsealed;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  const exported = await h.server.inject({ url: '/api/v1/ledger/export', cookies: { interlock_session: auditor.cookie } });
  const kept = exported.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((line) => shown.has(line.body?.id));
  expect(kept).toHaveLength(5);
  for (const { body, sides } of kept) {
    expect(shown.get(body.id)).toBe(body.act);
    expect(body).toMatchObject({
      at: expect.any(String),
      actorId: expect.any(String),
      actorKind: expect.any(String),
      subjectKind: 'account',
      subjectId: person.id,
      changes: expect.arrayContaining([{ field: '/ended/cause', old: null, new: expect.any(String) }]),
      requestId: expect.any(String),
      build: 'test',
    });
    expect(sides.map((side: { slot: string }) => side.slot)).toContain('actor');
  }
});
