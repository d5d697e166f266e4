import type { ReactNode } from 'react';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import type { listOwnCredentials } from '../contract.ts';
import './identity.css';

export type CredentialsShown = ReplyOf<typeof listOwnCredentials>;
export type CredentialShown = CredentialsShown['items'][number];

const kindOf = (item: CredentialShown): string => {
  if (item.kind === 'app') return 'Authenticator app';
  return item.synced === true ? 'Passkey, synced between devices' : 'Passkey, on one device';
};

export const Checked = ({ checked }: { readonly checked: boolean }) =>
  checked ? <StatusBadge tone="teal">Checked</StatusBadge> : <StatusBadge tone="orange">Not checked</StatusBadge>;

type CredentialTableProps = {
  readonly shown: CredentialsShown;
  readonly actsOf?: ((item: CredentialShown) => ReactNode) | undefined;
};

/** What a person proves themself with, the password first. "Checked": somebody checked whose it is, so that it gives signatures. */
export function CredentialTable({ shown, actsOf }: CredentialTableProps) {
  const { password } = shown;
  return (
    <div className="il-scroll-x">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Component</th>
            <th scope="col">Since</th>
            <th scope="col">Last used</th>
            <th scope="col">Identity</th>
            {actsOf === undefined ? null : (
              <th scope="col">
                <span className="il-only-read">Acts</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {password === null ? null : (
            <tr>
              <th scope="row">Password</th>
              <td>
                <DateText at={password.changedAt} />
              </td>
              <td />
              <td>
                <Checked checked={password.checked} />
              </td>
              {actsOf === undefined ? null : <td />}
            </tr>
          )}
          {shown.items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                {item.name}
                <span className="id-kind">{kindOf(item)}</span>
              </th>
              <td>
                <DateText at={item.addedAt} />
              </td>
              <td>{item.usedAt === null ? 'Never' : <TimeText at={item.usedAt} />}</td>
              <td>
                <Checked checked={item.checked} />
              </td>
              {actsOf === undefined ? null : <td>{actsOf(item)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Checks of a person's identity, the newest first. */
export function IdentityChecks({ shown }: { readonly shown: CredentialsShown }) {
  if (shown.identityChecks.length === 0) return <p className="id-note">Nobody has checked the identity yet.</p>;
  return (
    <ul className="id-checks">
      {shown.identityChecks.map((check) => (
        <li key={check.recordedAt}>
          Checked on <DateText at={check.checkedOn} /> by {check.by}: {check.how}
        </li>
      ))}
    </ul>
  );
}
