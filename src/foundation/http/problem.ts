import type { Problem } from '../contract.ts';
import { type Refusal, statusOf } from '../refusal.ts';

/** RFC 9457 problem details: the first refusal speaks for the problem, all of them are listed. */
export function problemOf(refusals: readonly Refusal[], instance: string): Problem {
  const first = refusals[0];
  if (first === undefined) throw new Error('a problem without a refusal');
  return {
    type: `/docs/refusals#${first.code}`,
    title: first.message,
    status: statusOf(refusals),
    detail: refusals.map((refusal) => `${refusal.message} ${refusal.remedy}`).join(' '),
    instance,
    refusals: refusals.map(presentRefusal),
  };
}

/** A refusal as replies carry it: without its kind, which the status says. */
export const presentRefusal = (refusal: Refusal) => ({
  code: refusal.code,
  message: refusal.message,
  remedy: refusal.remedy,
  ...(refusal.field === undefined ? {} : { field: refusal.field }),
  ...(refusal.link === undefined ? {} : { link: refusal.link }),
  ...(refusal.facts === undefined || Object.keys(refusal.facts).length === 0 ? {} : { facts: { ...refusal.facts } }),
});

/** `can` of a reply: true, or every reason why not. */
export const presentCan = (verbs: Readonly<Record<string, readonly Refusal[]>>) =>
  Object.fromEntries(
    Object.entries(verbs).map(([verb, refusals]) => [verb, refusals.length === 0 ? true : refusals.map(presentRefusal)] as const),
  );
