import type { ComponentType } from 'react';

export type ScreenProps = {
  /** Parts of the address by name: `/releases/$id` gives `id`. */
  readonly params: Readonly<Record<string, string>>;
  /** The query, as text. */
  readonly search: Readonly<Record<string, string>>;
};

/**
 * A page that a room offers. Its code is loaded when it is first asked for: the first load carries no page. A room lists its screens
 * in `web/screens.ts`; the entrance gathers them.
 */
export type Screen = {
  /** With `$name` for parameters, as the router writes them. */
  readonly path: string;
  readonly load: () => Promise<{ readonly Screen: ComponentType<ScreenProps> }>;
};
