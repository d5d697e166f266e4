import type { RoomCard } from '../foundation/card.ts';
import { gates } from '../rooms/gates/room.ts';
import { identity } from '../rooms/identity/room.ts';
import { interlocks } from '../rooms/interlocks/room.ts';
import { ledger } from '../rooms/ledger/room.ts';

/** Every room of the house, lowest floor first. */
export const rooms: readonly RoomCard[] = [ledger, identity, interlocks, gates];
