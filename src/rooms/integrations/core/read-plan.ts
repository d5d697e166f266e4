import { normalForm } from './normalise-plan.ts';
import type { PlanFile } from './plan-file.ts';
import { planLimits } from './plan-limits.ts';
import type { Finding, PlanPath, PlanProblem } from './plan-problem.ts';
import type { Place } from './read-yaml.ts';
import { alsoLikeFirst } from './rules/also-like-first.ts';
import { type KnownRecords, nothingKnown } from './rules/known-records.ts';
import { measureIsWhole } from './rules/measure-is-whole.ts';
import { noCircle } from './rules/no-circle.ts';
import { noKeyTwice } from './rules/no-key-twice.ts';
import { oneDefault } from './rules/one-default.ts';
import { oneTimeOnly } from './rules/one-time-only.ts';
import { parentIsEnterprise } from './rules/parent-is-enterprise.ts';
import { refersToKnown } from './rules/refers-to-known.ts';
import { targetOneDay } from './rules/target-one-day.ts';
import { worksSomeDay } from './rules/works-some-day.ts';
import { shapePlan } from './shape-plan.ts';
import { readYamlFile } from './yaml-file.ts';

export type ReadPlan =
  | {
      readonly ok: true;
      readonly plan: PlanFile;
      /** The place of a path of the file as written, such as `['releases', 3, 'goLive']`. */
      readonly placeOf: (at: PlanPath) => Place;
      /** The place of a record by its list and key, for refusals that come later. */
      readonly placeOfRecord: (section: string, key: string) => Place;
    }
  | {
      readonly ok: false;
      /** In the order of the file, at most `planLimits.problems`. */
      readonly problems: readonly PlanProblem[];
      /** How many more there are. */
      readonly more: number;
    };

const isRecord = (value: unknown): value is Record<string | number, unknown> => typeof value === 'object' && value !== null;

/** `releases[lims-2027-1].phases[uat].end` says more than a number. */
function spell(value: unknown, at: PlanPath): string {
  let here = value;
  let text = '';
  for (const step of at) {
    here = isRecord(here) ? here[step] : undefined;
    const key = isRecord(here) && typeof here.key === 'string' ? here.key : String(step);
    text += typeof step === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${step}`;
  }
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const inOrderOfFile = (one: PlanProblem, two: PlanProblem): number => one.line - two.line || one.column - two.column;

function refusedPlan(problems: readonly PlanProblem[], more = 0): ReadPlan {
  const all = problems.toSorted(inOrderOfFile);
  return { ok: false, problems: all.slice(0, planLimits.problems), more: more + Math.max(0, all.length - planLimits.problems) };
}

const wholeFile = (code: string, message: string, remedy: string): ReadPlan =>
  refusedPlan([{ line: 1, column: 1, path: '', code, message, remedy }]);

const tooLarge = (size: number): ReadPlan =>
  wholeFile(
    'plan.too-large',
    `The file has ${size} bytes; at most ${planLimits.bytes} are read.`,
    'Split the plan into several files, each with its own name.',
  );

/** Text to plan: the normal form, or every problem with its line. Never throws; its cost is bounded by `planLimits`. */
export function readPlan(text: string, known: KnownRecords = nothingKnown): ReadPlan {
  if (text.length > planLimits.bytes) return tooLarge(text.length);
  if (text.includes('\0')) {
    return wholeFile('plan.not-text', 'The file holds NUL characters: it is no text.', 'Save it as text in UTF-8.');
  }
  const yaml = readYamlFile(text.startsWith('\ufeff') ? text.slice(1) : text);
  if (yaml.faults.length > 0) {
    return refusedPlan(
      yaml.faults.map(({ line, column, code, message, remedy }) => ({ line, column, path: '', code, message, remedy })),
    );
  }
  const { shaped, findings: ofShape } = shapePlan(yaml.value);
  const { plan, findings: ofTime } = normalForm(shaped);
  const findings: readonly Finding[] = [
    ...yaml.findings,
    ...ofShape,
    ...ofTime,
    ...noKeyTwice(shaped),
    ...refersToKnown(shaped, known),
    ...noCircle(shaped),
    ...oneTimeOnly(shaped),
    ...alsoLikeFirst(shaped),
    ...targetOneDay(shaped),
    ...worksSomeDay(shaped),
    ...oneDefault(shaped),
    ...measureIsWhole(shaped),
    ...parentIsEnterprise(shaped),
  ];
  if (findings.length > 0) {
    const placed = findings.slice(0, mostPlaced).map(({ at, onKey, code, message, remedy }) => ({
      ...yaml.placeOf(at, onKey),
      path: spell(yaml.value, at),
      code,
      message,
      remedy,
    }));
    return refusedPlan(placed, findings.length - placed.length);
  }
  return { ok: true, plan, placeOf: yaml.placeOf, placeOfRecord: recordPlaces(yaml.value, yaml.placeOf) };
}

/** Looking up a line costs a walk; a file with more problems than this is not sorted to its end. */
const mostPlaced = 10 * planLimits.problems;

function recordPlaces(value: unknown, placeOf: (at: PlanPath) => Place): (section: string, key: string) => Place {
  const indexes = new Map<string, ReadonlyMap<string, number>>();
  return (section, key) => {
    const known = indexes.get(section) ?? indexesByKey(isRecord(value) ? value[section] : undefined);
    indexes.set(section, known);
    const index = known.get(key);
    return placeOf(index === undefined ? [section] : [section, index]);
  };
}

const indexesByKey = (list: unknown): ReadonlyMap<string, number> =>
  new Map(
    (Array.isArray(list) ? list : []).flatMap((item: unknown, index) =>
      isRecord(item) && typeof item.key === 'string' ? [[item.key, index] as const] : [],
    ),
  );

/** Bytes to plan: size first, then encoding, then the text. */
export function readPlanBytes(bytes: Uint8Array, known: KnownRecords = nothingKnown): ReadPlan {
  if (bytes.byteLength > planLimits.bytes) return tooLarge(bytes.byteLength);
  if (bytes.includes(0)) {
    return wholeFile('plan.not-text', 'The file holds NUL bytes: it is no text in UTF-8.', 'Save it as text in UTF-8.');
  }
  const text = decoded(bytes);
  return text === undefined
    ? wholeFile('plan.not-utf-8', 'The file is not in UTF-8.', 'Save it in UTF-8.')
    : readPlan(text, known);
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
