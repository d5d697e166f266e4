import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { screens as releases } from '../../rooms/releases/web/routes.tsx';

/** Every screen of the app, room by room. Declarations are light: a screen's own code is loaded when somebody goes there. */
export const screens: readonly ScreenDeclaration[] = [...releases];
