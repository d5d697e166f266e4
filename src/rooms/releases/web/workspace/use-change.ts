import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaleChoice } from '../../../../design/refusal/StaleEditDialog.tsx';
import { toast } from '../../../../design/shell/toast.ts';
import { useAct } from '../../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../../foundation/web/refusals-of.ts';
import { load } from '../../../../foundation/web/transport.ts';
import { changeRelease, getRelease } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { type Edited, keepMine, type Stale, staleRows } from './stale-rows.ts';

type Base = { readonly release: Release; readonly version: number };

/**
 * Saves an edit on the version that the editor began with. When somebody was faster the answer is 412: their values are loaded and the editor chooses field
 * by field; nothing is overwritten unseen.
 */
export function useChange(onSaved: () => void, said = 'Saved.') {
  const act = useAct(changeRelease);
  const client = useQueryClient();
  const [stale, setStale] = useState<(Stale & { readonly base: Base; readonly edited: Edited }) | null>(null);
  const saveOn = async (base: Base, edited: Edited): Promise<void> => {
    const answer = await act.mutateAsync({ params: { id: base.release.id }, version: base.version, body: edited.body });
    if (answer.ok) {
      setStale(null);
      toast(said);
      onSaved();
      return;
    }
    if (answer.status === 401) act.reset();
    if (answer.status !== 412) return setStale(null);
    const now = await load(getRelease, { params: { id: base.release.id }, query: {} });
    const theirs = now.version ?? now.value.version;
    setStale({
      base: { release: base.release, version: theirs },
      edited,
      version: { mine: base.version, theirs },
      rows: staleRows(base.release, now.value, edited.mine),
    });
  };
  const discard = () => {
    setStale(null);
    void client.invalidateQueries();
    onSaved();
  };
  return {
    busy: act.isPending,
    refusals: stale === null ? refusalsOf(act.data) : [],
    reset: act.reset,
    save: (release: Release, version: number, edited: Edited) => void saveOn({ release, version }, edited),
    stale,
    resolve: (choices: Readonly<Record<string, StaleChoice>>) => {
      if (stale === null) return;
      const body = keepMine(stale.edited.body, choices);
      const left = Object.keys(body).filter((name) => name !== 'reason');
      if (left.length === 0) discard();
      else void saveOn(stale.base, { ...stale.edited, body });
    },
    discard,
    close: () => setStale(null),
  };
}
