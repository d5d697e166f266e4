import type { Rule } from '../facts.ts';

/**
 * Nobody decides on work that they asked for, built, tested or implemented (law 5; Part 11 11.10(g), Annex 11 clause 12). Identity judges it over role
 * changes, groups and deputies; who counts as involved in which verb is told by `core/involvement.ts`.
 */
export const deciderIndependent: Rule = (_change, facts) => facts.dependence;
