import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { awsCli, python } from '../support/clients.ts';
import { cleanEnvironment, projectFolder, run, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { permanentKeys, useSandbox } from './fixture.ts';
import { sendSigned } from './signer.ts';

/** The values in a panel, by the names that the reader sees. */
type Shown = Record<string, string>;

const OBJECTS = {
  'builds/2026-11-24/app.tar.gz': 1_250_000,
  'builds/2026-11-24/app.tar.gz.sha256': 64,
  'reports/coverage & <b>more</b>.html': 48_213,
  'notes.txt': 5,
};

describeWith(['browser', 'clients'], 'the console in a browser', () => {
  const fixture = useSandbox({ buckets: ['my-first-bucket', 'backups'], consolePort: 0 });
  const problems: string[] = [];
  let browser: TestBrowser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'otter-console-'));
    for (const [key, size] of Object.entries(OBJECTS)) {
      const path = `/my-first-bucket/${encodeURIComponent(key)}`;
      const put = { method: 'PUT', path, body: 'x'.repeat(size) };
      const { status } = await sendSigned(fixture.sandbox.endpoint, put, permanentKeys(fixture.bucket));
      expect(status).toBe(200);
    }
    browser = await startBrowser({ viewport: { width: 1100, height: 900 } });
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: consoleUrl() });
    page = await openPage(browser.context);
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  // Collects what the policy blocks on a page, and failures of scripts.
  afterEach(() => expect(problems.splice(0)).toEqual([]));

  const consoleUrl = () => fixture.sandbox.console ?? '';

  async function openPage(context: BrowserContext): Promise<Page> {
    const opened = await context.newPage();
    opened.setDefaultTimeout(10_000);
    opened.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    opened.on('pageerror', (error) => void problems.push(String(error)));
    return opened;
  }

  const openBucket = (bucket = 'my-first-bucket') => page.goto(`${consoleUrl()}/buckets/${bucket}`);
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  const sessions = () => section('Temporary credentials (STS)');
  const services = () => section('Programmatic access (auto-refreshing)');
  const accessKeys = () => section('Access keys');

  async function readPanel(panel: Locator): Promise<Shown> {
    const rows = await panel.locator('.row').all();
    const pairs = rows.map(async (row) => [
      await row.locator('dt').innerText(),
      (await row.locator('dd code, dd time').textContent()) ?? '',
    ]);
    return Object.fromEntries(await Promise.all(pairs));
  }

  async function generate(choice: string): Promise<Shown> {
    await sessions().getByLabel(choice, { exact: true }).check();
    await sessions().getByRole('button', { name: 'Generate temporary credentials' }).click();
    return readPanel(section('Your temporary credentials'));
  }

  async function createCredential(label: string): Promise<Shown> {
    await services().getByLabel('Label (optional)').fill(label);
    await services().getByRole('button', { name: 'Create service credential' }).click();
    return readPanel(section('Your service credential'));
  }

  async function createKey(label: string): Promise<Shown> {
    await accessKeys().getByLabel('Label (optional)').fill(label);
    await accessKeys().getByRole('button', { name: 'Create access key' }).click();
    return readPanel(section('Your access key'));
  }

  /** The text that a snippet's copy button copies. */
  async function copySnippet(title: string): Promise<string> {
    const snippet = page.locator('details', { has: page.locator('summary', { hasText: title }) });
    if (!(await snippet.evaluate((element) => element.hasAttribute('open')))) {
      await snippet.locator('summary').click();
    }
    await snippet.getByRole('button', { name: `Copy: ${title}`, exact: true }).click();
    await page
      .getByRole('status')
      .filter({ hasText: `${title} copied` })
      .waitFor();
    return page.evaluate('navigator.clipboard.readText()');
  }

  async function expectEveryCopyButton(panel: Locator, shown: Shown): Promise<void> {
    for (const button of await panel.locator('.row').getByRole('button').all()) {
      await button.click();
      const name = ((await button.getAttribute('aria-label')) ?? '').replace('Copy: ', '');
      await page
        .getByRole('status')
        .filter({ hasText: `${name} copied` })
        .waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(shown[name]);
    }
  }

  /** The page, its title and its address contain none of these. */
  async function expectNowhere(secrets: readonly (string | undefined)[]): Promise<void> {
    const seen = [page.url(), await page.title(), await page.content()].join('\n');
    for (const secret of secrets) expect(seen.includes(secret ?? '')).toBe(false);
  }

  async function expectOnlyOnce(secrets: readonly (string | undefined)[]): Promise<void> {
    const places = [page.url(), await page.title()].join('\n');
    for (const secret of secrets) expect(places.includes(secret ?? '')).toBe(false);
    await page.reload();
    await page.getByText('This form was already sent').waitFor();
    await expectNowhere(secrets);
    await page.goBack();
    await expectNowhere(secrets);
    await openBucket();
    await expectNowhere(secrets);
  }

  const environmentOf = (shown: Shown) => ({
    AWS_ACCESS_KEY_ID: shown['Access key ID'],
    AWS_SECRET_ACCESS_KEY: shown['Secret access key'],
    AWS_SESSION_TOKEN: shown['Session token'],
    AWS_ENDPOINT_URL: shown.Endpoint,
  });

  const listWithAws = (shown: Shown, bucket = shown.Bucket) =>
    run(awsCli(), ['s3', 'ls', '--recursive', `s3://${bucket}`], { env: environmentOf(shown) });

  const runPython = (text: string) => run(python(), ['-'], { input: text });

  /** Runs a snippet in a shell that finds `aws` and this checkout's `otter-sts`. */
  async function runShell(text: string) {
    const bin = join(folder, 'bin');
    await mkdir(bin, { recursive: true });
    const program = `#!/bin/sh\nexec node ${projectFolder}/cli/main.ts "$@"\n`;
    await writeFile(join(bin, 'otter-sts'), program, { mode: 0o755 });
    const path = [bin, dirname(awsCli()), cleanEnvironment('/').PATH].join(':');
    return run('sh', ['-eu'], { input: text, env: { PATH: path } });
  }

  /** OTTER_SCREENSHOTS=sandbox/screenshots updates the pictures for the documents. */
  async function photograph(name: string, target: Locator | Page): Promise<void> {
    await page.evaluate('document.fonts.ready');
    const path = join(process.env.OTTER_SCREENSHOTS ?? folder, `${name}.png`);
    const picture = await target.screenshot({ path, animations: 'disabled' });
    expect(picture.length).toBeGreaterThan(5_000);
    expect(picture.length).toBeLessThan(300_000);
  }

  test('lists the buckets, and the objects of one with size and time', async () => {
    await page.goto(consoleUrl());
    expect(await page.getByRole('listitem').getByRole('heading').allInnerTexts()).toEqual([
      'my-first-bucket',
      'backups',
    ]);
    await page.getByRole('link', { name: 'my-first-bucket' }).click();
    expect(await page.title()).toBe('my-first-bucket – OtterStorage sandbox');
    const rows = await page.getByRole('table', { name: 'Objects' }).getByRole('row').all();
    const cells = await Promise.all(rows.slice(1).map((row) => row.locator('th, td').allInnerTexts()));
    expect(cells.map(([key]) => key)).toEqual(Object.keys(OBJECTS).sort());
    expect(cells.map(([, size]) => size)).toEqual(['1.3 MB', '64 B', '5 B', '48.2 kB']);
    for (const [, , time] of cells) expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    await page.goto(consoleUrl());
    await page.getByRole('link', { name: 'backups' }).click();
    await page.getByText('Nothing is in this bucket yet.').waitFor();
  });

  test('pages through a bucket with more objects than fit on a page', async () => {
    const { endpoint } = fixture.sandbox;
    const keys = Array.from({ length: 205 }, (_, index) => `many/${String(index).padStart(3, '0')}`);
    const put = (path: string) =>
      sendSigned(
        endpoint,
        { method: 'PUT', path: `/backups/${path}`, body: 'x' },
        permanentKeys(fixture.otherBucket),
      );
    for (const key of keys) await put(key);
    await openBucket('backups');
    const seen: string[] = [];
    const next = page.getByRole('link', { name: 'Next objects' });
    for (;;) {
      seen.push(...(await page.getByRole('rowheader').allInnerTexts()));
      if ((await next.count()) === 0) break;
      await next.click();
    }
    expect(seen).toEqual(keys);
    await page.getByRole('link', { name: 'First objects' }).click();
    expect(await page.getByRole('rowheader').first().innerText()).toBe('many/000');
  });

  describe('temporary credentials', () => {
    test.each([
      ['1 hour', 3600],
      ['4 hours', 14_400],
      ['12 hours', 43_200],
    ])('for %s work with the AWS CLI in only this bucket, and last that long', async (choice, seconds) => {
      await openBucket();
      const shown = await generate(choice);
      expect(Object.keys(shown)).toEqual([
        'Access key ID',
        'Secret access key',
        'Session token',
        'Bucket',
        'Endpoint',
        'Expires',
      ]);
      const expires = await page.locator('#expires').getAttribute('datetime');
      const left = (Date.parse(expires ?? '') - Date.now()) / 1000;
      expect(Math.abs(left - seconds)).toBeLessThan(60);
      const { code, stdout } = await listWithAws(shown);
      expect(code).toBe(0);
      for (const key of Object.keys(OBJECTS)) expect(stdout).toContain(key);
      expect((await listWithAws(shown, 'backups')).stderr).toContain('AccessDenied');
    });

    test('are shown once, with a warning, and copied by their buttons', async () => {
      await openBucket();
      const shown = await generate('4 hours');
      const panel = section('Your temporary credentials');
      expect(await panel.getByText('they will not be shown again').count()).toBe(1);
      expect(await panel.getByText('in 4 hours').count()).toBe(1);
      await photograph('temporary-credentials', sessions());
      await expectEveryCopyButton(panel, shown);
      await expectOnlyOnce([shown['Access key ID'], shown['Secret access key'], shown['Session token']]);
    });

    test('come with snippets for the AWS CLI and boto3 that run unchanged', async () => {
      await openBucket();
      await generate('1 hour');
      expect((await runShell(await copySnippet('AWS CLI'))).stdout).toContain('notes.txt');
      expect((await runPython(await copySnippet('boto3'))).stdout).toContain('notes.txt 5');
    });
  });

  describe('a service credential', () => {
    test('is shown once, copied by its buttons, listed without its secret, and created once', async () => {
      await openBucket();
      const before = await services().getByRole('listitem').count();
      const shown = await createCredential('nightly backup');
      await photograph('service-credential', services());
      await expectEveryCopyButton(section('Your service credential'), shown);
      await expectOnlyOnce([shown['Secret access key']]);
      const items = services().getByRole('listitem');
      expect(await items.count()).toBe(before + 1);
      const text = await items.last().innerText();
      expect(text).toContain(shown['Access key ID']);
      expect(text).toContain('nightly backup');
    });

    test('comes with snippets that run unchanged, and are refused at once after it is revoked', async () => {
      await openBucket();
      const shown = await createCredential('snippets');
      const boto3 = await copySnippet('boto3');
      const credentialProcess = await copySnippet('AWS CLI credential_process');
      expect(await runPython(boto3)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('notes.txt 5'),
      });
      const listed = await runShell(credentialProcess);
      expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('notes.txt') });
      // A session from before the revocation, which must outlive it.
      const keep = `${boto3}\nimport sys\nprint(refresh(), file=sys.stderr)\n`;
      const kept = /'access_key': '(.*?)', 'secret_key': '(.*?)', 'token': '(.*?)'/.exec(
        (await runPython(keep)).stderr,
      );
      const name = `Revoke service credential ${shown['Access key ID']}`;
      await page.getByRole('button', { name }).click();
      await services().getByText('Current sessions last until they expire').waitFor();
      expect(await page.getByRole('button', { name }).count()).toBe(0);
      expect((await runPython(boto3)).stderr).toMatch(/AssumeRole operation/);
      expect((await runShell(credentialProcess)).code).not.toBe(0);
      const [, id, secret, token] = kept ?? [];
      const session = {
        ...shown,
        'Access key ID': id ?? '',
        'Secret access key': secret ?? '',
        'Session token': token ?? '',
      };
      expect((await listWithAws(session)).stdout).toContain('notes.txt');
    });

    test('comes with a GitHub workflow and a GitLab include with valid inputs', async () => {
      await openBucket();
      const shown = await createCredential('ci');
      const workflow = load(await copySnippet('GitHub workflow')) as {
        jobs: { upload: { steps: { uses?: string; with?: Record<string, unknown> }[] } };
      };
      const step = workflow.jobs.upload.steps.find(({ uses }) => uses === 'otter/sts-credentials@v1');
      const action = load(await readFile('action.yml', 'utf8')) as { inputs: Record<string, unknown> };
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
      expect(step?.with).toMatchObject({
        bucket: shown.Bucket,
        endpoint: shown.Endpoint,
        region: shown.Region,
      });

      const text = await copySnippet('GitLab include');
      const pipeline = load(text) as {
        include: { remote: string; inputs: Record<string, unknown> }[];
        upload: { extends: string };
      };
      const documents: unknown[] = loadAll(await readFile('gitlab/sts-credentials.yml', 'utf8'));
      const [header, template] = documents as [{ spec: { inputs: object } }, object];
      expect(Object.keys(header.spec.inputs)).toEqual(
        expect.arrayContaining(Object.keys(pipeline.include[0]?.inputs ?? {})),
      );
      expect(Object.keys(template)).toContain(pipeline.upload.extends);
      expect(await readFile('docs/gitlab.md', 'utf8')).toContain(
        `- remote: ${pipeline.include[0]?.remote}\n`,
      );
      for (const snippet of [text, JSON.stringify(workflow)]) {
        expect(snippet.includes(shown['Secret access key'] ?? '')).toBe(false);
      }
    });
  });

  describe('an access key', () => {
    test('is created with a label, works in only this bucket, and is refused once revoked', async () => {
      await openBucket();
      const shown = await createKey('backups-restic');
      await expectEveryCopyButton(section('Your access key'), shown);
      expect((await runShell(await copySnippet('AWS CLI'))).stdout).toContain('notes.txt');
      expect((await listWithAws(shown, 'backups')).stderr).toContain('AccessDenied');
      await expectOnlyOnce([shown['Secret access key']]);

      const accessKey = shown['Access key ID'];
      const item = accessKeys()
        .getByRole('listitem')
        .filter({ hasText: accessKey ?? '' });
      await item.locator('summary').click();
      await item.getByLabel(`Label of ${accessKey}`).last().fill('restic on the NAS');
      await item.getByRole('button', { name: 'Save label' }).click();
      await accessKeys().getByText('The label is saved.').waitFor();
      await expect.poll(() => page.evaluate(FOCUSED_TEXT)).toBe('The label is saved.');
      expect(await item.innerText()).toContain('restic on the NAS');

      await item.getByRole('button', { name: `Revoke access key ${accessKey}` }).click();
      await accessKeys().getByText('The key is refused from now on.').waitFor();
      expect(await item.count()).toBe(0);
      expect((await listWithAws(shown)).code).not.toBe(0);
    });

    test('and a session work alongside each other', async () => {
      await openBucket();
      const permanent = await createKey('beside');
      const session = await generate('1 hour');
      for (const shown of [permanent, session, permanent]) {
        expect((await listWithAws(shown)).stdout).toContain('notes.txt');
      }
    });
  });

  describe('everybody', () => {
    test('can use only the keyboard, and the focus moves to the result', async () => {
      await openBucket();
      await page.keyboard.press('Tab');
      expect(await page.evaluate(FOCUSED_TEXT)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate('document.activeElement.type')) === 'radio') break;
      }
      await page.keyboard.press('ArrowRight');
      expect(await page.evaluate('document.activeElement.value')).toBe('14400');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('in 4 hours').waitFor();
      await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('news');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.getByRole('status').filter({ hasText: 'Access key ID copied' }).waitFor();
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
        'Copy: Access key ID',
      );
    });

    test('hears the name of every control, in one order of headings and landmarks', async () => {
      await openBucket();
      await createCredential('');
      const names: string[] = await page.evaluate(NAMELESS_CONTROLS);
      expect(names).toEqual([]);
      const headings: number[] = await page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map((heading) => Number(heading.tagName[1]))",
      );
      expect(headings[0]).toBe(1);
      for (const [index, level] of headings.entries()) {
        expect(level - (headings[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      }
      for (const landmark of ['banner', 'main', 'contentinfo'] as const) {
        expect(await page.getByRole(landmark).count()).toBe(1);
      }
      const duplicates: string[] = await page.evaluate(
        "[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index)",
      );
      expect(duplicates).toEqual([]);
    });

    test.each(['light', 'dark'] as const)(
      'can read every text with a contrast of 4.5 in the %s',
      async (scheme) => {
        await page.emulateMedia({ colorScheme: scheme });
        await openBucket();
        await createKey('contrast');
        const poor: string[] = await page.evaluate(POOR_CONTRAST);
        expect(poor).toEqual([]);
        await page.goto(`${consoleUrl()}/nowhere`);
        expect(await page.evaluate(POOR_CONTRAST)).toEqual([]);
        // A missing page is also an error in the browser's console.
        problems.splice(0);
        await page.emulateMedia({ colorScheme: 'light' });
      },
    );

    test.each([320, 390])(
      'sees everything on a phone of %i pixels without scrolling sideways',
      async (width) => {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.goto(consoleUrl());
        expect(await page.evaluate(OVERFLOW)).toEqual([]);
        await openBucket();
        await createCredential('phone');
        expect(await page.evaluate(OVERFLOW)).toEqual([]);
        await generate('12 hours');
        expect(await page.evaluate(OVERFLOW)).toEqual([]);
        await photograph('phone', page);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1100, height: 900 });
      },
    );

    test('can use it without scripts: everything works except the copy buttons, which are hidden', async () => {
      const plain = await startBrowser({ javaScriptEnabled: false });
      try {
        const opened = await plain.context.newPage();
        await opened.goto(`${consoleUrl()}/buckets/my-first-bucket`);
        await opened.getByRole('button', { name: 'Generate temporary credentials' }).click();
        const token = await opened.locator('#session-token').textContent();
        expect(token?.length).toBeGreaterThan(100);
        expect(await opened.getByRole('button', { name: /^Copy/ }).count()).toBe(0);
        await opened.getByRole('button', { name: 'Create access key' }).click();
        expect(await opened.locator('#secret-access-key').textContent()).toMatch(/^[\w+/]{40}$/);
      } finally {
        await plain.close();
      }
    });
  });

  describe('another page', () => {
    test('on the same machine cannot send a form or JSON, or read a page', async () => {
      const stranger = await openPage(browser.context);
      await stranger.goto(`${fixture.sandbox.endpoint}/`);
      const before = await runOrThrow('node', ['cli/main.ts', ...LIST, '--console', consoleUrl()], {
        cwd: projectFolder,
      });
      const action = `${consoleUrl()}/buckets/my-first-bucket/service-credentials`;
      const answer: string = await stranger.evaluate(`(async () => {
        const sent = await fetch('${action}', { method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams({ label: 'stranger' }) }).catch((error) => error);
        const json = await fetch('${action}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"label":"stranger"}' }).then(() => 'sent', () => 'stopped');
        const read = await fetch('${consoleUrl()}/').then(() => 'read', () => 'stopped');
        return [json, read].join();
      })()`);
      expect(answer).toBe('stopped,stopped');
      await stranger.evaluate(`{
        const form = document.createElementNS('http://www.w3.org/1999/xhtml', 'form');
        form.method = 'post';
        form.action = '${action}';
        document.documentElement.append(form);
        form.submit();
      }`);
      await stranger.getByText('Another page sent this request').waitFor();
      const after = await runOrThrow('node', ['cli/main.ts', ...LIST, '--console', consoleUrl()], {
        cwd: projectFolder,
      });
      expect(after).toBe(before);
      await stranger.close();
      // What was blocked is an error in that page's console.
      expect(problems.splice(0).length).toBeGreaterThan(0);
    });
  });
});

