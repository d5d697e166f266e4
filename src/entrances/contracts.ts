import type { AnyOperation } from '../foundation/contract.ts';
import * as access from '../rooms/access/contract.ts';
import * as alarms from '../rooms/alarms/contract.ts';
import * as approvals from '../rooms/approvals/contract.ts';
import * as calendar from '../rooms/calendar/contract.ts';
import * as changes from '../rooms/changes/contract.ts';
import * as communications from '../rooms/communications/contract.ts';
import * as discussion from '../rooms/discussion/contract.ts';
import * as gates from '../rooms/gates/contract.ts';
import * as identity from '../rooms/identity/contract.ts';
import * as integrations from '../rooms/integrations/contract.ts';
import * as interlocks from '../rooms/interlocks/contract.ts';
import * as ledger from '../rooms/ledger/contract.ts';
import * as policies from '../rooms/policies/contract.ts';
import * as portfolio from '../rooms/portfolio/contract.ts';
import * as records from '../rooms/records/contract.ts';
import * as releases from '../rooms/releases/contract.ts';
import * as retention from '../rooms/retention/contract.ts';
import * as signatures from '../rooms/signatures/contract.ts';

/** The contracts of all rooms, for entrances that live outside the server. A test compares them with the cards. */
const contracts: readonly object[] = [
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

const isOperation = (value: unknown): value is AnyOperation =>
  typeof value === 'object' && value !== null && 'id' in value && 'method' in value && 'path' in value && 'right' in value;

export const operations: readonly AnyOperation[] = contracts.flatMap((contract) => Object.values(contract).filter(isOperation));
