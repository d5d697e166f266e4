import type { ReplyOf } from '../../foundation/contract.ts';
import type { whoAmI } from '../../rooms/identity/contract-session.ts';

/** When the session ends that nobody uses any more, as the server says it. */
export type ComingEnd = NonNullable<ReplyOf<typeof whoAmI>['session']['comingEnd']>;