const FOCUSED_TEXT = 'document.activeElement.textContent';
const LIST = ['sandbox', 'service-credential', 'list', '--bucket', 'my-first-bucket', '--json'];

/** The texts that extend beyond the edge of the page, except in scrollable elements. */
const OVERFLOW = `(() => {
  const { clientWidth } = document.documentElement;
  const excess = document.scrollingElement.scrollWidth - clientWidth;
  const wide = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    const reaches = range.getBoundingClientRect().right > clientWidth;
    if (reaches && !walker.currentNode.parentElement.closest('pre')) wide.push(walker.currentNode.data);
  }
  return excess > 0 ? [excess + ' pixels too wide', ...wide] : [];
})()`;

/** Controls without a label, a text or an aria-label. */
const NAMELESS_CONTROLS = `[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter((control) => !(control.getAttribute('aria-label') || control.labels?.[0]?.textContent || control.textContent).trim())
  .map((control) => control.outerHTML)`;

/**
 * Texts whose contrast with their background is below 4.5, by the formula of WCAG 2.2.
 * Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
const POOR_CONTRAST = `(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (rgb) => rgb.slice(0, 3)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if ((color[3] ?? 1) === 1) return color;
    }
    return [255, 255, 255];
  };
  const holdsText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.body.querySelectorAll('*')]
    .filter((element) => holdsText(element) && element.getClientRects().length > 0)
    .map((element) => {
      const [one, two] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
      return { ratio: (one + 0.05) / (two + 0.05), element };
    })
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ ratio, element }) => ratio.toFixed(2) + ' ' + element.outerHTML.slice(0, 80));
})()`;
