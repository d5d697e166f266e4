import { defineRefusals } from '../../../foundation/refusal.ts';

/** What plan files are refused for beyond their reading (`plan-problem.ts`) and beyond the rules of the rooms that own the records. */
export const integrationRefusals = defineRefusals('integrations', {
  'bad-plan-file': {
    kind: 'malformed',
    says: (f: { line: number; column: number; path: string; message: string; rule: string; fix: string }) =>
      `Line ${f.line}, column ${f.column}${f.path === '' ? '' : ` (${f.path})`}: ${f.message}`,
    remedy: (f) => f.fix,
  },
  'plan-too-costly': {
    kind: 'tooLarge',
    says: () => 'The plan file takes more time or memory to read than any plan of the largest size.',
    remedy: 'Split it into several files, each with its own name.',
  },
  'readers-busy': {
    kind: 'unavailable',
    says: () => 'Other large plan files are being read at this moment; nothing was changed.',
    remedy: 'Try again in a few seconds.',
  },
  'more-problems': {
    kind: 'malformed',
    says: (f: { more: number }) => `${f.more} further problems are not listed.`,
    remedy: 'Correct the ones above first.',
  },
  'owner-unknown': {
    kind: 'rule',
    says: (f: { email: string; line: number }) =>
      `Line ${f.line}: nobody here has the e-mail ${f.email}. People are never made by a file.`,
    remedy: 'Have an administrator register the person, or name somebody who exists.',
  },
  'row-refused': {
    kind: 'rule',
    says: (f: { row: string; line: number | null; code: string; message: string; fix: string }) =>
      `${f.row}${f.line === null ? '' : ` (line ${f.line})`}: ${f.message}`,
    remedy: (f) => f.fix,
  },
  'brought-by-another-plan': {
    kind: 'rule',
    says: (f: { row: string; line: number | null; other: string; plan: string }) =>
      `${f.line === null ? '' : `Line ${f.line}: `}${f.row} was brought by the plan “${f.other}”; this file is the plan “${f.plan}”.`,
    remedy: (f) =>
      `Take it over with --take-over (takeOver: true), name the file “${f.other}”, or leave the record as that plan has it.`,
  },
  'portfolio-moved': {
    kind: 'stale',
    says: () => 'The portfolio has changed since the preview that this application was confirmed on.',
    remedy: 'Look at the plan again and apply what you then see.',
  },
  'no-root-unit': {
    kind: 'rule',
    says: () => 'The installation has no organisation yet.',
    remedy: 'Have the first administrator set it up.',
  },
  'history-is-not-rewritten': {
    kind: 'rule',
    says: (f: { key: string }) => `The imported record “${f.key}” is there already with other values; history is not rewritten.`,
    remedy: 'Give the corrected record a key of its own and say in its note what it corrects.',
  },
  'unknown-application': {
    kind: 'rule',
    says: (f: { key: string }) => `There is no application “${f.key}”.`,
    remedy: 'Put it into the file or register it first.',
  },
  'release-is-cancelled-by-people': {
    kind: 'rule',
    says: (f: { key: string }) =>
      `The file no longer holds the release “${f.key}”; a release is cancelled by a person, with a reason.`,
    remedy: 'Cancel it in its workspace, or put it back into the file.',
  },
});
