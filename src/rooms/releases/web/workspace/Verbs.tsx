import { useState } from 'react';
import { BlockedButton } from '../../../../design/refusal/BlockedButton.tsx';
import { type ReleaseVerb, releaseVerbs } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { verbWords } from '../words.ts';
import { ActDialog } from './ActDialog.tsx';

const variantOf = (verb: ReleaseVerb, may: boolean): 'filled' | 'default' =>
  may && verbWords[verb].danger !== true && verb !== 'hold' ? 'filled' : 'default';

/** The steps of the present state as buttons, each with the server's yes or no. */
export function Verbs({ release, version }: { readonly release: Release; readonly version: number }) {
  const [verb, setVerb] = useState<ReleaseVerb | null>(null);
  const offered = releaseVerbs.filter((one) => verbWords[one].from.includes(release.state) && one in release.can);
  return (
    <>
      <div className="rel-verbs">
        {offered.map((one) => (
          <BlockedButton
            key={one}
            can={release.can[one]}
            variant={variantOf(one, release.can[one] === true)}
            onClick={() => setVerb(one)}
          >
            {verbWords[one].says}
          </BlockedButton>
        ))}
      </div>
      <ActDialog release={release} version={version} verb={verb} onClose={() => setVerb(null)} />
    </>
  );
}
