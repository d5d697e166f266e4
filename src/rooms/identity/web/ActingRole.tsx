import { Select } from '@mantine/core';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { chooseRole, listOwnRoles } from '../contract.ts';

const all = 'all';

/** In which of several roles this session acts. Who holds one has nothing to choose. */
export function ActingRole() {
  const asked = useOperation(listOwnRoles);
  const ask = useAsk(chooseRole, () => {});
  const roles = asked.data?.value;
  // Nobody sees a card come and go: whether there is anything to choose is not known before.
  if (roles === undefined)
    return asked.error === null ? null : (
      <Card title="Acting role">
        <StatePanel state={stateOf(asked, { rows: 1 }) ?? { kind: 'loading', rows: 1 }} />
      </Card>
    );
  if (roles.items.length < 2 && roles.acting === null) return null;
  return (
    <Card title="Acting role">
      <RefusalPanel refusals={ask.refusals} />
      <Select
        label="In this session you act as"
        description="The audit trail names the role that you choose, and the rights of your others do not count until you choose otherwise."
        maw={420}
        allowDeselect={false}
        disabled={ask.busy}
        data={[{ value: all, label: 'All your roles' }, ...roles.items.map(({ role, says }) => ({ value: role, label: says }))]}
        value={roles.acting ?? all}
        onChange={(role) => void ask.send({ body: { role: role === null || role === all ? null : role } })}
      />
    </Card>
  );
}
