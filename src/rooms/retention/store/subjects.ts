import type { SubjectKind } from '../../../foundation/services.ts';
import { attemptKind } from '../core/deletion-attempt.ts';
import { disposalKind } from '../core/disposal.ts';
import { registerChangeKind, registerSubject } from '../core/register-change.ts';
import { holdKind } from '../core/retention-hold.ts';
import { attemptsById, findAttempt } from './deletion-attempts.ts';
import { disposalsById, findDisposal } from './disposals.ts';
import { findHold, holdsById } from './holds.ts';
import { findRegisterChange, registerChangesById } from './register.ts';

const readRight = 'retention.read';

/** Kinds of records of this room. The register is everybody's who reads anything; a hold is read by who reads in the units of its record. */
export const subjects: readonly SubjectKind[] = [
  {
    kind: registerSubject.kind,
    readRight,
    find: async (_db, named) => (named === registerSubject.id ? named : null),
    label: async (_db, ids) =>
      ids.includes(registerSubject.id)
        ? [{ id: registerSubject.id, key: null, label: 'Register of record types', link: '/retention', unitId: null }]
        : [],
    unitIds: async () => [],
  },
  {
    kind: registerChangeKind,
    readRight,
    find: async (db, named) => (await findRegisterChange(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await registerChangesById(db, ids)).map(({ id, key, kind }) => ({
        id,
        key,
        label: `Change of the row “${kind}” of the register`,
        link: '/retention',
        unitId: null,
      })),
    unitIds: async () => [],
  },
  {
    kind: disposalKind,
    readRight,
    dossier: true,
    find: async (db, named) => (await findDisposal(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await disposalsById(db, ids)).map(({ id, key }) => ({
        id,
        key,
        label: `Disposal ${key}`,
        link: `/retention/disposals/${key}`,
        unitId: null,
      })),
    unitIds: async () => [],
  },
  {
    kind: holdKind,
    readRight,
    find: async (db, named) => (await findHold(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await holdsById(db, ids)).map(({ id, key, subjectKey, subjectKind, unitIds }) => ({
        id,
        key,
        label: `Hold on ${subjectKey ?? subjectKind}`,
        link: '/retention/holds',
        unitId: unitIds[0] ?? null,
      })),
    unitIds: async (db, id) => (await findHold(db, id))?.unitIds ?? [],
  },
  {
    kind: attemptKind,
    readRight: 'retention.read-attempts',
    find: async (db, named) => (await findAttempt(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await attemptsById(db, ids)).map(({ id, key, subjectKey, subjectKind, unitIds }) => ({
        id,
        key,
        label: `Attempt to delete ${subjectKey ?? subjectKind}`,
        link: '/retention/attempts',
        unitId: unitIds[0] ?? null,
      })),
    unitIds: async (db, id) => (await findAttempt(db, id))?.unitIds ?? [],
  },
];
