import type { Db, Tx } from '../../../foundation/database/database.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { ChangeModel } from '../contract-words.ts';
import type { Change } from '../core/change.ts';
import { modelInForce } from '../store/models.ts';

const no = defineRefusals('changes', {
  'template-demanded': {
    kind: 'rule',
    says: () => 'A standard change names the template that authorises it.',
    remedy: 'Choose a template, or another model. GET /change-models?kind=standard lists the templates.',
  },
  'template-unknown': {
    kind: 'rule',
    says: (f: { template: string }) => `There is no template “${f.template}” in force.`,
    remedy: 'Name a template of standard changes by its code, such as STD-1.',
  },
  'template-for-standard': {
    kind: 'rule',
    says: (f: { model: string }) => `A change of the model “${f.model}” follows no template.`,
    remedy: 'Choose the model “standard”, or leave the template out.',
  },
});

type Named = { readonly model: ChangeModel; readonly template?: string | null | undefined };

/**
 * What a change follows: of a standard one the version of its template that is in force; of the others nothing before they are submitted. What a change follows
 * already stays while model and template do.
 */
export async function resolveTemplate(
  db: Db | Tx,
  { model, template }: Named,
  before: Pick<Change, 'model' | 'follows'> | null,
): Promise<Outcome<string | null>> {
  const named = template ?? null;
  const stays = before !== null && before.model === model ? before.follows : null;
  if (model !== 'standard')
    return named === null ? done(stays) : refuse(no['template-for-standard']({ model }, { field: '/template' }));
  if (named === null)
    return template === undefined && stays !== null ? done(stays) : refuse(no['template-demanded']({}, { field: '/template' }));
  const found = await modelInForce(db, named);
  return found?.kind === 'standard'
    ? done(found.key)
    : refuse(no['template-unknown']({ template: named }, { field: '/template' }));
}
