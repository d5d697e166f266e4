import type { z } from 'zod';
import { planLimits } from './plan-limits.ts';
import type { Finding, PlanPath } from './plan-problem.ts';
import { allowedKeys, didYouMean, unknownKey } from './unknown-key.ts';

type Issue = z.core.$ZodIssue;
type Told = Pick<Finding, 'code' | 'message' | 'remedy'>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function valueAt(value: unknown, path: PlanPath): unknown {
  let here = value;
  for (const step of path) here = isRecord(here) ? here[step] : undefined;
  return here;
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const namesOfTypes: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a record with keys',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function wrongType(expected: string, value: unknown, name: string): Told {
  const wanted = namesOfTypes[expected] ?? expected;
  if (value === undefined) {
    return { code: 'plan.missing', message: `"${name}" is missing.`, remedy: `Add "${name}": ${wanted}.` };
  }
  if (value === null) {
    const remedy = `Give it a value (${wanted}) or leave the line out.`;
    return { code: 'plan.empty-value', message: `"${name}" has no value.`, remedy };
  }
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return {
      code: 'plan.needs-quotes',
      message: `"${name}" is a text, but ${shown(value)} without quotes is read as ${typeof value === 'number' ? 'a number' : 'true or false'}.`,
      remedy: 'Put the text in quotes, as it was meant: "1.10" is not 1.1.',
    };
  }
  const got = isRecord(value) ? (Array.isArray(value) ? 'a list' : 'a record') : shown(value);
  return { code: 'plan.wrong-type', message: `"${name}" must be ${wanted}, but it is ${got}.`, remedy: `Write ${wanted}.` };
}

function wrongChoice(choices: readonly unknown[], value: unknown, name: string): Told {
  const words = choices.map(String);
  if (value === undefined) {
    return { code: 'plan.missing', message: `"${name}" is missing.`, remedy: `Add "${name}": one of ${words.join(', ')}.` };
  }
  const meant = didYouMean(textOf(value), words);
  return {
    code: 'plan.not-a-choice',
    message: `"${name}" cannot be ${isRecord(value) ? 'a list or a record' : shown(value)}.${meant ? ` Did you mean "${meant}"?` : ''}`,
    remedy: `Write one of ${words.join(', ')}.`,
  };
}

function wrongSize(issue: Issue, name: string): Told {
  const limit = issue.code === 'too_big' ? issue.maximum : issue.code === 'too_small' ? issue.minimum : '';
  const isText = 'origin' in issue && issue.origin === 'string';
  const message = isText
    ? `"${name}" is longer than ${limit} characters.`
    : `"${name}" must be ${issue.code === 'too_big' ? 'at most' : 'at least'} ${limit}.`;
  return { code: 'plan.out-of-range', message, remedy: isText ? 'Shorten it.' : 'Write a number within that limit.' };
}

function wrongForm(issue: Issue, value: unknown, name: string): Told {
  const format = issue.code === 'invalid_format' ? issue.format : '';
  if (format === 'email') {
    return { code: 'plan.email', message: `${shown(value)} is not an e-mail address.`, remedy: 'Name the person by e-mail.' };
  }
  if (format === 'date') return { code: 'plan.day', message: `${shown(value)} is not a day.`, remedy: 'Write it as 2027-02-01.' };
  if (textOf(value).trim() === '') {
    return { code: 'plan.empty-value', message: `"${name}" is empty.`, remedy: 'Give it a value or leave the line out.' };
  }
  if (/key|unit|parent|from|to|name|applications|units/.test(name) && !/[\p{Cc}\p{Cs}]/u.test(textOf(value))) {
    const remedy = 'Use letters, digits, dot, dash and underscore, at most 80, beginning and ending with a letter or digit.';
    return { code: 'plan.key-form', message: `${shown(value)} is not a key.`, remedy };
  }
  const remedy = 'Remove line breaks and characters that no print shows.';
  return { code: 'plan.characters', message: `"${name}" holds characters that cannot be kept.`, remedy };
}

function told(issue: Issue, value: unknown, name: string): Told {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value, name);
    case 'invalid_value':
      return wrongChoice(issue.values, value, name);
    case 'invalid_union':
      return wrongChoice(['true', 'false', 'unknown'], value, name);
    case 'too_big':
    case 'too_small':
      return wrongSize(issue, name);
    case 'invalid_format':
      return wrongForm(issue, value, name);
    case 'custom':
      return { code: textOf(issue.params?.code), message: issue.message, remedy: textOf(issue.params?.remedy) };
    default:
      return { code: 'plan.wrong-value', message: `"${name}": ${issue.message}.`, remedy: 'Correct the value.' };
  }
}

const stepsOf = (path: readonly PropertyKey[]): PlanPath => path.map((step) => (typeof step === 'number' ? step : String(step)));

/** What zod found in one record, in the words of a plan file. */
export function findingsOfShape(issues: readonly Issue[], schema: z.ZodType, value: unknown, at: PlanPath): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const path = stepsOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, planLimits.problems).map((key) => unknownKey([...at, ...path], key, allowedKeys(schema, path)));
    }
    const name = path.findLast((step) => typeof step === 'string') ?? at.findLast((step) => typeof step === 'string') ?? 'plan';
    return [{ at: [...at, ...path], ...told(issue, valueAt(value, path), String(name)) }];
  });
}
