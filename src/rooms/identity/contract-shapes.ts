import { z } from 'zod';
import { can, idOrKey, instant, reason, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';

/** Words and shapes that several operations of the room share. */
export const personName = line(120).describe('Name as colleagues know it');
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .describe('E-mail address; the name to sign in with, never given to somebody else later');
/** A password on its way in. The rules for new ones are in the security profile and answer as refusals. */
export const secret = z.string().min(1).max(256);
export const unitKey = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, 'Letters, digits and hyphens, at most 40, starting with a letter or digit')
  .describe('Short key that plan files use; it never changes');
export const unitName = line(120);
export const role = z.string().min(1).max(60).describe('Name of a built-in role, e.g. release-manager');
export const tokenScopes = ['read', 'plan', 'act', 'administer'] as const;
export const tokenScope = z.enum(tokenScopes);

export const personRef = z.object({ id: uuid, name: z.string(), email: z.string() });
export const unitRef = z.object({ id: uuid, key: z.string(), name: z.string() });
export const groupRef = z.object({ id: uuid, key: z.string(), name: z.string() });

export const oneTimeLink = z
  .object({
    token: z.string().nullable().describe('Shown once; null when the same request is repeated with its Idempotency-Key'),
    path: z.string().nullable().describe('Address in the web app that the person opens'),
    expiresAt: instant,
    needsRelease: z.boolean().describe('The link is useless until a second administrator released it and gave the person a code'),
  })
  .describe('A link with which the person sets their own password, once');

export const withReason = z.strictObject({ reason });
export const withOptionalReason = z.strictObject({ reason: reason.optional() });
export const acted = z.object({ id: uuid, version: z.int().min(0), can: can.optional() }).describe('The record after the act');
/** A person or unit or group as somebody names it: its id, or e-mail or key. */
export const named = idOrKey;

/** What a role of an inspector is limited to. */
export const grantLimits = z
  .object({
    releases: z.array(z.object({ id: uuid, key: z.string() })).describe('The releases that it shows, and nothing else'),
    trailFrom: instant.nullable().describe('Of their trail nothing earlier is shown'),
    trailUntil: instant.nullable().describe('Of their trail nothing later is shown'),
  })
  .nullable()
  .describe('What the role is limited to; null: it shows all that its unit holds');
