import type { Answered } from '../client/client.ts';
import type { Problem } from '../contract.ts';

type Refusals = Problem['refusals'];

/** The refusals of an answer, for the panel where the act was asked for; a fault or a network that is away speaks in the same place. */
export function refusalsOf(answer: Answered<unknown> | undefined): Refusals {
  if (answer === undefined || answer.ok) return [];
  const { problem, status } = answer;
  if (problem.refusals.length > 0) return problem.refusals;
  const remedy =
    status === 0
      ? 'Check the connection and try again; nothing is lost.'
      : `Try again. If it goes on, tell support ${problem.instance}.`;
  return [{ code: status === 0 ? 'web.unreachable' : 'web.fault', message: problem.title, remedy }];
}

export const isStale = (answer: Answered<unknown>): boolean => !answer.ok && answer.status === 412;
