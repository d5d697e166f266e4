import type { Tone } from '../../../design/tokens.ts';
import type { CollisionShown } from '../contract.ts';

export const severityWords: Readonly<Record<CollisionShown['severity'], string>> = {
  blocks: 'Blocks',
  'needs-exception': 'Needs an exception',
  warns: 'Warns',
};
export const severityTones: Readonly<Record<CollisionShown['severity'], Tone>> = {
  blocks: 'red',
  'needs-exception': 'orange',
  warns: 'yellow',
};
export const ruleWords: Readonly<Record<CollisionShown['rule'], string>> = {
  'same-resource': 'Same application',
  freeze: 'Freeze',
  'outside-window': 'Outside of every window',
};

/** "REL-1042 SAP ECC", or what may be said to somebody who may not see it. */
export const sideText = (side: CollisionShown['mine']): string =>
  side.key === null || side.label.includes(side.key) ? side.label : `${side.key} ${side.label}`;
