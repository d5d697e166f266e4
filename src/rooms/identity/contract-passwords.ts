import { z } from 'zod';
import { operation } from '../../foundation/contract.ts';

export const showPasswordRules = operation({
  id: 'identity.show-password-rules',
  method: 'GET',
  path: '/password/rules',
  right: 'public',
  summary: 'Show what a new password is held against, before one is chosen',
  reply: z.object({
    least: z.int().describe('Characters that it has at least'),
    most: z.int().describe('Characters that it has at most'),
    says: z.array(z.string()).describe('Every rule as a sentence'),
  }),
});
