import type { Application } from './application.ts';

/** What freezes and windows select an application by. `unitPath`: ids from the root down to its unit. */
export const facetsOfApplication = (
  application: Pick<Application, 'id' | 'criticality' | 'gxp' | 'sox'>,
  unitPath: readonly string[],
): readonly string[] => [
  `application:${application.id}`,
  ...unitPath.map((unit) => `unit:${unit}`),
  `criticality:${application.criticality}`,
  `gxp:${application.gxp}`,
  `sox:${application.sox}`,
];

/** True when a change of the application changes how freezes and windows see it. */
export const facetsDiffer = (a: Application, b: Application): boolean =>
  a.unitId !== b.unitId || a.criticality !== b.criticality || a.gxp !== b.gxp || a.sox !== b.sox;
