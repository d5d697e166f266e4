import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals } from '../../../foundation/refusal.ts';

export const cursorRefusals = defineRefusals('approvals', {
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is none that a page gave.',
    remedy: 'Send `nextCursor` of the page before, unchanged.',
  },
});

/** A place in a list by time: `<instant>~<id>`. */
export function readCursor(text: string | undefined): { readonly at: Date; readonly id: string } | null | 'bad' {
  if (text === undefined) return null;
  const [at = '', id = ''] = text.split('~');
  const time = new Date(at);
  return Number.isNaN(time.getTime()) || !isUuid(id) ? 'bad' : { at: time, id };
}
