// A real VS Code (code-server's build of it) and a real browser, each run with fresh folders.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(join(ROOT, 'editors/vscode/package.json'))('playwright-core');

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'editor.inlayHints.enabled': 'on',
};
const BROWSER = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** The first value that `look` gives, asked again and again. */
export async function until(what, look, patience = 60000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s for ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Copies articles into a new workspace, which is a project if `project`. */
export async function workspace(articles, { project = true, settings, strangers = false, as = '' } = {}) {
  const folder = join(await mkdtemp(join(tmpdir(), 'gannhan-ws-')), as);
  await mkdir(folder, { recursive: true });
  for (const article of articles) await cp(join(ROOT, 'examples', article), join(folder, article));
  if (project) await writeFile(join(folder, 'gannhan.toml'), '');
  if (strangers) {
    await writeFile(join(folder, 'requirements.txt'), 'pandas==2.2\n');
    await writeFile(join(folder, 'robots.txt'), 'User-agent: *\n');
    await writeFile(join(folder, 'tin.txt'), 'Ông Lê Văn Tám, Chủ tịch UBND tỉnh Hậu Giang, chi 3 tỷ đồng.\n');
  }
  if (settings) {
    await mkdir(join(folder, '.vscode'));
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  }
  return folder;
}

/** Starts VS Code with the packaged extension; `path` is what PATH is for it. */
export async function start(vscode, vsix, { settings = {}, path = process.env.PATH, user = 'Lan' } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'gannhan-vscode-'));
  await mkdir(join(data, 'data/User'), { recursive: true });
  await mkdir(join(data, 'home'));
  await writeFile(join(data, 'data/User/settings.json'), JSON.stringify({ ...SETTINGS, 'gannhan.creator': user, ...settings }));
  const program = [
    join(vscode, 'out/server-main.js'), '--accept-server-license-terms', '--server-data-dir', data,
    '--user-data-dir', join(data, 'data'), '--extensions-dir', join(data, 'ext'),
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}', HOME: join(data, 'home'), PATH: path };
  const run = (args) => spawn(process.execPath, [...program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (child) => [child.stdout, child.stderr].forEach((s) => s.on('data', (d) => (said += d)));

  const install = run(['--install-extension', vsix]);
  listen(install);
  const code = await new Promise((resolve) => install.on('exit', resolve));
  if (code !== 0 || !said.includes('successfully installed')) throw new Error(`the extension is not installed:\n${said}`);

  const port = await freePort();
  const server = run([
    '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--telemetry-level', 'off',
    '--disable-workspace-trust', '--enable-smoke-test-driver',
  ]);
  listen(server);
  await until('VS Code to listen', () => said.includes('Extension host agent listening'));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: BROWSER });
  return {
    data,
    port,
    browser,
    /** A window on a folder. */
    async open(folder, { query = '', size = { width: 1280, height: 800 }, expose = {}, scale = 1 } = {}) {
      const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale, permissions: ['clipboard-read', 'clipboard-write'] });
      const page = await context.newPage();
      // A machine may be busy with other things.
      page.setDefaultTimeout(90000);
      for (const [name, does] of Object.entries(expose)) await page.exposeFunction(name, does);
      await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}${query}`);
      await page.waitForSelector('.monaco-workbench', { timeout: 240000 });
      return page;
    },
    async stop() {
      await browser.close();
      server.kill();
      await new Promise((resolve) => (server.exitCode === null ? server.on('exit', resolve) : resolve()));
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
    said: () => said,
  };
}
