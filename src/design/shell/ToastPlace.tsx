import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react';
import { onToastsAsked, toastsAsked } from './toast.ts';

const Nothing: ComponentType = () => null;
const Toasts = lazy<ComponentType>(() =>
  import('./Toasts.tsx').then(
    (loaded) => ({ default: loaded.Toasts }),
    () => ({ default: Nothing }),
  ),
);

/** Empty until the first toast, so that the first load carries none of their code. */
export function ToastPlace() {
  if (!useSyncExternalStore(onToastsAsked, toastsAsked)) return null;
  return (
    <Suspense fallback={null}>
      <Toasts />
    </Suspense>
  );
}
