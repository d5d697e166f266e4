import { type KeyboardEvent, useState } from 'react';
import type { BandCluster } from './bands.ts';
import { axisHeight } from './scene.ts';
import type { Tip } from './useGestures.ts';

export type BandStripProps = {
  readonly clusters: readonly BandCluster[];
  readonly labelWidth: number;
  readonly tip: Tip;
  readonly onOpen: ((bandIds: readonly string[]) => void) | undefined;
};

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: -Number.MAX_SAFE_INTEGER,
  End: Number.MAX_SAFE_INTEGER,
};

/**
 * Windows and freezes in view as buttons along the axis: one stop of the Tab key, arrows from one to the next. The pointer meets the picture below them. A
 * button is kept by its place, so that the focus stays when what is in view changes.
 */
export function BandStrip({ clusters, labelWidth, tip, onOpen }: BandStripProps) {
  const [current, setCurrent] = useState(0);
  if (clusters.length === 0) return null;
  const stop = Math.min(current, clusters.length - 1);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(clusters.length - 1, Math.max(0, stop + step));
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className="il-tl-strip">
      <div role="toolbar" aria-label="Windows and freezes in view" className="il-tl-items" onKeyDown={press}>
        {clusters.map((cluster, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what is kept, see above
            key={index}
            type="button"
            tabIndex={index === stop ? 0 : -1}
            aria-label={cluster.label}
            style={{ left: cluster.x, width: cluster.width }}
            onFocus={() => {
              setCurrent(index);
              tip.show(cluster.x + labelWidth, axisHeight + 4, cluster.label);
            }}
            onBlur={tip.hide}
            onClick={() => onOpen?.(cluster.bands.map((band) => band.id))}
          />
        ))}
      </div>
    </div>
  );
}
