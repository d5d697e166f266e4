import { DateText } from '../../../design/parts/TimeText.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import type { Can } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listRoleGrants, withdrawGrant } from '../contract.ts';
import { LimitsText } from './LimitsText.tsx';
import type { PersonShown } from './person-shown.ts';

type Held = PersonShown['roles'][number];
const nothing = () => {};

function routeText(held: Held): string {
  if (held.through === 'group') return `Group ${held.group?.name ?? ''}`;
  if (held.through === 'deputation') return `Deputy for ${held.deputyFor?.name ?? ''}`;
  return 'Granted';
}

type HolderOf = { readonly person: string } | { readonly group: string };

/** What may be done with each grant of a person or group, by its id. */
export function useGrantCans(holder: HolderOf): ReadonlyMap<string, Can> {
  const grants = useOperation(listRoleGrants, { query: { ...holder, limit: 200 } }).data?.value.items;
  return new Map((grants ?? []).map((grant) => [grant.id, grant.can]));
}

type WithdrawGrantProps = { readonly id: string; readonly label: string; readonly can: Can | undefined };

/** Withdraws one grant, where the server says that the reader may. */
export function WithdrawGrant({ id, label, can }: WithdrawGrantProps) {
  const ask = useAsk(withdrawGrant, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={can?.withdraw}
      label="Withdraw"
      title={`Withdraw ${label}`}
      text="What the role allowed ends at once."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) => (await ask.send({ params: { id }, reasonCode, body: { reason } })).ok}
    />
  );
}

/** Roles by every route: granted, through a group, as a deputy. */
export function RolesTable({ roles, person }: { readonly roles: readonly Held[]; readonly person: string }) {
  const cans = useGrantCans({ person });
  if (roles.length === 0) return <p className="il-missing">Holds no role: may sign in and sees nothing.</p>;
  return (
    <div className="il-scroll-x">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">In</th>
            <th scope="col">By</th>
            <th scope="col">Until</th>
            <th scope="col">
              <span className="il-only-read">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {roles.map((held) => (
            <tr key={`${held.grantId}${held.through}`}>
              <th scope="row">
                {held.says}
                {held.limits === null ? null : <LimitsText limits={held.limits} />}
              </th>
              <td>{held.unit.name} and below</td>
              <td>{routeText(held)}</td>
              <td>{held.endsAt === null ? 'No end' : <DateText at={held.endsAt} />}</td>
              <td>
                {held.through === 'person' ? (
                  <WithdrawGrant id={held.grantId} can={cans.get(held.grantId)} label={`${held.says} in ${held.unit.name}`} />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
