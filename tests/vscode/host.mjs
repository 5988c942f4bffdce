// The tests of host/index.js inside the extension host, and a workspace that has nothing to do with gannhan.
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { start, until, workspace, ROOT } from './editor.mjs';

const [vscode, vsix] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));

/** Runs a folder's `run()` in the extension host of a window; gives its exit code. */
async function tests(editor, folder, name) {
  const remote = (path) => `vscode-remote://127.0.0.1:${editor.port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(join(here, 'none'))],
    ['extensionTestsPath', remote(join(here, name))],
  ];
  let code;
  const expose = {
    codeAutomationLog: (_type, args) => /^(ok|FAIL) /.test(args[0]) && console.log(...args),
    codeAutomationExit: (exit) => (code = exit),
  };
  const page = await editor.open(folder, { query: `&payload=${encodeURIComponent(JSON.stringify(payload))}`, expose });
  await until('the tests to end', () => code !== undefined, 400000);
  await page.context().close();
  return code;
}

const editor = await start(vscode, vsix, { path: '/usr/bin:/bin' });
try {
  const failed =
    (await tests(editor, await workspace(['can-tho-sau-sap-nhap.txt']), 'host/index.js')) ||
    (await tests(editor, await workspace([], { project: false, strangers: true }), 'host/stranger.js'));
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  console.error(error, editor.said().slice(-3000));
  process.exitCode = 1;
} finally {
  await editor.stop();
}
