import { type PlanSection, sectionShapes } from './plan-file.ts';

/**
 * Records that a plan file has words for, and for each of the others why not: what a room once took and a file would refuse must not make
 * every other record unsayable.
 */
export function sayable<T extends object>(
  section: PlanSection,
  records: readonly T[],
): { readonly said: readonly T[]; readonly unsaid: readonly string[] } {
  const said: T[] = [];
  const unsaid: string[] = [];
  for (const record of records) {
    const parsed = sectionShapes[section].safeParse(record);
    if (parsed.success) said.push(record);
    else {
      const [issue] = parsed.error.issues;
      const name = 'key' in record ? String(record.key) : JSON.stringify(record);
      unsaid.push(`${section} “${name}”: ${issue?.path.join('.')} ${issue?.message}`);
    }
  }
  return { said, unsaid };
}
