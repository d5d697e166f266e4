import type { Screen } from '../../design/shell/screen.ts';

/** Every page of the app, room by room: each room's `web/screens.ts` is added here. */
export const screens: readonly Screen[] = [];
