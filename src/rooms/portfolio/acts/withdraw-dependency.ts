import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import type { ApplicationInput, ApplicationPatch, DependencyInput } from '../core/application-input.ts';

export async function withdrawDependencyIn(_work: Work, _id: string, _reason: string): Promise<Outcome<null>> {
  throw new Error('being written');
}
