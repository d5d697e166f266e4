import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import type { ApplicationInput, ApplicationPatch, DependencyInput } from '../core/application-input.ts';

export async function markUnderChangeIn(_work: Work, _ids: readonly string[], _reason: string): Promise<readonly Application[]> {
  throw new Error('being written');
}
