import { z } from 'zod';
import { uuid } from '../../foundation/contract.ts';

/** The record to which something is said or happened, as it is called now. */
export const subjectShown = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string(),
  link: z.string().describe('Its page'),
});
