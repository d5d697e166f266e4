/** Records of a tree so that each follows its parent; otherwise in the given order. Parents outside the list count as present. */
export function parentsFirst<T extends { readonly key: string; readonly parent?: string | undefined }>(
  records: readonly T[],
): readonly T[] {
  const keys = new Set(records.map((record) => record.key));
  const children = Map.groupBy(records, (record) =>
    record.parent !== undefined && keys.has(record.parent) ? record.parent : '',
  );
  const ordered: T[] = [...(children.get('') ?? [])];
  // The list grows while it is walked: each record brings its children to the end.
  for (const record of ordered) ordered.push(...(children.get(record.key) ?? []));
  return ordered;
}
