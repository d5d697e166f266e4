import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';

const backup = z.object({
  id: uuid,
  madeAt: instant.describe('When the data were read'),
  reportedAt: instant,
  says: z.string().describe('Which one it is, and where it lies'),
});

export const listBackups = operation({
  id: 'alarms.list-backups',
  method: 'GET',
  path: '/backups',
  right: 'alarms.read',
  summary: 'Back-ups that were reported, newest first, and when the next one is due',
  reply: z.object({
    everyHours: z.number().nullable().describe('How often the operator said one is made; null: they did not, and none is missed'),
    dueAt: instant.nullable(),
    items: z.array(backup).describe('At most 50'),
  }),
});

export const reportBackup = operation({
  id: 'alarms.report-backup',
  method: 'POST',
  path: '/backups',
  right: 'alarms.report-backups',
  summary: 'Report that a back-up was made: asked by the script that makes it, after it succeeded',
  body: z.strictObject({
    madeAt: instant.describe('When the data were read'),
    says: prose(500).min(3).describe('Which one it is, and where it lies'),
  }),
  reply: backup,
});
