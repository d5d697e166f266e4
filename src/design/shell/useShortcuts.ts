import { useEffect, useRef } from 'react';
import { chordMs, focusPageSearch, inDialog, isTyping } from './shortcut-keys.ts';

export type ShortcutActs = {
  /** Letter after `g` to address. */
  readonly letters: ReadonlyMap<string, string>;
  readonly navigate: (href: string) => void;
  readonly openSearch: () => void;
  readonly openHelp: () => void;
};

const hasModifier = (event: KeyboardEvent): boolean => event.metaKey || event.ctrlKey || event.altKey;

/** `g` and a letter, `/` and `?`. Ctrl-K belongs to the palette itself. */
export function useShortcuts(acts: ShortcutActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY;
    const single: Readonly<Record<string, () => void>> = {
      '/': () => {
        if (!focusPageSearch()) latest.current.openSearch();
      },
      '?': () => latest.current.openHelp(),
    };
    const follow = (event: KeyboardEvent): (() => void) | undefined => {
      const inChord = event.timeStamp - chordAt < chordMs;
      chordAt = Number.NEGATIVE_INFINITY;
      if (!inChord) return single[event.key];
      const href = latest.current.letters.get(event.key);
      return href === undefined ? undefined : () => latest.current.navigate(href);
    };
    const press = (event: KeyboardEvent) => {
      if (hasModifier(event) || event.defaultPrevented || isTyping(event.target) || inDialog()) return;
      if (event.key === 'g') {
        chordAt = event.timeStamp;
        return;
      }
      const act = follow(event);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
