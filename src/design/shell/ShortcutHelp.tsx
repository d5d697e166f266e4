import { Kbd, Modal } from '@mantine/core';
import type { NavGroup, Shortcut } from './types.ts';

export type ShortcutHelpProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly groups: readonly NavGroup[];
  readonly extra: readonly Shortcut[];
};

const everywhere: readonly Shortcut[] = [
  { keys: ['Ctrl', 'K'], text: 'Search and commands' },
  { keys: ['/'], text: 'Search on this page' },
  { keys: ['?'], text: 'This help' },
  { keys: ['Esc'], text: 'Close what is open' },
];
const lists: readonly Shortcut[] = [
  { keys: ['↑', '↓'], text: 'Row by row; Home and End to the ends' },
  { keys: ['Enter'], text: 'Open the row' },
  { keys: ['Space'], text: 'Select the row' },
];
const timelines: readonly Shortcut[] = [
  { keys: ['←', '→', '↑', '↓'], text: 'From bar to bar, and along the strip of windows and freezes' },
  { keys: ['+', '−'], text: 'Zoom; Ctrl and wheel keeps the date under the pointer' },
  { keys: ['T'], text: 'Today' },
  { keys: ['Space'], text: 'Select the bar, also several' },
  { keys: ['Alt', 'Shift', '←/→'], text: 'Move the selected bars by a day' },
  { keys: ['Alt', 'Shift', '↑/↓'], text: 'End of the bar a day later or earlier' },
];

function Keys({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section className="il-keys">
      <h3>{title}</h3>
      <dl>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.text}>
            <dt>
              {shortcut.keys.map((key) => (
                <Kbd key={key} size="sm">
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{shortcut.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutHelp({ opened, onClose, groups, extra }: ShortcutHelpProps) {
  const places = groups.flatMap((group) =>
    group.items.flatMap((item) => (item.letter === undefined ? [] : [{ keys: ['g', item.letter], text: item.label }])),
  );
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="il-keys-columns">
        <Keys title="Everywhere" shortcuts={[...everywhere, ...extra]} />
        <Keys title="Go to" shortcuts={places} />
        <Keys title="Lists" shortcuts={lists} />
        <Keys title="Timelines" shortcuts={timelines} />
      </div>
    </Modal>
  );
}
