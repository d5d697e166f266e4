import { AppLink } from '../../../design/navigation.tsx';
import { withSearch } from '../../../foundation/web/address.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';

/** Leads to the dossier of a record, for whoever may print records: all of it, signatures and trail, in one file. */
export function DossierLink(props: { readonly kind: string; readonly id: string; readonly asOf?: string | null | undefined }) {
  const { kind, id, asOf } = props;
  if (!useMayAnywhere('records.dossier')) return null;
  const address = withSearch(`/dossiers/${encodeURIComponent(id)}`, {}, { kind, ...(asOf == null ? {} : { asOf }) });
  return <AppLink href={address}>Dossier to print</AppLink>;
}
