import { type ExitCode, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import type { Report } from '../core/verify.ts';
import type { BundleReport, BundleResult } from '../core/verify-bundle.ts';
import type { Witnessed } from '../core/witnessing.ts';
import { exhibitLines, exhibitText, notProvenText } from './tell-exhibits.ts';
import { stampLines, stampTrouble } from './tell-stamps.ts';
import type { DatabaseReport } from './verify-database.ts';

type AnyReport = Report | BundleReport | DatabaseReport;
type Complaint = { readonly says: string; readonly code: ExitCode };

const witnessedText = ({ quorum, size, by }: Witnessed): string =>
  `Witnessed up to ${size ?? 0} by ${by.join(', ')}: quorum ${quorum} is met.`;

const validText = (report: AnyReport): string => {
  const { disposedEntries = 0 } = report;
  const lines = [
    `Valid: ${report.checked} entries, sequence ${report.firstSeq ?? '-'} to ${report.lastSeq ?? '-'}, ${report.erasedValues} values lawfully erased.`,
    ...(disposedEntries === 0
      ? []
      : [`${disposedEntries} entries are of records that were lawfully disposed of: who and when stays, the content is gone.`]),
  ];
  if (report.tree !== undefined)
    lines.push(`Root of ${report.tree.size} entries: ${report.tree.root}. Signed up to ${report.tree.signedSize}.`);
  if ('scope' in report) {
    if (report.checkpoint === null) lines.push('Not signed: the file holds no checkpoint.');
    else
      lines.push(
        `Under the checkpoint of ${report.checkpoint.size} entries of ${report.origin}, signed by key ${report.checkpoint.keyId}.`,
      );
    if (report.scope === 'picked')
      lines.push('Each entry is proven to be in the log. That no other matches, the file cannot prove.');
    if (report.exhibits !== null) lines.push(exhibitText(report.exhibits));
    if (report.sealed !== undefined)
      lines.push(`Its pages are those that were printed: sealed as print ${report.sealed.print} by key ${report.sealed.keyId}.`);
    if (report.compared.length > 0)
      lines.push(`Compared with checkpoints that you brought: ${report.compared.length}, all contained.`);
  }
  if ('witnessed' in report && report.witnessed !== null) lines.push(witnessedText(report.witnessed));
  lines.push(...stampLines(report));
  if ('records' in report)
    lines.push(
      report.records.found === 'fit'
        ? 'Records and signatures are what their entries lead to.'
        : 'Records were not held against their entries.',
    );
  return lines.join('\n');
};

/** Sizes that were brought, where a file of picked entries could be compared with none of them: then nothing is concluded. */
const uncompared = (report: AnyReport): readonly number[] =>
  'notCompared' in report && report.compared.length === 0 ? report.notCompared : [];

/** Entries that may be signed, and that no quorum of the named witnesses vouches for. */
function witnessComplaint(report: AnyReport): Complaint | null {
  if (!('witnessed' in report) || report.witnessed === null) return null;
  const { quorum, size, by } = report.witnessed;
  const covered = 'scope' in report ? (report.checkpoint?.size ?? 0) : (report.tree?.signedSize ?? 0);
  if (size !== null && size >= covered) return null;
  const lastGood = size === null ? 'no checkpoint here has a quorum' : `the last one with a quorum covers ${size} entries`;
  const had = by.length === 0 || size !== null ? '' : ` (only ${by.join(', ')})`;
  const says = `✗ Not witnessed: the checkpoint of ${covered} entries has not the cosignatures of ${quorum} of your witnesses${had}; ${lastGood}.`;
  return { says, code: exitCodes.refused };
}

function recordsComplaint(report: AnyReport): Complaint | null {
  if (!('records' in report)) return null;
  const { records } = report;
  if (records.found === 'differ')
    return { says: `✗ The ledger is whole, and a record differs from it: ${records.says}.`, code: exitCodes.broken };
  if (records.found !== 'unread') return null;
  const says = `✗ The ledger is valid. Nothing is concluded on records: this user may not read them (${records.says}). Give it SELECT on all schemas, or ask with --ledger-only.`;
  return { says, code: exitCodes.refused };
}

/** What went wrong and the code to end with; null for a ledger that is well. */
function complaint(report: AnyReport | BundleResult, relies: boolean): Complaint | null {
  if ('unreadable' in report && report.plainPrint === true)
    return { says: `✗ Plain print: ${report.unreadable}. Nothing is concluded on it.`, code: exitCodes.refused };
  if ('unreadable' in report) return { says: `✗ ${report.unreadable}`, code: exitCodes.broken };
  const { damage } = report;
  if (damage !== null) {
    const where = damage.entryId === '' ? `after ${damage.seq} entries` : `at entry ${damage.seq} (${damage.entryId})`;
    const says = `✗ Broken ${where}, ${damage.subject}: ${damage.what}: ${damage.detail}. ${report.checked} entries were checked.`;
    return { says, code: exitCodes.broken };
  }
  const ofRecords = recordsComplaint(report);
  if (ofRecords !== null) return ofRecords;
  const unwitnessed = witnessComplaint(report);
  if (unwitnessed !== null) return unwitnessed;
  const unstamped = stampTrouble(report, relies);
  if (unstamped !== null) return { says: `✗ ${unstamped}`, code: exitCodes.refused };
  const open = notProvenText(report);
  if (open !== null) return { says: `✗ ${open}`, code: exitCodes.refused };
  const [size] = uncompared(report);
  if (size === undefined) return null;
  const says = `✗ Picked entries cannot be compared with your checkpoint of ${size}: export them with --size ${size}.`;
  return { says, code: exitCodes.refused };
}

/** Says what a verification found, and with which code the command ends. */
export function tellReport(
  context: CliContext,
  report: AnyReport | BundleResult,
  { json, each, authority }: { readonly json?: boolean; readonly each?: boolean; readonly authority?: readonly string[] },
): void {
  const wrong = complaint(report, (authority ?? []).length > 0);
  if (each === true && json !== true) for (const line of exhibitLines(report)) context.out(line);
  if (json === true) context.out(JSON.stringify(report));
  else if (wrong !== null) context.err(wrong.says);
  else if (!('unreadable' in report)) context.out(validText(report));
  if (wrong !== null) context.exit(wrong.code);
}
