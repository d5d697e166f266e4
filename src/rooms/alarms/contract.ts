import { z } from 'zod';
import { byId, can, instant, manyOf, operation, pageOf, pageQuery, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { alarmStates, person, severities, stepVerbs } from './contract-words.ts';

export const alarmRow = z.object({
  id: uuid,
  key: z.string().describe('ALM-1 and on'),
  kind: z.string().describe('Such as identity.account-locked'),
  says: z.string().describe('What happened'),
  details: z.string().nullable(),
  severity: z.enum(severities),
  state: z
    .enum(alarmStates)
    .describe(
      'raised: it stands; acknowledged: it stands and somebody knows; passed: over, and nobody has acknowledged it; closed',
    ),
  subject: z
    .object({ kind: z.string(), id: uuid, key: z.string().nullable(), label: z.string().nullable(), link: z.string().nullable() })
    .describe('The record that it is about'),
  times: z.int().describe('How often it was raised before it was closed'),
  level: z.int().describe('1: whoever must act was told; 2: nobody acknowledged in time, and others were told as well'),
  raisedAt: instant,
  lastAt: instant.describe('When it was last raised'),
  endedAt: instant.nullable(),
  acknowledged: z
    .object({ by: person, as: z.array(z.string()).describe('The roles in which they could'), at: instant, comment: z.string() })
    .nullable(),
});
export type AlarmRow = z.output<typeof alarmRow>;

export const alarmView = alarmRow.extend({
  roles: z.array(z.string()).describe('Who must act and acknowledges'),
  escalatesTo: z.array(z.string()).describe('Who is told as well where nobody acknowledges in time'),
  entry: z.string().nullable().describe('The act of the trail that raised it'),
  steps: z
    .array(
      z.object({
        verb: z.enum(stepVerbs),
        at: instant,
        by: person.nullable().describe('null: the system'),
        comment: z.string().nullable(),
      }),
    )
    .describe('Its history, oldest first, at most 500'),
  deliveries: z
    .array(
      z.object({
        channel: z.enum(['webhook', 'mail']),
        to: person.nullable().describe('null: a webhook goes to a system'),
        level: z.int().describe('1: whoever must act; 2: those to whom it escalated'),
        state: z.enum(['waiting', 'sent', 'failed']).describe('waiting: it is tried again; failed: it was given up'),
        nextAt: instant.nullable(),
        attempts: z.array(z.object({ at: instant, outcome: z.enum(['sent', 'failed']), says: z.string() })),
      }),
    )
    .describe('What was sent beyond the product itself, oldest first, at most 200'),
  suppressed: z
    .object({ key: z.string(), endsAt: instant })
    .nullable()
    .describe('What holds back telling of its kind at this moment'),
  version,
  can: can.describe('acknowledge'),
});
export type AlarmView = z.output<typeof alarmView>;

export const listAlarms = operation({
  id: 'alarms.list',
  method: 'GET',
  path: '/alarms',
  right: 'alarms.read',
  summary: 'Alarms, with filters and search, newest or oldest first',
  query: z.strictObject({
    ...pageQuery,
    state: manyOf(z.enum(alarmStates)).optional(),
    severity: z.enum(severities).optional(),
    kind: z.string().max(80).optional(),
    q: z.string().max(200).optional().describe('In key, text and comment'),
    mine: z.enum(['true', 'false']).optional().describe('true: those that wait for an acknowledgement by me'),
    sort: z.enum(['newest', 'oldest']).default('newest').describe('By the time at which they were raised'),
  }),
  reply: pageOf(alarmRow),
});

export const showAlarm = operation({
  id: 'alarms.show',
  method: 'GET',
  path: '/alarms/{id}',
  right: 'alarms.read',
  summary: 'One alarm with its history',
  params: byId,
  reply: alarmView,
});

export const acknowledgeAlarm = operation({
  id: 'alarms.acknowledge',
  method: 'POST',
  path: '/alarms/{id}/acts/acknowledge',
  right: 'alarms.acknowledge',
  summary: 'Say that you know of an alarm and what is done about it: with a comment, in a role that must act',
  params: byId,
  body: z.strictObject({
    comment: prose(2000).optional().describe('What was found and what is done; nobody acknowledges without'),
  }),
  reply: alarmView,
  versioned: true,
});

export const listAlarmKinds = operation({
  id: 'alarms.list-kinds',
  method: 'GET',
  path: '/alarm-kinds',
  right: 'alarms.read',
  summary: 'What raises an alarm here, and who must act then',
  reply: z.object({
    items: z.array(
      z.object({
        kind: z.string(),
        says: z.string(),
        severity: z.enum(severities),
        lasts: z.boolean().describe('Stands until what raised it is right again; else it is about a moment'),
        roles: z.array(z.string()),
        escalatesTo: z.array(z.string()),
        suppressible: z.boolean(),
        raisedBy: z.array(z.string()).describe('Acts of the trail'),
      }),
    ),
  }),
});

export const listChannels = operation({
  id: 'alarms.list-channels',
  method: 'GET',
  path: '/alarm-channels',
  right: 'alarms.read',
  summary: 'How alarms leave the product, and what the last delivery came to',
  reply: z.object({
    escalationMinutes: z.int().describe('After how long without an acknowledgement others are told as well'),
    items: z.array(
      z.object({
        channel: z.enum(['webhook', 'mail']),
        host: z.string().nullable().describe('null: the operator has not set it'),
        last: z.object({ at: instant, outcome: z.enum(['sent', 'failed']), says: z.string() }).nullable(),
      }),
    ),
  }),
});

export * from './contract-backups.ts';
export * from './contract-reviews.ts';
export * from './contract-suppressions.ts';
