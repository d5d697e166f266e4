import { rightsOf } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import { authorityMatrix, matrixLines } from '../../src/rooms/identity/core/authority-matrix.ts';
import { authorityOver } from '../../src/rooms/identity/wiring.ts';

/** Where the approved matrix of authority lies: a change of it is read like any other change before it is on main. */
export const approvedMatrix = 'docs/validation/authority-matrix.csv';

/** The matrix as this build has it, byte for byte as `GET /authority-matrix` answers it. */
export function matrixText(): string {
  const rights = rightsOf(rooms);
  const rows = authorityMatrix({
    rights: new Set(rights.keys()),
    operations: rooms.flatMap((room) => room.routes.map((route) => route.operation)),
    machines: rooms.flatMap((room) => room.machines),
    ports: { authority: authorityOver(rights) },
  });
  return matrixLines(rows).join('');
}
