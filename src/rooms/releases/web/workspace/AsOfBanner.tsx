import { Button } from '@mantine/core';
import { TimeText } from '../../../../design/parts/TimeText.tsx';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import type { Release } from '../parts.tsx';

/** Says unmistakably that this is the past. */
export function AsOfBanner({ release }: { readonly release: Release }) {
  const set = useSetSearch();
  if (release.asOf === null) return null;
  return (
    <div className="il-warning rel-asof" role="status">
      <span>
        You see this release as it was at <TimeText at={release.asOf} />, version {release.version}. Nothing can be changed here.
      </span>
      <Button size="compact-sm" variant="default" onClick={() => set({ asOf: null })}>
        Back to now
      </Button>
    </div>
  );
}
