import type { z } from 'zod';
import type * as contract from '../contract.ts';
import type { UndatedRow } from '../store/undated-view.ts';

type Shown = z.input<typeof contract.releaseCalendar.reply>['undated']['rows'][number];
type Unit = { readonly id: string; readonly key: string; readonly name: string };
type Person = { readonly id: string; readonly name: string };

/** A release that waits for its go-live. A unit that was withdrawn is still told by its id. */
export function presentUndated(row: UndatedRow, units: readonly Unit[], people: readonly Person[]): Shown {
  const unit = units.find(({ id }) => id === row.unit_id);
  const owner = people.find(({ id }) => id === row.owner_id);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    state: row.state,
    kind: row.kind,
    unit: { id: row.unit_id, key: unit?.key ?? row.unit_id, name: unit?.name ?? 'Withdrawn unit' },
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
  };
}
