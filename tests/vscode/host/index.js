// Runs inside VS Code's extension host: what the extension does to documents, files and its server.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ARTICLE = 'can-tho-sau-sap-nhap.txt';
const folder = () => vscode.workspace.workspaceFolders[0].uri;
const uri = (name) => vscode.Uri.joinPath(folder(), name);
const extension = () => vscode.extensions.getExtension('gannhan.gannhan');

async function until(what, look, patience = 45000) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const value = await look();
    if (value) return value;
    await new Promise((go) => setTimeout(go, 30));
  }
  throw new Error(`waited for ${what}`);
}

const open = (name) =>
  vscode.languages.getDiagnostics(uri(name)).filter((d) => d.source === 'gannhan' && (d.code?.value ?? d.code) === 'unannotated');

async function show(name) {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri(name)), { viewColumn: 1 });
  await until('mentions', () => open(name).length > 0);
  return editor;
}

function written(name) {
  const file = uri(`${name}.anno.jsonl`).fsPath;
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
}
const annotations = (name) => written(name).filter((line) => line.type === 'Annotation');

/** Every annotation on disk cuts its quote out of the article on disk. */
function exact(name) {
  const text = [...readFileSync(uri(name).fsPath, 'utf8')];
  const lines = annotations(name);
  for (const { target } of lines) {
    const [at, quote] = target.selector;
    assert.equal(text.slice(at.start, at.end).join(''), quote.exact);
  }
  return lines;
}

const nothingDirty = () => until('nothing to be dirty', () => vscode.workspace.textDocuments.every((d) => !d.isDirty), 5000);

/** Puts the cursor on an open mention and presses the key's command. */
async function annotate(editor, mention) {
  const before = open(ARTICLE).length;
  editor.selection = new vscode.Selection(mention.range.start, mention.range.start);
  await vscode.commands.executeCommand('gannhan.annotateAtCursor');
  await until('the mention to be done', () => open(ARTICLE).length === before - 1);
}

const servers = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('gannhan\0lsp');
    } catch {
      return false;
    }
  });

