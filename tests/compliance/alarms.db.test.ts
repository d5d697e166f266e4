import { createServer as createTcp, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outgoing } from '../../src/foundation/settings.ts';
import { deliverAlarms } from '../../src/rooms/alarms/acts/deliver.ts';
import { escalateAlarms, tellAlarms } from '../../src/rooms/alarms/acts/tell.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, startTestHouse, type TestHouse } from '../support/house.ts';
import { act, castOf, propose } from '../support/releases.ts';

type Mail = { readonly to: readonly string[]; readonly text: string };
const mails: Mail[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    let text = '';
    stream.on('data', (part: Buffer) => (text += part.toString()));
    stream.on('end', () => {
      mails.push({ to: session.envelope.rcptTo.map((one) => one.address), text });
      done();
    });
  },
});
const listening = (server: { listen: Server['listen']; address?: Server['address'] }): Promise<number> =>
  new Promise((resolve) => {
    const started = server.listen(0, '127.0.0.1', () => {
      const address = started.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

let h: TestHouse;
beforeAll(async () => {
  const closed = createTcp();
  const nobody = await listening(closed);
  await new Promise<void>((resolve) => void closed.close(() => resolve()));
  const mailPort = await listening(mailServer.server);
  const outgoing: Outgoing = {
    hosts: ['127.0.0.1'],
    allowPrivate: true,
    webhook: { url: `http://127.0.0.1:${nobody}/pager`, key: { id: 'alarms-1', secret: Buffer.from('a secret of some length') } },
    mail: { url: `smtp://127.0.0.1:${mailPort}`, from: 'interlock@firm.example' },
  };
  h = await startTestHouse({
    settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://localhost', outgoing },
  });
});
afterAll(async () => {
  await h.close();
  await new Promise<void>((resolve) => void mailServer.server.close(() => resolve()));
});

type Body = HttpReply['body'];
const alarmsOf = async (as: Someone, kind: string): Promise<readonly Body[]> =>
  (await h.http(as, 'GET', `/alarms?kind=${kind}`)).body.items;
const turn = async () => {
  await tellAlarms(h.app);
  await deliverAlarms(h.app);
};

test('[P11-300-5] an account locked by failed signings alarms at once; the first channel is unreachable, the second delivers, and with no acknowledgement it goes to management', async () => {
  const cast = await castOf(h);
  const [security, management] = [await h.someone(['administrator']), await h.someone(['business-process-owner'])];
  const { body: release } = await propose(h, cast);
  for (let n = 0; n < 5; n += 1) await act(h, cast.manager, release.id, 'accept', { password: `wrong for the ${n}th time` });

  // Visible in the product within ten seconds: no second has passed, and no job has run.
  const [row] = await alarmsOf(security, 'identity.account-locked');
  expect(row).toMatchObject({
    state: 'passed',
    severity: 'critical',
    subject: { id: cast.manager.id },
    raisedAt: h.clock.now().toISOString(),
  });
  expect((await h.http(security, 'GET', '/alarms?mine=true')).body.items.map((one: Body) => one.id)).toContain(row.id);

  await turn();
  const told = (await h.http(security, 'GET', `/alarms/${row.id}`)).body.deliveries;
  expect(told.find((one: Body) => one.channel === 'webhook')).toMatchObject({
    state: 'waiting',
    attempts: [{ outcome: 'failed', says: expect.stringContaining('ECONNREFUSED') }],
  });
  expect(told.find((one: Body) => one.to?.id === security.id)).toMatchObject({ channel: 'mail', state: 'sent' });
  const first = mails.find((mail) => mail.to.includes(security.email));
  expect(first?.text).toContain(row.key);
  expect(first?.text).not.toContain(cast.manager.name);
  expect(mails.some((mail) => mail.to.includes(management.email))).toBe(false);

  // The strict profile gives a quarter of an hour.
  h.clock.moveBy(14 * 60_000);
  await escalateAlarms(h.app);
  expect((await alarmsOf(security, 'identity.account-locked'))[0]).toMatchObject({ level: 1 });
  h.clock.moveBy(61_000);
  await escalateAlarms(h.app);
  await turn();
  const escalated = (await h.http(management, 'GET', `/alarms/${row.id}`)).body;
  expect(escalated).toMatchObject({ level: 2, steps: [{ verb: 'raise' }, { verb: 'escalate' }], can: { acknowledge: true } });
  expect(mails.find((mail) => mail.to.includes(management.email))?.text).toContain(`Escalated: ${row.key}`);
  // Told once, however often the jobs run.
  const sent = mails.length;
  await escalateAlarms(h.app);
  await turn();
  expect(mails.length).toBe(sent);

  // The channel that nobody answers on is tried again, and given up in the end; both stand with the alarm and in the trail.
  for (let n = 0; n < 6; n += 1) {
    h.clock.moveBy(31 * 60_000);
    await deliverAlarms(h.app);
  }
  const auditor = await h.someone(['auditor']);
  const last = (await h.http(auditor, 'GET', `/alarms/${row.id}`)).body.deliveries;
  expect(last.filter((one: Body) => one.channel === 'webhook').map((one: Body) => [one.state, one.attempts.length])).toEqual([
    ['failed', 6],
    ['failed', 6],
  ]);
  const { body } = await h.http(auditor, 'GET', '/ledger/entries?act=alarms.delivery-failed&limit=10');
  expect(body.items).toHaveLength(2);
  const { body: channels } = await h.http(auditor, 'GET', '/alarm-channels');
  expect(channels).toMatchObject({
    escalationMinutes: 15,
    items: [
      { channel: 'webhook', host: '127.0.0.1', last: { outcome: 'failed' } },
      { channel: 'mail', host: '127.0.0.1', last: { outcome: 'sent' } },
    ],
  });
});
