import type { PaletteProvider } from '../../design/shell/types.ts';
import { call } from '../../foundation/web/transport.ts';

/** Contracts come with the first search: they are no part of the first load. */
async function findReleases(q: string, signal: AbortSignal) {
  if (q === '') return [];
  const { listReleases } = await import('../../rooms/releases/contract.ts');
  const answer = await call(listReleases, { query: { q, limit: 6, sort: '-updated' }, signal });
  if (!answer.ok) return [];
  return answer.value.items.map((row) => ({
    id: row.id,
    label: row.name,
    sub: `${row.key} · ${row.state.replaceAll('-', ' ')} · ${row.unit.name}`,
    href: `/releases/${row.key}`,
  }));
}

async function findChanges(q: string, signal: AbortSignal) {
  if (q === '') return [];
  const { listChanges } = await import('../../rooms/changes/contract.ts');
  const answer = await call(listChanges, { query: { q, limit: 6 }, signal });
  if (!answer.ok) return [];
  return answer.value.items.map((row) => ({
    id: row.id,
    label: row.name,
    sub: `${row.key} · ${row.state.replaceAll('-', ' ')} · ${row.unit.name}`,
    href: `/changes/${row.key}`,
  }));
}

async function findApplications(q: string, signal: AbortSignal) {
  if (q === '') return [];
  const { listApplications } = await import('../../rooms/portfolio/contract.ts');
  const answer = await call(listApplications, { query: { q, limit: 6 }, signal });
  if (!answer.ok) return [];
  return answer.value.items.map((row) => ({ id: row.id, label: row.name, sub: row.key, href: `/applications/${row.key}` }));
}

export const records: readonly PaletteProvider[] = [
  { id: 'releases', group: 'Releases', find: findReleases },
  { id: 'changes', group: 'Changes', find: findChanges },
  { id: 'applications', group: 'Applications', find: findApplications },
];
