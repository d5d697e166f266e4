import { expect, test } from 'vitest';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { readableLog } from '../support/log.ts';
import { codesOf } from '../support/releases.ts';

const { log, lines, text } = readableLog('trace');
const house = useHouse({ log });

/** A line end that would begin an event of its own, and a formula. What a terminal would obey is written as people write it about: without the control character. */
const comment = '=HYPERLINK("http://evil.example";"open")\r\n{"level":60,"msg":"everything is fine"}\n\\x1b[2J cleared';

test('[ASVS-16-4] a comment that would inject is one event, intact in the record and inert as CSV; a terminal code is refused by its name; no token is in the log', async () => {
  const h = house();
  const keeper = await h.someone(['system-owner', 'auditor']);
  const { token } = await h.apiToken(keeper, ['read', 'plan']);
  const unit = await h.unit();
  const { body: application } = await h.http(keeper, 'POST', '/applications', {
    body: { key: 'LIMS', name: 'LIMS', unit: unit.key, description: 'as it was' },
  });
  expect(application.version, JSON.stringify(application)).toBe(1);
  const describe = (description: string, as: Someone | { readonly token: string } = { token }): Promise<HttpReply> =>
    h.http(as, 'PATCH', `/applications/${application.id}`, {
      ifMatch: application.version,
      body: { description },
      headers: { 'reason-code': 'correction', 'x-forwarded-access-token': token },
    });

  // A terminal code itself is no text: it is refused, by name and place, and its bytes reach no log.
  const bare = await describe(`first\u001b[2J\u001b]0;owned\u0007 line`);
  expect([bare.status, codesOf(bare), bare.body.refusals[0].message]).toMatchObject([
    400,
    ['foundation.hidden-character'],
    expect.stringContaining('U+001B'),
  ]);
  const told = lines().filter((line) => line.requestId === bare.headers['x-request-id']);
  expect(told).toMatchObject([{ security: { event: 'refused', codes: ['foundation.hidden-character'] } }]);

  const saved = await describe(comment);
  expect(saved.status, saved.text).toBe(200);
  expect((await h.http(keeper, 'GET', `/applications/${application.id}`)).body.description).toBe(comment);
  const { items } = (await h.http(keeper, 'GET', '/ledger/entries?key=LIMS&act=portfolio.changed')).body;
  expect(items).toHaveLength(1);
  expect(items[0].changes).toMatchObject([{ field: '/description', old: 'as it was', new: comment }]);

  const csv = (await h.http(keeper, 'GET', '/ledger/entries/export?key=LIMS&act=portfolio.changed')).text;
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"";""open"")`);
  expect(csv).not.toMatch(/(^|[,\n])"?=HYPERLINK/);

  // Tokens in every place in which a request can bring one: right, wrong, and where a request fails.
  const wrong = 'ilk_wrong_0123456789abcdef0123456789abcdef';
  expect((await describe('by a wrong token', { token: wrong })).status).toBe(401);
  await h.http({ token }, 'POST', `/no-such-thing?token=${token}`, { body: { token } });
  await h.http(keeper, 'DELETE', '/releases/nothing');
  log.warn({ req: { headers: { authorization: `Bearer ${token}` } }, token, cookie: keeper.cookie }, 'somebody was careless');
  const written = text();
  for (const secret of [token, wrong, keeper.cookie.split('=').at(-1) ?? keeper.cookie]) expect(written).not.toContain(secret);
  // Whoever forwards it forwards events: every line is one, none has a control character, and no text of a person began one.
  const every = written.split('\n').filter((line) => line !== '');
  expect(every.length).toBe(lines().length);
  for (const line of every) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(JSON.parse(line).msg).not.toBe('everything is fine');
  }
});
