import { sha256 } from '../../../foundation/canonical-json.ts';
import { moreOf } from './asked-more.ts';
import type { CriterionQuestion } from './criterion.ts';

/** Everything that makes a question what it is: another value is another question. */
const questionOf = (from: CriterionQuestion): readonly unknown[] => [
  from.text,
  from.type,
  from.operator,
  from.threshold,
  from.unit,
  from.source,
  from.freshnessHours,
  from.evidence,
  // What is not asked is left out: a field that is new to all questions makes none of them another.
  ...Object.entries(moreOf(from)).filter(([, value]) => value !== null && value !== false),
];
/** Names a question by its content: hex SHA-256 over all that makes it what it is, so that a question that was changed in the database shows. */
export const questionVersion = (asked: CriterionQuestion): string => sha256(JSON.stringify(questionOf(asked))).toString('hex');

/** True when an earlier result still answers what is asked. */
export const asksTheSame = (a: CriterionQuestion, b: CriterionQuestion): boolean => questionVersion(a) === questionVersion(b);
