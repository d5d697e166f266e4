import { useOperation } from '../../../foundation/web/hooks.ts';
import { whoAmI } from '../../identity/contract.ts';

/** What the reader, an inspector, is limited to: named releases, and no page beside their story, history and dossier. Empty: no such limit. */
export const useLimits = () => useOperation(whoAmI).data?.value.limits ?? [];
