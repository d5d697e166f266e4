import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import { collectDossier, type Gathered } from '../acts/collect-dossier.ts';
import { collectRecord } from '../acts/collect-record.ts';
import { printDossier, type Writer } from '../acts/print-dossier.ts';
import * as contract from '../contract.ts';
import { jsonParts } from '../core/write-json.ts';

const moment = (asOf: string | undefined): Date | null => (asOf === undefined ? null : new Date(asOf));

const json: Writer = {
  form: 'json',
  write: async function* (dossier) {
    yield* jsonParts(dossier);
  },
};
const pdf: Writer = {
  form: 'pdf',
  // The library and its tables are loaded by the first PDF that is printed, not by every server.
  write: async function* (dossier, sealer) {
    const { pdfBytes } = await import('./write-pdf.ts');
    yield* pdfBytes(dossier, sealer);
  },
};

function presentContents(gathered: Outcome<Gathered>) {
  if (!gathered.ok) return gathered;
  const { dossier, refusals } = gathered.value;
  const { record, at } = dossier.head;
  const sections = dossier.sections.map(({ key, title, says, rows }) => ({ key, title, says, rows }));
  return done({
    body: {
      id: record.id,
      key: record.key,
      name: record.name,
      version: record.version,
      at,
      sections,
      rows: sections.reduce((sum, { rows }) => sum + rows, 0),
      most: { ...contract.mostRows },
      refusals: refusals.map(presentRefusal),
    },
  });
}

export const routes: readonly Route[] = [
  route(contract.dossierContents, async ({ call, params, query }) =>
    presentContents(await collectDossier(call, params.id, moment(query.asOf))),
  ),

  route(contract.dossierContentsOf, async ({ call, params, query }) =>
    presentContents(await collectRecord(call, params.kind, params.id, moment(query.asOf))),
  ),

  route(contract.printDossier, async ({ call, params, query }) => {
    const printed = await printDossier(call, params.id, moment(query.asOf), json);
    if (!printed.ok) return printed;
    const { key, file } = printed.value;
    const stream = { contentType: 'application/json; charset=utf-8', fileName: `${key}-dossier.json`, lines: file };
    return done({ body: null, stream });
  }),

  route(contract.printDossierPdf, async ({ call, params, query }) => {
    const printed = await printDossier(call, params.id, moment(query.asOf), pdf);
    if (!printed.ok) return printed;
    const { key, file } = printed.value;
    return done({ body: '', stream: { contentType: 'application/pdf', fileName: `${key}-dossier.pdf`, lines: file } });
  }),

  route(contract.printDossierOf, async ({ call, params, query }) => {
    const printed = await printDossier(call, params, moment(query.asOf), json);
    if (!printed.ok) return printed;
    const { key, file } = printed.value;
    const stream = { contentType: 'application/json; charset=utf-8', fileName: `${fileNameOf(key)}-dossier.json`, lines: file };
    return done({ body: null, stream });
  }),

  route(contract.printDossierPdfOf, async ({ call, params, query }) => {
    const printed = await printDossier(call, params, moment(query.asOf), pdf);
    if (!printed.ok) return printed;
    const { key, file } = printed.value;
    const stream = { contentType: 'application/pdf', fileName: `${fileNameOf(key)}-dossier.pdf`, lines: file };
    return done({ body: '', stream });
  }),
];

/** Keys of some kinds hold a stroke. */
const fileNameOf = (key: string): string => key.replaceAll(/[^A-Za-z0-9._-]/g, '-');
