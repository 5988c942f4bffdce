// Runs inside the extension host, on a folder that is no annotation project.
const vscode = require('vscode');
const assert = require('node:assert/strict');

exports.run = async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  for (const name of ['requirements.txt', 'robots.txt', 'tin.txt']) {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, name));
  }
  await new Promise((go) => setTimeout(go, 2500));
  const extension = vscode.extensions.getExtension('gannhan.gannhan');
  assert.ok(extension, 'it is installed');
  assert.equal(extension.isActive, false, 'it stays asleep');
  assert.deepEqual(vscode.languages.getDiagnostics().flatMap(([, found]) => found), []);
  console.log('ok   nothing runs in a folder that is no project');

  await vscode.commands.executeCommand('gannhan.initFolder');
  const toml = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'gannhan.toml'));
  assert.ok(toml.length > 0);
  const article = vscode.Uri.joinPath(folder, 'tin.txt');
  await vscode.window.showTextDocument(article);
  for (let i = 0; i < 900 && vscode.languages.getDiagnostics(article).length < 3; i += 1) await new Promise((go) => setTimeout(go, 50));
  assert.equal(vscode.languages.getDiagnostics(article).length, 3);
  assert.deepEqual(vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder, 'robots.txt')), []);
  const nesting = vscode.workspace.getConfiguration('explorer.fileNesting');
  assert.equal(nesting.get('enabled'), true);
  assert.ok(Object.keys(nesting.get('patterns')).length > 5, 'the patterns that were there stay');
  console.log('ok   a command makes it one');
};
