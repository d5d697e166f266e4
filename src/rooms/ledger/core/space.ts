/** What is taken of what there is, in bytes. */
export type Space = { readonly used: number; readonly limit: number };

/** At this share somebody must make room; below the other one an alarm that stands ends. Between them it neither begins nor ends. */
export const alarmAt = 0.8;
const endsBelow = 0.78;

export const shareOf = ({ used, limit }: Space): number => (limit <= 0 ? 1 : used / limit);

export function judgeSpace(space: Space): 'short' | 'enough' | 'between' {
  const share = shareOf(space);
  if (share >= alarmAt) return 'short';
  return share < endsBelow ? 'enough' : 'between';
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(bytes < 1e10 ? 2 : 0);

/** "82 % of 40 GB" */
export const spaceText = (space: Space): string => `${Math.floor(shareOf(space) * 100)} % of ${gigabytes(space.limit)} GB`;
