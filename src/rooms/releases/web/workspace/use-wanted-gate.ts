import { usePath } from '../../../../design/navigation.tsx';
import { useSearch } from '../../../../foundation/web/address.ts';

/** The gate of the address, where the gates are shown. */
export function useWantedGate(): string | undefined {
  const path = usePath();
  const { gate } = useSearch();
  return path.endsWith('/gates') ? gate : undefined;
}
