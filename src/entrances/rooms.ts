import type { RoomCard } from '../foundation/card.ts';
import { access } from '../rooms/access/room.ts';
import { alarms } from '../rooms/alarms/room.ts';
import { approvals } from '../rooms/approvals/room.ts';
import { calendar } from '../rooms/calendar/room.ts';
import { changes } from '../rooms/changes/room.ts';
import { communications } from '../rooms/communications/room.ts';
import { discussion } from '../rooms/discussion/room.ts';
import { gates } from '../rooms/gates/room.ts';
import { identity } from '../rooms/identity/room.ts';
import { integrations } from '../rooms/integrations/room.ts';
import { interlocks } from '../rooms/interlocks/room.ts';
import { ledger } from '../rooms/ledger/room.ts';
import { policies } from '../rooms/policies/room.ts';
import { portfolio } from '../rooms/portfolio/room.ts';
import { records } from '../rooms/records/room.ts';
import { releases } from '../rooms/releases/room.ts';
import { retention } from '../rooms/retention/room.ts';
import { signatures } from '../rooms/signatures/room.ts';

/** Every room of the house, lowest floor first. */
export const rooms: readonly RoomCard[] = [
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
];
