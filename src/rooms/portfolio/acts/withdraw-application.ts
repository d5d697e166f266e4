import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import type { ApplicationInput, ApplicationPatch, DependencyInput } from '../core/application-input.ts';

export async function withdrawApplicationIn(_work: Work, _ref: string, _reason: string): Promise<Outcome<Application>> {
  throw new Error('being written');
}
