import { z } from 'zod';
import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import { applyChanges } from '../../../foundation/record.ts';
import type { Checked, Container, Met, MetEntry } from '../../ledger/door.ts';
import { shownFields } from '../../signatures/door.ts';
import { dossierFormat, formerDossierFormat } from '../contract.ts';
import { attachmentsIn, commentsIn, toldBeside } from './beside.ts';
import { changesAfterEntry, movesIn } from './changes-after-entry.ts';
import { contentsOf, type Section, sectionKeys } from './dossier.ts';
import { type ToldEntry, toldEntry } from './told-entry.ts';
import { sealText } from './write-json.ts';

const json: z.ZodType<Json> = z.json();
const sectionShape = z.strictObject({ title: z.string(), says: z.string(), rows: z.int(), content: json });
const dossierShape = z.strictObject({
  format: z.enum([dossierFormat, formerDossierFormat]),
  head: z.looseObject({
    record: z.looseObject({ kind: z.string(), id: z.string(), key: z.string(), version: z.int() }),
    asOf: z.string().nullable(),
  }),
  contents: json,
  sections: z.record(z.string(), sectionShape),
  ledger: z.array(z.string()),
  sha256: z.string().optional(),
});
type Read = z.output<typeof dossierShape>;

const toldShape: z.ZodType<ToldEntry> = z.looseObject({ id: z.string(), number: z.int().nullable(), hash: z.string() }).transform(
  // Every field is compared with that of the entry; its shape is proven by being equal.
  (row) => JSON.parse(JSON.stringify(row)),
);
const signatureRows = z.object({ signatures: z.array(z.record(z.string(), json)) });
const ledgerPart = z.object({
  ledger: z.object({ lines: z.int(), sha256: z.string().nullable() }),
  notYetProven: z.array(z.string()),
});

const same = (one: Json | undefined, other: Json | undefined): boolean =>
  one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);
const plain = (value: unknown): Json => json.parse(JSON.parse(JSON.stringify(value)));

/** White space between values means nothing; anything else that parsing loses (a field that stands twice) means something to another reader. */
const compact = (text: string): string => text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string) => string ?? '');

/** Whether the file ends with the digest of every byte before, as it was written: then none of them was changed by accident, white space neither. */
function isSealed(text: string, sha: string): boolean {
  const seal = sealText(sha);
  return text.endsWith(seal) && sha256(text.slice(0, -seal.length)).toString('hex') === sha;
}

/** A bundle of the former format has no digest of its bytes. */
function unsealed(text: string, { format, sha256: sha }: Read): string | null {
  if (format === formerDossierFormat) return sha === undefined ? null : 'this version knows no digest of its bytes';
  return sha !== undefined && isSealed(text, sha) ? null : 'its bytes are not those that were printed';
}

function read(text: string): Read | string {
  try {
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) !== compact(text))
      return 'it is not written as a dossier is: a field stands twice, or a text in another form';
    const parsed = dossierShape.safeParse(value);
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const sectionsIn = ({ sections }: Read): readonly Section[] =>
  Object.entries(sections).flatMap(([name, section]) => {
    const key = sectionKeys.find((one) => one === name);
    return key === undefined ? [] : [{ key, ...section }];
  });

/** Of the section policies the texts are the printer's word: the entries hold which version is followed, not what it says. */
function withoutTexts(key: string, content: Json): Json | undefined {
  if (key !== 'policies' || typeof content !== 'object' || content === null || Array.isArray(content)) return content;
  return Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'texts'));
}

/** A told entry as the verified one leads to it. What an act is called in words is the printer's. */
const toldFrom = ({ seq, hash, body, changes, actorName, reason, missing }: MetEntry, says: string): ToldEntry =>
  toldEntry(
    {
      id: body.id,
      seq,
      at: new Date(body.at),
      actor: { id: body.actorId, name: actorName, kind: body.actorKind, roles: body.actorRoles, via: body.via },
      act: body.act,
      subject: {
        kind: body.subjectKind,
        id: body.subjectId,
        key: body.subjectKey,
        version: body.subjectVersion,
        place: body.subjectPlace,
      },
      changes,
      missing,
      reason,
      requestId: body.requestId,
      build: body.build,
      hash,
      previousHash: body.previousHash,
    },
    says,
    new Set(missing),
  );

type Asked = { readonly dossier: Read; readonly met: Met; readonly trail: readonly ToldEntry[]; readonly notProven: string[] };

