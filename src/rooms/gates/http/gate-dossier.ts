import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordDossier } from '../../../foundation/services.ts';
import { seeGateAt } from '../acts/view-past-gate.ts';
import { findGate } from '../store/read-gates.ts';
import { gateForRecord, mostDecisions } from './gates-for-record.ts';

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** What the dossier of a gate holds beyond its record: the same as that of its release tells of it. A withdrawn gate has one too. */
export const gateDossier: RecordDossier = {
  find: async (db, idOrKey) => (await findGate(db, idOrKey, 'withdrawn too'))?.id ?? null,
  parts: async (app, { id, at, most }) => {
    const head = await findGate(app.database.db, id, 'withdrawn too');
    const seen = head === null ? null : await seeGateAt(app, head, at, mostDecisions);
    if (seen === null) return { parts: [], evaluations: 0 };
    const gate = await gateForRecord(app, seen, at, most);
    const { criteria, results, decisions, evaluations } = gate;
    return {
      parts: [
        {
          key: 'gates',
          title: 'Gate',
          says: 'What the gate asked, every result and waiver, withdrawn ones too, decisions and kept evaluations; failed and expired ones too.',
          rows: 1 + criteria.length + results.length + decisions.length + evaluations.length,
          content: plain([gate]),
        },
      ],
      evaluations: evaluations.length,
    };
  },
};
