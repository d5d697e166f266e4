import type { ExhibitReport } from '../core/exhibits.ts';
import type { Report } from '../core/verify.ts';
import type { BundleReport, BundleResult } from '../core/verify-bundle.ts';

export const exhibitText = ({ valid, erased, broken }: ExhibitReport): string =>
  `Signatures: ${valid} valid, ${erased} valid with a lawfully erased name, ${broken} broken.`;

const marks = { valid: '✓', erased: '✓ (name erased)', broken: '✗' } as const;

/** A line for each signature that was met. */
export function exhibitLines(report: Report | BundleResult): readonly string[] {
  if (!('exhibits' in report) || report.exhibits === null) return [];
  return report.exhibits.each.map(
    ({ verdict, seq, about, shown, fault }) => `${marks[verdict]} entry ${seq}: ${about}: ${fault ?? shown.join('; ')}.`,
  );
}

/** What no checkpoint covered when the file was written, or what it lacks; null when all was concluded on. */
export function notProvenText(report: Report | BundleReport): string | null {
  const open = 'notProven' in report ? report.notProven : [];
  const [first] = open;
  if (first === undefined) return null;
  const more = open.length === 1 ? '' : ` and ${open.length - 1} more`;
  return `Nothing is concluded on ${first}${more}; what the file proves is valid. Take it anew, when a checkpoint covers it and the server seals.`;
}
