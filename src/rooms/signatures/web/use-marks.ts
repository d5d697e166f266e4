import { useOperation } from '../../../foundation/web/hooks.ts';
import { listSignatures, type SignatureMark } from '../contract.ts';

type Decision = { readonly verb: string; readonly at: string; readonly by: string };
/** Undefined while it is not known. */
export type MarkOf = (decision: Decision) => SignatureMark | null | undefined;

/** The signatures on a record, to stand beside its decisions: both were written by one act and carry its time. */
export function useMarks(kind: string, id: string): MarkOf {
  const asked = useOperation(listSignatures, { query: { subject: `${kind}:${id}` } });
  const items = asked.data?.value.items;
  return ({ verb, at, by }) => {
    if (items === undefined) return undefined;
    const time = Date.parse(at);
    return items.find((one) => one.verb === verb && one.signer.id === by && Date.parse(one.at) === time) ?? null;
  };
}
