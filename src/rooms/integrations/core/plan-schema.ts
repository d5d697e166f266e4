import { z } from 'zod';
import { planFileShape } from './plan-file.ts';

const lineWidth = 130;

/** A list of words stands on one line where it fits, as the formatter of this repository has it. */
const foldShortLists = (json: string): string =>
  json.replaceAll(
    /^(.*)\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\](,?)$/gm,
    (whole, before: string, words: string, comma: string) => {
      const line = `${before}[${words.replaceAll(/,\n\s+/g, ', ')}]${comma}`;
      return line.length <= lineWidth ? line : whole;
    },
  );

/** What editors check and complete while a plan file is written. The reader knows more rules: references, circles, zones. */
export function planSchemaText(): string {
  const schema = z.toJSONSchema(planFileShape, { io: 'input', target: 'draft-2020-12' });
  const note = 'Generated from the shape of plan files by scripts/plan-schema.ts; never edited.';
  return `${foldShortLists(JSON.stringify({ $comment: note, ...schema }, null, 2))}\n`;
}