/** Each part of a dossier that the ledger within it determines: what is wrong with it, or null. */
const checks: readonly ((asked: Asked) => string | null)[] = [
  function digests({ dossier }) {
    return same(plain(contentsOf({ sections: sectionsIn(dossier) })), dossier.contents)
      ? null
      : 'the digests of its contents are not those of its sections';
  },
  function ledger({ dossier }) {
    const part = ledgerPart.safeParse(dossier.sections.proofs?.content).data;
    const file = dossier.ledger.map((line) => `${line}\n`).join('');
    return part?.ledger.lines === dossier.ledger.length && part.ledger.sha256 === sha256(file).toString('hex')
      ? null
      : 'its ledger is not the one that the section “proofs” speaks of';
  },
  function trailOfEntries({ trail, met, notProven }) {
    const proven = new Map(met.entries.map((entry) => [entry.body.id, entry]));
    for (const row of trail) {
      const entry = proven.get(row.id);
      proven.delete(row.id);
      if (entry === undefined) {
        if (row.number !== null && row.number <= (met.size ?? 0)) return `entry ${row.number} of the trail is not in its ledger`;
        notProven.push(`entry ${row.id} of the trail`);
      } else if (!same(plain(toldFrom(entry, row.says)), plain(row)))
        return `entry ${entry.seq} of the trail does not say what the ledger says`;
    }
    const [left] = proven.values();
    return left === undefined ? null : `entry ${left.seq} of its ledger is missing in the trail`;
  },
  function signatures({ dossier, met, notProven }) {
    const rows = signatureRows.safeParse(dossier.sections.signatures?.content).data?.signatures;
    if (rows === undefined) return 'its signatures cannot be read';
    const exhibits = new Map(
      [...met.exhibits.values()].flatMap((value) => {
        const fields = shownFields(value);
        return fields === null ? [] : [[fields.id, fields] as const];
      }),
    );
    for (const row of rows) {
      const id = row.id ?? null;
      const fields = exhibits.get(id);
      exhibits.delete(id);
      if (fields === undefined) notProven.push(`signature ${id}`);
      else {
        const other = Object.entries(fields).find(([name, value]) => !same(row[name], value));
        if (other !== undefined) return `signature ${id}: “${other[0]}” is not what was signed`;
      }
    }
    const [left] = exhibits.keys();
    return left === undefined ? null : `the signature ${left} of its ledger is missing among its signatures`;
  },
  function changes({ dossier, trail }) {
    return same(plain(changesAfterEntry(trail)), dossier.sections.changes?.content)
      ? null
      : 'what changed after the first entry is not what the trail says';
  },
  function beside({ dossier, trail }) {
    const isRelease = dossier.head.record.kind === 'release';
    const beside = isRelease
      ? toldBeside(trail, dossier.head.record.id)
      : { discussion: commentsIn(trail), attachments: attachmentsIn(trail) };
    const wrong = Object.entries(beside).find(([key, told]) => {
      const section = dossier.sections[key];
      // A dossier from before these sections holds neither them nor entries of their records.
      if (section === undefined) return (Array.isArray(told) ? [told] : Object.values(told)).some((rows) => rows.length > 0);
      return !same(plain(told), withoutTexts(key, section.content));
    });
    return wrong === undefined ? null : `its section “${wrong[0]}” is not what the trail leads to`;
  },
  function moves({ dossier, trail }) {
    if (dossier.sections.dates === undefined) return null;
    const told = z.object({ moves: json }).safeParse(dossier.sections.dates.content).data?.moves;
    return same(plain(movesIn(trail, dossier.head.record.id)), told) ? null : 'the moves of its dates are not those of the trail';
  },
  function identity({ dossier, trail }) {
    const shown = z.record(z.string(), json).safeParse(dossier.sections.identity?.content).data;
    if (shown === undefined) return 'its identity cannot be read';
    const own = trail.filter(({ subject }) => subject.id === dossier.head.record.id && subject.kind === dossier.head.record.kind);
    if (own[0]?.subject.place !== 1) return 'its trail does not begin with the first entry of the record';
    const rebuilt = applyChanges(own.flatMap((entry) => entry.changes));
    const wrong = ['key', 'name', 'summary', 'kind', 'class', 'state'].find(
      (name) => shown[name] !== undefined && !same(rebuilt[name] ?? null, shown[name]) && rebuilt[name] !== undefined,
    );
    if (wrong !== undefined) return `“${wrong}” of the record is not what its entries lead to`;
    return own.at(-1)?.subject.version === dossier.head.record.version ? null : 'its version is not that of its last entry';
  },
];

function check(text: string, dossier: Read, met: Met): Checked {
  const notProven: string[] = [];
  const trail = z.array(toldShape).safeParse(dossier.sections.trail?.content).data;
  if (trail === undefined) return { fault: 'its trail cannot be read', notProven };
  for (const one of checks) {
    const fault = one({ dossier, met, trail, notProven });
    if (fault !== null) return { fault, notProven };
  }
  // Last: what was found above says more than that the file was touched.
  return { fault: unsealed(text, dossier), notProven };
}

/**
 * A dossier for `interlock verify`: its ledger is verified as an exported one, then trail, signatures, changes, moves and identity are held against it. What remains the
 * printer's word: names of today, standing of signatures, and sections that rooms write in their own words (scope, gates, collisions).
 */
export const dossierContainer: Container = {
  formats: [dossierFormat, formerDossierFormat],
  open: (text) => {
    const dossier = read(text);
    if (typeof dossier === 'string') return { unreadable: dossier };
    if (dossier.ledger.length === 0)
      return { unreadable: 'it holds no ledger: no checkpoint had been signed when it was printed' };
    return { lines: dossier.ledger, check: (met) => check(text, dossier, met) };
  },
};
