import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Outgoing } from '../foundation/settings.ts';
import type { Config } from './config.ts';

/** Shorter ones can be guessed (NIST SP 800-107: as long as the hash where it can be). */
const leastSecret = 32;

/**
 * Where messages leave the house, as the environment says. What cannot work is refused at the start: a channel of alarms that is silently missing would be found out when it
 * is needed.
 */
export function outgoingFrom(config: Config): Outgoing {
  const hosts = config.INTERLOCK_OUTGOING_HOSTS.split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
  const { INTERLOCK_ALARM_WEBHOOK: url, INTERLOCK_ALARM_WEBHOOK_SECRET: file } = config;
  const { INTERLOCK_SMTP_URL: mailUrl, INTERLOCK_MAIL_FROM: from } = config;
  if (mailUrl !== undefined && from === undefined)
    throw new Error('INTERLOCK_SMTP_URL is set without INTERLOCK_MAIL_FROM: mail needs a sender.');
  return {
    hosts,
    allowPrivate: config.INTERLOCK_OUTGOING_PRIVATE,
    ...(url === undefined ? {} : { webhook: { url, key: webhookKey(url, file, hosts) } }),
    ...(mailUrl === undefined || from === undefined ? {} : { mail: { url: mailUrl, from } }),
  };
}

function webhookKey(
  url: string,
  file: string | undefined,
  hosts: readonly string[],
): { readonly id: string; readonly secret: Buffer } {
  const host = new URL(url).hostname;
  if (!hosts.includes(host))
    throw new Error(`INTERLOCK_ALARM_WEBHOOK leads to ${host}, which INTERLOCK_OUTGOING_HOSTS does not name.`);
  if (file === undefined)
    throw new Error('INTERLOCK_ALARM_WEBHOOK is set without INTERLOCK_ALARM_WEBHOOK_SECRET: it would be unsigned.');
  const secret = Buffer.from(readFileSync(file, 'utf8').trim());
  if (secret.length < leastSecret) throw new Error(`The secret in ${file} is shorter than ${leastSecret} characters.`);
  return { id: path.parse(file).name, secret };
}
