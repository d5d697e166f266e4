import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** Live records of another room in a unit. */
export type Standing = { readonly kind: string; readonly total: number; readonly keys: readonly string[] };

const sayStanding = ({ kind, total, keys }: Standing): string => {
  const what = `${total} ${kind.replaceAll('-', ' ')}${total === 1 ? '' : 's'}`;
  const rest = total - keys.length;
  if (keys.length === 0) return what;
  return `${what} (${keys.join(', ')}${rest === 0 ? '' : ` and ${rest} more`})`;
};

const no = defineRefusals('identity', {
  'unit-holds-records': {
    kind: 'rule',
    says: (f: { unit: string; holds: readonly Standing[] }) => `“${f.unit}” still holds ${f.holds.map(sayStanding).join(', ')}.`,
    remedy: 'Move them to another unit, or end or withdraw them, first.',
  },
  'unit-key-taken': {
    kind: 'conflict',
    says: (f: { key: string }) => `The key “${f.key}” names a unit already, maybe one that was withdrawn.`,
    remedy: 'Take another key.',
  },
  'root-stays': {
    kind: 'rule',
    says: (f: { verb: string }) => `The root unit cannot be ${f.verb}: it is the whole organisation.`,
    remedy: 'Change a unit below it instead.',
  },
  'unit-in-circle': {
    kind: 'rule',
    says: (f: { unit: string; parent: string }) => `“${f.parent}” stands below “${f.unit}”, which cannot be moved under itself.`,
    remedy: 'Choose a parent outside of the unit’s own branch.',
  },
  'unit-in-use': {
    kind: 'rule',
    says: (f: { unit: string; children: number; people: number; grants: number }) =>
      `“${f.unit}” still has ${[
        [f.children, 'active units below it'] as const,
        [f.people, 'active people'] as const,
        [f.grants, 'role grants'] as const,
      ]
        .filter(([count]) => count > 0)
        .map(([count, what]) => `${count} ${what}`)
        .join(', ')}.`,
    remedy: 'Move or withdraw them first.',
  },
});

export const unitKeyTaken = (key: string): Refusal => no['unit-key-taken']({ key }, { field: '/key' });

type Unit = { readonly id: string; readonly key: string; readonly parent_id: string | null };

/** A tree stays a tree: one root, and nothing below itself. */
export function moveFaults(unit: Unit, parent: Unit & { readonly path: readonly string[] }): readonly Refusal[] {
  if (unit.parent_id === null) return [no['root-stays']({ verb: 'moved' })];
  return parent.path.includes(unit.id)
    ? [no['unit-in-circle']({ unit: unit.key, parent: parent.key }, { field: '/parent' })]
    : [];
}

/** A unit is withdrawn only when nothing hangs on it any more. */
export function withdrawalFaults(
  unit: Unit,
  use: { readonly children: number; readonly people: number; readonly grants: number },
  holds: readonly Standing[],
): readonly Refusal[] {
  return [
    ...(unit.parent_id === null ? [no['root-stays']({ verb: 'withdrawn' })] : []),
    ...(use.children + use.people + use.grants > 0 ? [no['unit-in-use']({ unit: unit.key, ...use })] : []),
    ...(holds.length > 0 ? [no['unit-holds-records']({ unit: unit.key, holds })] : []),
  ];
}
