import { writeFile } from 'node:fs/promises';
import { openApi } from '../src/entrances/documents.ts';

await writeFile(new URL('../api/openapi.json', import.meta.url), `${JSON.stringify(await openApi(), null, 1)}\n`);
