import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { outgoingFrom } from './outgoing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'interlock-outgoing-'));
const secretFile = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};
const good = secretFile('pager-2026.key', `${'s'.repeat(40)}\n`);
const from = (env: Record<string, string>) => outgoingFrom(readConfig(env));
const webhook = {
  INTERLOCK_ALARM_WEBHOOK: 'https://hooks.firm.example/pager',
  INTERLOCK_ALARM_WEBHOOK_SECRET: good,
  INTERLOCK_OUTGOING_HOSTS: ' hooks.firm.example ',
};

describe('where messages leave the house', () => {
  test('nowhere, unless the environment says so', () => {
    expect(from({})).toEqual({ hosts: [], allowPrivate: false });
  });

  test('a webhook has its key named by its file, mail has a sender', () => {
    const outgoing = from({
      ...webhook,
      INTERLOCK_SMTP_URL: 'smtps://u:p@mail.firm.example',
      INTERLOCK_MAIL_FROM: 'i@firm.example',
    });
    expect(outgoing.webhook?.key).toEqual({ id: 'pager-2026', secret: Buffer.from('s'.repeat(40)) });
    expect(outgoing.mail?.from).toBe('i@firm.example');
  });

  test.each([
    ['a host that is not allowed', { ...webhook, INTERLOCK_OUTGOING_HOSTS: 'other.example' }, /does not name/],
    [
      'no secret',
      { INTERLOCK_ALARM_WEBHOOK: webhook.INTERLOCK_ALARM_WEBHOOK, INTERLOCK_OUTGOING_HOSTS: 'hooks.firm.example' },
      /unsigned/,
    ],
    ['a short secret', { ...webhook, INTERLOCK_ALARM_WEBHOOK_SECRET: secretFile('short.key', 'short') }, /shorter/],
    ['mail without a sender', { INTERLOCK_SMTP_URL: 'smtp://mail.firm.example' }, /sender/],
    [
      'mail over another protocol',
      { INTERLOCK_SMTP_URL: 'https://mail.firm.example', INTERLOCK_MAIL_FROM: 'i@firm.example' },
      /smtps/,
    ],
  ])('the server does not start with %s', (_, env, why) => {
    expect(() => from(env)).toThrow(why);
  });
});
