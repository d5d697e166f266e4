import type { z } from 'zod';
import type { Db } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { actBody } from '../contract.ts';
import type { ActInput } from '../core/facts.ts';

/** What a request brings to a verb; applications named by key become ids. One that does not exist stays as it was written and is refused by the act. */
export async function readAct(db: Db, body: z.output<typeof actBody>): Promise<ActInput> {
  const keys = (body.results ?? []).map((result) => result.application).filter((name) => !isUuid(name));
  const known = new Map(
    (keys.length === 0 ? [] : await portfolio.applicationsBy(db, { keys })).map(
      (application) => [application.key, application.id] as const,
    ),
  );
  return {
    reason: body.reason ?? null,
    results: (body.results ?? []).map(({ application, result, note }) => ({
      applicationId: known.get(application) ?? application,
      result,
      note,
    })),
    deviation: body.deviation ?? null,
    validation: body.validation ?? null,
  };
}
