import type { operators } from '../contract.ts';

export type Operator = (typeof operators)[number];

export const compare: Readonly<Record<Operator, (value: number, threshold: number) => boolean>> = {
  '>=': (value, threshold) => value >= threshold,
  '<=': (value, threshold) => value <= threshold,
  '==': (value, threshold) => value === threshold,
  '>': (value, threshold) => value > threshold,
  '<': (value, threshold) => value < threshold,
};
