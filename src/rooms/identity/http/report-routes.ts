import { csvStream } from '../../../foundation/csv.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { type Held, type Report, reportAccess } from '../acts/report-access.ts';
import { type AccessHeld, accessReport, exportAuthorityMatrix } from '../contract-report.ts';
import { authorityMatrix, matrixLines } from '../core/authority-matrix.ts';
import { sayRole } from '../core/roles.ts';

async function* inOrder(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const nameIn = ({ people }: Report, id: string) => ({ id, name: people.get(id)?.name ?? 'Unknown' });

function routeText(report: Report, { deputyFor, grant }: Held): string {
  const own = grant.groupName === null ? 'Granted' : `Through the group ${grant.groupName}`;
  return deputyFor === null ? own : `As deputy for ${nameIn(report, deputyFor).name} (${own.toLowerCase()})`;
}

const presentHeld = (report: Report, held: Held): AccessHeld => {
  const { grant } = held;
  return {
    person: nameIn(report, held.personId),
    role: grant.role,
    says: sayRole(grant.role),
    unit: grant.unit,
    route: routeText(report, held),
    grant: grant.id,
    requestedBy: grant.requestedBy === null ? null : nameIn(report, grant.requestedBy),
    approvedBy: nameIn(report, grant.grantedBy),
    reason: grant.reason,
    from: grant.grantedAt.toISOString(),
    until: grant.until?.toISOString() ?? null,
    withdrawnAt: grant.withdrawnAt?.toISOString() ?? null,
  };
};

export const reportRoutes: readonly Route[] = [
  route(exportAuthorityMatrix, async ({ call }) => {
    return done(csvStream('authority-matrix.csv', inOrder(matrixLines(authorityMatrix(call.app)))));
  }),
  route(accessReport, async ({ call, query }) => {
    const report = await reportAccess(call, {
      at: query.at === undefined ? null : new Date(query.at),
      right: query.right,
      role: query.role,
      unit: query.unit,
    });
    if (!report.ok) return report;
    const { at, roles, held } = report.value;
    const body = {
      at: at.toISOString(),
      roles: roles.map((role) => ({ role, says: sayRole(role) })),
      items: held.map((one) => presentHeld(report.value, one)),
    };
    return done({ body });
  }),
];
