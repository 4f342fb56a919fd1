/** Debian's Chromium without a window, for tests inside of `describeWith('browser', …)`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { programPath } from './requirements.ts';

/** Quiet: it asks nobody on the network for anything. Tests run as root, where Chromium has no sandbox. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface TestBrowser {
  context: BrowserContext;
  /** Ends it and removes its profile. */
  close(): Promise<void>;
}

/** A browser with a profile of its own, which nothing has been done in. */
export async function startBrowser(options: BrowserContextOptions = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'otter-browser-'));
  const remove = () => rmSync(profile, { recursive: true, force: true });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: programPath('browser', 'chromium'),
      headless: true,
      args: flags,
      ...options,
    });
    return { context, close: () => context.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
