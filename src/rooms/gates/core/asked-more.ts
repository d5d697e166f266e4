/** What a criterion asks beside the words, where the house or a machine answers it; null where it does not. */
export type AskedMore = {
  /** Name of the fact that the house measures. */
  readonly fact: string | null;
  /** What a fact that is no number must be: `true`, `false` or a text; left out: true. */
  readonly wants: string | null;
  /** What is computed from the other criteria of the gate and from facts. */
  readonly expression: string | null;
  /** A value that a person types counts once another person has entered the same. */
  readonly critical: boolean;
  /** Key of the machine that is asked, and how many hours it has. */
  readonly checker: string | null;
  readonly answerHours: number | null;
};

export const nothingMore: AskedMore = {
  fact: null,
  wants: null,
  expression: null,
  critical: false,
  checker: null,
  answerHours: null,
};

/** The one list of these fields, for all that copies a question. */
export const moreOf = ({ fact, wants, expression, critical, checker, answerHours }: AskedMore): AskedMore => ({
  fact,
  wants,
  expression,
  critical,
  checker,
  answerHours,
});
