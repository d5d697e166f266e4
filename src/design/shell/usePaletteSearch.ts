import { useEffect, useState } from 'react';
import type { PaletteEntry, PaletteProvider } from './types.ts';

export type FoundGroup = { readonly id: string; readonly label: string; readonly entries: readonly PaletteEntry[] };
/** `query` is what the groups answer: an older answer stays shown while a newer one is on its way. */
export type Found = {
  readonly query: string;
  readonly groups: readonly FoundGroup[];
  readonly busy: boolean;
  readonly failed: readonly string[];
};

type Answer = { readonly provider: PaletteProvider; readonly entries: readonly PaletteEntry[] | null };

const nothing: Found = { query: '', groups: [], busy: false, failed: [] };
// Long enough that a typed word is one question, short enough not to be felt.
const pauseMs = 140;

const ask = async (provider: PaletteProvider, query: string, signal: AbortSignal): Promise<Answer> => {
  try {
    return { provider, entries: await provider.find(query, signal) };
  } catch {
    return { provider, entries: null };
  }
};

const collect = (providers: readonly PaletteProvider[], answers: ReadonlyMap<string, Answer>, query: string): Found => {
  const known = providers.flatMap((provider) => answers.get(provider.id) ?? []);
  return {
    query,
    groups: known.flatMap(({ provider, entries }) =>
      entries === null || entries.length === 0 ? [] : [{ id: provider.id, label: provider.group, entries }],
    ),
    failed: known.flatMap(({ provider, entries }) => (entries === null ? [provider.group] : [])),
    busy: known.length < providers.length,
  };
};

/** Asks every provider at once and shows each answer when it is there, in the providers' order. */
export function usePaletteSearch(providers: readonly PaletteProvider[], query: string, opened: boolean): Found {
  const [found, setFound] = useState<Found>(nothing);
  useEffect(() => {
    if (!opened) return;
    const stop = new AbortController();
    const answers = new Map<string, Answer>();
    setFound((before) => ({ ...before, busy: true }));
    const start = async (provider: PaletteProvider) => {
      const answer = await ask(provider, query, stop.signal);
      if (stop.signal.aborted) return;
      answers.set(provider.id, answer);
      setFound(collect(providers, answers, query));
    };
    const timer = setTimeout(() => void Promise.all(providers.map(start)), query === '' ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [providers, query, opened]);
  return found;
}
