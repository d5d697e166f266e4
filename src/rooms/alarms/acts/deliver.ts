import { type OutgoingRules, postOutgoing, type Sent } from '../../../foundation/outgoing.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Outgoing } from '../../../foundation/settings.ts';
import { transact } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import type { Alarm } from '../core/alarm.ts';
import { mailOf, messageOf, nextAttempt } from '../core/message.ts';
import { signedHeaders } from '../core/sign-webhook.ts';
import { findAlarm } from '../store/alarms.ts';
import { channels, type Delivery, dueDeliveries, saveAttempt } from '../store/deliveries.ts';
import { systemCall } from './tell.ts';

const rulesOf = (outgoing: Outgoing): OutgoingRules => ({
  hosts: outgoing.hosts,
  allowPrivate: outgoing.allowPrivate,
  ...(outgoing.resolve === undefined ? {} : { resolve: outgoing.resolve }),
});

async function byWebhook(app: Services, alarm: Alarm, level: 1 | 2): Promise<Sent> {
  const { outgoing, publicUrl } = app.settings;
  if (outgoing?.webhook === undefined) return { ok: false, says: 'no webhook is set' };
  const body = JSON.stringify(messageOf(alarm, level, publicUrl));
  const headers = signedHeaders(body, app.clock.now(), outgoing.webhook.key);
  return postOutgoing(outgoing.webhook.url, rulesOf(outgoing), { headers, body });
}

const waitMs = 10_000;

async function byMail(app: Services, alarm: Alarm, level: 1 | 2, personId: string | null): Promise<Sent> {
  const { outgoing, publicUrl } = app.settings;
  if (outgoing?.mail === undefined) return { ok: false, says: 'no mail server is set' };
  const [person] = personId === null ? [] : await peopleBy(app.database.db, { ids: [personId] });
  if (person === undefined || !person.active) return { ok: false, says: 'the person has left' };
  // Loaded with the first mail: it takes 24 MB, and most processes send none.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: outgoing.mail.url,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({ from: outgoing.mail.from, to: person.email, ...mailOf(alarm, level, publicUrl) });
    return { ok: true, says: sent.response };
  } catch (error) {
    return { ok: false, says: error instanceof Error ? error.message : String(error) };
  } finally {
    transport.close();
  }
}

async function attempt(app: Services, delivery: Delivery): Promise<void> {
  const alarm = await findAlarm(app.database.db, delivery.alarmId);
  if (alarm === null) return;
  const sent =
    delivery.channel === 'webhook'
      ? await byWebhook(app, alarm, delivery.level)
      : await byMail(app, alarm, delivery.level, delivery.personId);
  await transact(systemCall(app, 'alarms.deliver'), async (work) => {
    const number = delivery.attempts + 1;
    const next = sent.ok ? null : nextAttempt(number, work.now);
    const state = sent.ok ? 'sent' : next === null ? 'failed' : 'waiting';
    const says = sent.says.slice(0, 500);
    await saveAttempt(
      work.tx,
      delivery,
      { number, at: work.now, outcome: sent.ok ? 'sent' : 'failed', says },
      { state, nextAt: next ?? work.now },
    );
    if (state !== 'waiting')
      work.say({
        act: state === 'sent' ? 'alarms.delivered' : 'alarms.delivery-failed',
        subject: { kind: 'alarm-delivery', id: delivery.id, key: null, unitIds: [...alarm.unitIds] },
        version: number,
        before: null,
        after: {
          alarm: alarm.id,
          channel: delivery.channel,
          level: delivery.level,
          to: delivery.personId,
          attempts: number,
          state,
        },
      });
    return done(null);
  });
  if (!sent.ok) app.log.warn({ alarm: alarm.key, channel: delivery.channel, says: sent.says }, 'an alarm was not delivered');
}

/** Sends what is due. Channels do not wait for each other: one that hangs stops no other. */
export async function deliverAlarms(app: Services): Promise<void> {
  const due = await dueDeliveries(app.database.db, app.clock.now());
  await Promise.all(
    channels.map(async (channel) => {
      for (const delivery of due) if (delivery.channel === channel) await attempt(app, delivery);
    }),
  );
}
