import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { screens as access } from '../../rooms/access/web/routes.tsx';
import { screens as alarms } from '../../rooms/alarms/web/routes.tsx';
import { screens as approvals } from '../../rooms/approvals/web/routes.tsx';
import { screens as calendar } from '../../rooms/calendar/web/routes.tsx';
import { screens as changes } from '../../rooms/changes/web/routes.tsx';
import { screens as communications } from '../../rooms/communications/web/routes.tsx';
import { screens as discussion } from '../../rooms/discussion/web/routes.tsx';
import { screens as gates } from '../../rooms/gates/web/routes.tsx';
import { screens as identity } from '../../rooms/identity/web/routes.tsx';
import { screens as integrations } from '../../rooms/integrations/web/routes.tsx';
import { screens as interlocks } from '../../rooms/interlocks/web/routes.tsx';
import { screens as ledger } from '../../rooms/ledger/web/routes.tsx';
import { screens as policies } from '../../rooms/policies/web/routes.tsx';
import { screens as portfolio } from '../../rooms/portfolio/web/routes.tsx';
import { screens as records } from '../../rooms/records/web/routes.tsx';
import { screens as releases } from '../../rooms/releases/web/routes.tsx';
import { screens as retention } from '../../rooms/retention/web/routes.tsx';
import { screens as signatures } from '../../rooms/signatures/web/routes.tsx';

/** Every screen of the app, room by room. Declarations are light: a screen's own code is loaded when somebody goes there. */
export const screens: readonly ScreenDeclaration[] = [
  ledger,
  identity,
  alarms,
  discussion,
  signatures,
  retention,
  approvals,
  policies,
  access,
  interlocks,
  portfolio,
  gates,
  calendar,
  changes,
  releases,
  integrations,
  records,
  communications,
].flat();
