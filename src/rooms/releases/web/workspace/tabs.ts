import type { Release } from '../parts.tsx';
import type { MoveTold } from './move-told.ts';

export const tabIds = [
  'overview',
  'schedule',
  'applications',
  'gates',
  'approvals',
  'collisions',
  'discussion',
  'history',
] as const;
export type TabId = (typeof tabIds)[number];

/** `edit` and `move` are addresses of dialogs, to which refusals lead. */
const behind: Readonly<Record<string, TabId>> = { edit: 'overview', move: 'schedule' };

export const tabOf = (text: string | undefined): TabId =>
  tabIds.find((id) => id === text) ?? (text === undefined ? undefined : behind[text]) ?? 'overview';

export const tabHref = (key: string, tab: TabId): string => (tab === 'overview' ? `/releases/${key}` : `/releases/${key}/${tab}`);

/** What every tab is given. */
export type TabProps = { readonly release: Release; readonly version: number };
/** What a tab is given that can move the go-live: the page says what became of it. */
export type MovingTabProps = TabProps & { readonly onMoved: (told: MoveTold) => void };
