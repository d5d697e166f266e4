import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInside, postOutgoing } from '../../../foundation/outgoing.ts';
import { isSigned, signedHeaders } from '../core/sign-webhook.ts';

const key = { id: 'alarms-1', secret: Buffer.from('a secret of some length') };
const body = JSON.stringify({ type: 'alarm.raised' });
type Got = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string };

let server: Server;
let port: number;
const got: Got[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: text });
      if (request.url === '/away') response.writeHead(307, { location: `http://127.0.0.1:${port}/inside` });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const send = (host: string, path: string, address: string, allowPrivate: boolean, scheme = 'https') =>
  postOutgoing(
    `${scheme}://${host}:${port}${path}`,
    { hosts: ['hooks.example'], allowPrivate, resolve: async () => [address] },
    { headers: signedHeaders(body, new Date('2026-11-24T12:00:00Z'), key), body },
  );

describe('what leaves the house', () => {
  test.each([
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    'fe80::1',
    '10.1.2.3',
    '192.168.7.7',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '100.64.0.1',
  ])('goes to no address inside of a network: %s', async (address) => {
    const before = got.length;
    expect(await send('hooks.example', '/', address, false)).toEqual({
      ok: false,
      says: expect.stringMatching(/^refused: .*inside/),
    });
    expect(got.length).toBe(before);
  });

  test('goes to no host that is not on the list, nor where one of several addresses is inside', async () => {
    expect((await send('elsewhere.example', '/', '127.0.0.1', true)).says).toMatch(/not on the list/);
    const two = await postOutgoing(
      'https://hooks.example/',
      { hosts: ['hooks.example'], allowPrivate: false, resolve: async () => ['203.0.113.5', '127.0.0.1'] },
      { headers: {}, body },
    );
    expect(two.says).toMatch(/127\.0\.0\.1/);
    expect((await send('hooks.example', '/', '203.0.113.5', false, 'http')).says).toMatch(/use https/);
    expect(isInside('8.8.8.8')).toBe(false);
    expect(isInside('not an address')).toBe(true);
  });

  test('follows no redirect: where it leads nothing arrives', async () => {
    const sent = await send('hooks.example', '/away', '127.0.0.1', true, 'http');
    expect(sent).toEqual({ ok: false, says: 'answered 307, a redirect, which is not followed' });
    expect(got.some((one) => one.path === '/inside')).toBe(false);
  });

  test('arrives signed over key, time and body; a changed body or time is found', async () => {
    expect(await send('hooks.example', '/hook', '127.0.0.1', true, 'http')).toEqual({ ok: true, says: 'answered 200' });
    const arrived = got.find((one) => one.path === '/hook');
    const headers = Object.fromEntries(Object.entries(arrived?.headers ?? {}).map(([name, value]) => [name, String(value)]));
    expect(isSigned(arrived?.body ?? '', headers, key.secret)).toBe(true);
    expect(headers.host).toBe(`hooks.example:${port}`);
    expect(isSigned(`${arrived?.body} `, headers, key.secret)).toBe(false);
    expect(isSigned(arrived?.body ?? '', { ...headers, 'interlock-time': '2026-11-25T12:00:00.000Z' }, key.secret)).toBe(false);
    expect(isSigned(arrived?.body ?? '', headers, Buffer.from('another secret'))).toBe(false);
  });
});
