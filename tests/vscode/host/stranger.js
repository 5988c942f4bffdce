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
};
