import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaleChoice } from '../../../../../design/refusal/StaleEditDialog.tsx';
import { toast } from '../../../../../design/shell/toast.ts';
import { alike } from '../../../../../foundation/alike.ts';
import { useAct } from '../../../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../../../foundation/web/refusals-of.ts';
import { load } from '../../../../../foundation/web/transport.ts';
import { placeReleaseGates, releaseGates } from '../../../contract.ts';
import { bodyOf, type GateAsked } from './gates-draft.ts';
import { mergedGates, staleGateRows } from './stale-gates.ts';

export type Base = { readonly id: string; readonly version: number; readonly gates: readonly GateAsked[] };
type Stale = { readonly mine: readonly GateAsked[]; readonly theirs: Base };

/** Places the gates on the version that the editor began with. When somebody was faster, their gates are loaded and the editor chooses. */
export function usePlaceGates(base: Base, zone: string, onSaved: () => void) {
  const act = useAct(placeReleaseGates);
  const client = useQueryClient();
  const [stale, setStale] = useState<Stale | null>(null);
  const saveOn = async (version: number, gates: readonly GateAsked[], mine: readonly GateAsked[]): Promise<void> => {
    const answer = await act.mutateAsync({ params: { id: base.id }, version, body: bodyOf(gates) });
    if (answer.ok) {
      setStale(null);
      toast('Gates saved.');
      return onSaved();
    }
    if (answer.status === 401) act.reset();
    if (answer.status !== 412) return setStale(null);
    const now = await load(releaseGates, { params: { id: base.id } });
    setStale({ mine, theirs: { ...base, version: now.version ?? now.value.version, gates: now.value.gates } });
  };
  const discard = () => {
    setStale(null);
    void client.invalidateQueries();
    onSaved();
  };
  const lists = stale === null ? null : { base: base.gates, mine: stale.mine, theirs: stale.theirs.gates };
  return {
    busy: act.isPending,
    refusals: stale === null ? refusalsOf(act.data) : [],
    save: (gates: readonly GateAsked[]) => void saveOn(base.version, gates, gates),
    stale: stale === null || lists === null ? null : { version: stale.theirs.version, rows: staleGateRows(lists, zone) },
    resolve: (choices: Readonly<Record<string, StaleChoice>>) => {
      if (stale === null || lists === null) return;
      const merged = mergedGates(lists, choices);
      if (alike(merged, stale.theirs.gates)) discard();
      else void saveOn(stale.theirs.version, merged, stale.mine);
    },
    discard,
    close: () => setStale(null),
  };
}
