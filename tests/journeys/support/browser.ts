import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const remedy =
  'Install chromium (Debian: apt-get install chromium) or set INTERLOCK_CHROMIUM to the path of a Chromium or Chrome.';
const flags = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A journey that was not made proves nothing: without a browser this throws, with the remedy, and whoever asked for one fails. */
export async function openBrowser(): Promise<Browser> {
  const known = process.env.INTERLOCK_NO_BROWSER;
  if (known !== undefined) throw new Error(`This journey needs a browser. ${known}`);
  const program = process.env.INTERLOCK_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(program)) throw new Error(`This journey needs a browser, and ${program} is not there. ${remedy}`);
  try {
    return await chromium.launch({ executablePath: program, args: flags, timeout: 60_000 });
  } catch (error) {
    throw new Error(`This journey needs a browser, and ${program} does not start. ${remedy}`, { cause: error });
  }
}
