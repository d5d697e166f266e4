import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import type { ApplicationInput, ApplicationPatch, DependencyInput } from '../core/application-input.ts';

export async function addDependencyIn(_work: Work, _input: DependencyInput): Promise<Outcome<Dependency>> {
  throw new Error('being written');
}
