import { wordsOf } from './readable.ts';

export type Covered = { readonly part: string; readonly fields: readonly string[] };

const lower = (text: string): string => (/^\p{Lu}\p{Lu}|^GxP/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));

/** The paths of roles and versions of every application as one part "Applications, each" with its fields; plain fields come first, as one part without a name. Pure. */
export function coversWords(paths: readonly string[]): readonly Covered[] {
  const parts = new Map<string, string[]>([['', []]]);
  for (const path of paths) {
    const steps = path.split('/');
    const words = steps.map((step, index) => (step === '*' ? 'each' : index === 0 ? wordsOf(step) : lower(wordsOf(step))));
    const part = words.slice(0, -1).join(', ');
    const fields = parts.get(part) ?? [];
    fields.push(words.at(-1) ?? path);
    parts.set(part, fields);
  }
  return [...parts].filter(([, fields]) => fields.length > 0).map(([part, fields]) => ({ part, fields }));
}