const TESTS = {
  async 'findings, hints, hover and one preferred fix'() {
    const editor = await show(ARTICLE);
    assert.ok(open(ARTICLE).length > 40);
    const document = editor.document;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, whole);
    assert.ok(hints.length > 10, `${hints.length} hints`);
    for (const hint of hints) assert.ok([...String(hint.label)].length <= 40, `a long hint: ${hint.label}`);
    const [mention] = open(ARTICLE);
    const hover = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, mention.range.start);
    assert.match(hover.flatMap((h) => h.contents.map((c) => c.value)).join(), /Cần Thơ/);
    const at = new vscode.Range(mention.range.start, mention.range.start);
    const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, at);
    const preferred = actions.filter((a) => a.isPreferred);
    assert.equal(preferred.length, 1);
    assert.equal(preferred[0].kind.value, 'quickfix');
  },

  async 'colours: the three types, and what is annotated'() {
    const { document } = await show(ARTICLE);
    const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', document.uri);
    const tokens = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', document.uri);
    const types = new Set();
    for (let i = 3; i < tokens.data.length; i += 5) types.add(legend.tokenTypes[tokens.data[i]]);
    assert.deepEqual([...types].sort(), ['amount', 'locality', 'official']);
    assert.ok(legend.tokenModifiers.includes('annotated'));
  },

  async 'annotating by command: on disk, nothing dirty, on to the next'() {
    const editor = await show(ARTICLE);
    const [first, second] = open(ARTICLE);
    await annotate(editor, first);
    const [line] = exact(ARTICLE);
    assert.equal(line.target.selector[1].exact, editor.document.getText(first.range));
    assert.equal(line.origin, 'accepted');
    assert.equal(line.creator.name, 'Lan');
    await until('the cursor to go on', () => editor.selection.active.isEqual(second.range.start));
    await nothingDirty();
  },

  async 'rejecting: not offered again'() {
    const editor = await show(ARTICLE);
    const [mention] = open(ARTICLE);
    const before = open(ARTICLE).length;
    editor.selection = new vscode.Selection(mention.range.start, mention.range.start);
    await vscode.commands.executeCommand('gannhan.rejectAtCursor');
    await until('the suggestion to go', () => open(ARTICLE).length === before - 1);
    assert.equal(exact(ARTICLE).filter((line) => line.status === 'rejected').length, 1);
    await nothingDirty();
  },

  async 'stepping: to the next, to the previous, around the end'() {
    const editor = await show(ARTICLE);
    const starts = open(ARTICLE).map((d) => d.range.start).sort((a, b) => a.compareTo(b));
    const at = (position) => until('the cursor to move', () => editor.selection.active.isEqual(position));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('gannhan.nextMention');
    await at(starts[0]);
    await vscode.commands.executeCommand('gannhan.previousMention');
    await at(starts.at(-1));
    await vscode.commands.executeCommand('gannhan.nextMention');
    await at(starts[0]);
  },

  async 'the sidecar beside, saved: an annotation leaves it saved'() {
    const editor = await show(ARTICLE);
    await vscode.commands.executeCommand('gannhan.openSidecar');
    const sidecar = await until('the sidecar', () => vscode.workspace.textDocuments.find((d) => d.fileName.endsWith('.anno.jsonl')));
    assert.equal(sidecar.languageId, 'gannhan-sidecar');
    assert.equal(vscode.window.activeTextEditor.document.fileName, editor.document.fileName);
    const before = annotations(ARTICLE).length;
    await annotate(editor, open(ARTICLE)[0]);
    await until('the sidecar to be saved', () => !sidecar.isDirty && annotations(ARTICLE).length === before + 1);
    await until('VS Code to read it again', () => sidecar.getText() === readFileSync(sidecar.fileName, 'utf8'));
    exact(ARTICLE);
    await nothingDirty();
  },

  async 'the sidecar open and not saved: its buffer gets the annotation, the disk is left alone'() {
    const editor = await show(ARTICLE);
    const sidecar = vscode.workspace.textDocuments.find((d) => d.fileName.endsWith('.anno.jsonl'));
    const typed = '{"note":"typed and not saved"}';
    const edit = new vscode.WorkspaceEdit();
    edit.insert(sidecar.uri, sidecar.lineAt(1).range.start, `${typed}\n`);
    await vscode.workspace.applyEdit(edit);
    assert.ok(sidecar.isDirty);
    const before = readFileSync(sidecar.fileName, 'utf8');
    const lines = sidecar.lineCount;
    await annotate(editor, open(ARTICLE)[0]);
    await until('the line in the buffer', () => sidecar.lineCount === lines + 1);
    assert.equal(readFileSync(sidecar.fileName, 'utf8'), before);
    assert.ok(sidecar.isDirty, 'what the person has not saved stays unsaved');
    const text = sidecar.getText();
    assert.ok(text.includes(typed));
    await sidecar.save();
    exact(ARTICLE);
    // The note is nobody's annotation: away with it, for the lint at the end.
    const away = new vscode.WorkspaceEdit();
    const at = sidecar.positionAt(sidecar.getText().indexOf(typed));
    away.delete(sidecar.uri, new vscode.Range(at, at.translate(1, -at.character)));
    await vscode.workspace.applyEdit(away);
    await sidecar.save();
    await nothingDirty();
  },

  async 'an edit above: annotations follow when it is saved, and come back with the undo'() {
    const editor = await show(ARTICLE);
    const old = exact(ARTICLE).map((line) => line.target.selector[0].start);
    const before = open(ARTICLE).length;
    const line = open(ARTICLE)[0].range.start.line;
    const above = 'Bản tin sáng — 🌾\n\n';
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), above));
    await until('mentions of the new text', () => open(ARTICLE)[0]?.range.start.line === line + 2);
    assert.equal(open(ARTICLE).length, before);
    await editor.document.save();
    await until('the sidecar to follow', () => annotations(ARTICLE)[0].target.selector[0].start === old[0] + [...above].length);
    exact(ARTICLE);
    await vscode.window.showTextDocument(editor.document, 1);
    await vscode.commands.executeCommand('undo');
    await until('the undo', () => !editor.document.getText().startsWith('Bản') && open(ARTICLE)[0]?.range.start.line === line);
    await annotate(vscode.window.activeTextEditor, open(ARTICLE)[0]);
    await editor.document.save();
    await until('the sidecar to come back', () => annotations(ARTICLE)[0].target.selector[0].start === old[0]);
    await nothingDirty();
    assert.equal(exact(ARTICLE).length, old.length + 1);
  },

  async 'the server is killed: VS Code starts it again and goes on'() {
    const editor = await show(ARTICLE);
    const [pid] = servers();
    assert.ok(pid, 'there is a server');
    process.kill(Number(pid), 'SIGKILL');
    const again = await until('another server', () => servers().find((p) => p !== pid));
    assert.notEqual(again, pid);
    const before = exact(ARTICLE).length;
    const [mention] = await until('its findings', () => open(ARTICLE).length > 0 && open(ARTICLE));
    await until('a server that answers', async () => {
      const at = mention.range.start;
      return (await vscode.commands.executeCommand('vscode.executeHoverProvider', uri(ARTICLE), at)).length > 0;
    });
    await annotate(editor, mention);
    await until('the annotation on disk', () => exact(ARTICLE).length === before + 1);
    await nothingDirty();
  },

  async 'all that is certain, at once; lint finds nothing to complain of'() {
    const editor = await show(ARTICLE);
    const before = annotations(ARTICLE).length;
    await vscode.window.showTextDocument(editor.document, 1);
    await vscode.commands.executeCommand('gannhan.annotateAllCertain');
    await until('many more annotations', () => annotations(ARTICLE).length > before + 20);
    assert.ok(exact(ARTICLE).some((line) => line.origin === 'bulk'));
    await nothingDirty();
    execFileSync(join(extension().extensionPath, 'server/gannhan'), ['lint', folder().fsPath], { encoding: 'utf8' });
  },

  async 'what a rule means, as a page'() {
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('gannhan:rules/orphan.md'));
    assert.match(page.getText(), /orphan/);
    assert.ok(page.getText().length > 50);
  },

  async 'the keys are nobody else\'s'() {
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const document = vscode.window.activeTextEditor.document;
    const all = JSON.parse(document.getText().replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*\])/g, '$1'));
    assert.ok(all.length > 500);
    const ours = all.filter((b) => b.command.startsWith('gannhan.'));
    assert.ok(ours.length >= 7);
    // A key that works elsewhere than in a text is another one.
    const inText = (b) => !b.when || /(^|[ (])(editorFocus|editorTextFocus|textInputFocus)/.test(b.when);
    const clashes = all.filter((b) => !b.command.startsWith('gannhan.') && inText(b) && ours.some((o) => o.key === b.key));
    assert.deepEqual(clashes.map((b) => `${b.key}: ${b.command}`), []);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  },

  async 'a wrong path in the settings is told of'() {
    const settings = vscode.workspace.getConfiguration('gannhan');
    await settings.update('server.path', '/nowhere/gannhan', vscode.ConfigurationTarget.Global);
    await until('the server to end', () => servers().length === 0);
    await settings.update('server.path', undefined, vscode.ConfigurationTarget.Global);
    await until('the server to come back', () => servers().length === 1);
  },
};

exports.run = async () => {
  await until('the extension', () => extension()?.isActive);
  const only = process.env.ONLY;
  let failed = 0;
  for (const [name, test] of Object.entries(TESTS)) {
    if (only && !name.includes(only)) continue;
    const start = Date.now();
    try {
      await test();
      console.log(`ok   ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      const state = vscode.workspace.textDocuments.map((d) => [d.fileName, d.version, d.isDirty, vscode.languages.getDiagnostics(d.uri).map((g) => `${g.range.start.line}: ${g.message}`).slice(0, 3), d.getText().slice(0, 60)]);
      console.log(`FAIL ${name}: ${error.stack}\n${JSON.stringify(state, null, 1)}`);
    }
  }
  writeFileSync(join(folder().fsPath, '.done'), String(failed));
  if (failed > 0) throw new Error(`${failed} failed`);
};
