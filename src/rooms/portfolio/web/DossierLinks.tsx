import { useOperation } from '../../../foundation/web/hooks.ts';
import { whoAmI } from '../../identity/contract.ts';

/** The whole record of an application as a file, for whoever may print records. */
export function DossierLinks({ applicationKey }: { readonly applicationKey: string }) {
  const may = useOperation(whoAmI).data?.value.rights.includes('records.dossier') === true;
  if (!may) return null;
  const address = `/api/v1/records/application/${encodeURIComponent(applicationKey)}/dossier`;
  return (
    <p className="il-no-print">
      Dossier:{' '}
      <a href={`${address}.pdf`} download>
        PDF for people
      </a>
      ,{' '}
      <a href={address} download>
        bundle for machines
      </a>
    </p>
  );
}
