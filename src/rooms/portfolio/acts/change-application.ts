import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import type { ApplicationInput, ApplicationPatch, DependencyInput } from '../core/application-input.ts';

export async function changeApplicationIn(
  _work: Work,
  _ref: string,
  _patch: ApplicationPatch,
  _reason: string | null,
): Promise<Outcome<Application>> {
  throw new Error('being written');
}
