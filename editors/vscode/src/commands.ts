// What the keys and the command palette do.
import * as vscode from 'vscode';
import { execFile } from 'node:child_process';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Offer, offers, type Scope, take } from './actions';
import { ask, execute, type Found } from './found';
import * as mentions from './mentions';
import { isArticle, sidecar } from './project';
import type { Session } from './session';

/** The article in front, and the server that knows it. */
interface Place {
  client: LanguageClient;
  editor: vscode.TextEditor;
  /** What the server knows of it. */
  found: Found;
}

type Command = (session: Session) => Promise<void>;

/** Every command of the extension. */
export const COMMANDS: Record<string, Command> = {
  annotateAtCursor: atMention('gannhan.annotate'),
  rejectAtCursor: atMention('gannhan.reject'),
  annotateAllCertain: inArticle(annotateAllCertain),
  annotateSelection: inArticle(annotateSelection),
  removeAtCursor: inArticle(removeAtCursor),
  nextMention: inArticle(async (place) => go(place, 1)),
  previousMention: inArticle(async (place) => go(place, -1)),
  openSidecar: inArticle(openSidecar),
  setArticleDate: inArticle(setArticleDate),
  markFinished: inArticle((place) => finish(place, true)),
  reopenArticle: inArticle((place) => finish(place, false)),
  initFolder,
  restartServer: (session) => session.restart(),
  showLog: async (session) => session.log.show(),
};

/** How long a cursor may take to move, in milliseconds. */
const PATIENCE = 500;

/** Keys may come faster than answers: one command after the other. */
let turn: Promise<void> = Promise.resolve();

/** Registers them; `done` is called after each. */
export function register(session: Session, done: () => Promise<void>): vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([name, command]) =>
    vscode.commands.registerCommand(`gannhan.${name}`, () => {
      turn = turn.then(() => command(session)).then(done).catch((error) => {
        session.log.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(vscode.l10n.t('Gannhan: {0}', error instanceof Error ? error.message : String(error)));
      });
      return turn;
    }),
  );
}

function inArticle(command: (place: Place) => Promise<void>): Command {
  return async (session) => {
    const editor = vscode.window.activeTextEditor;
    const client = session.running();
    if (!client) {
      hint(vscode.l10n.t('Gannhan runs in annotation projects: “Make this Folder an Annotation Project” makes one.'));
    } else if (!editor || !isArticle(editor.document, session.projects)) {
      hint(vscode.l10n.t('Open an article (.txt) first.'));
    } else {
      await command({ client, editor, found: await ask(client, editor.document.uri) });
    }
  };
}

/** Does something with the mention under the cursor and goes to the next; goes to one, if there is none. */
function atMention(command: string): Command {
  return inArticle(async (place) => {
    const { client, editor, found } = place;
    const cursor = editor.selection.active;
    const here = mentions.at(found.open, cursor);
    const offer = here && (await offered(client, editor.document, cursor, 'mention', command));
    if (!offer) return go(place, 1);
    await take(client, offer);
    // Unless somebody has moved on meanwhile.
    if (vscode.workspace.getConfiguration('gannhan').get('advance', true) && editor.selection.active.isEqual(cursor)) {
      const next = mentions.step(found.open, here, 1);
      if (next) await reveal(editor, next);
      else hint(vscode.l10n.t('That was the last mention.'));
    }
  });
}

async function offered(
  client: LanguageClient,
  document: vscode.TextDocument,
  at: vscode.Position,
  scope: Scope,
  command: string,
): Promise<Offer | undefined> {
  const all = await offers(client, document, new vscode.Range(at, at));
  return all.find((offer) => offer.scope === scope && offer.command === command);
}

async function annotateAllCertain({ client, editor, found }: Place): Promise<void> {
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  await execute(client, 'gannhan.annotate', { uri, scope: 'certain' });
  const { open } = await ask(client, editor.document.uri);
  const count = found.open.length - open.length;
  if (count === 0) hint(vscode.l10n.t('No certain mention is left to annotate.'));
  else hint(vscode.l10n.t('{0} mentions annotated; {1} need your eye.', count, open.length));
}

async function annotateSelection({ client, editor }: Place): Promise<void> {
  const all = await offers(client, editor.document, editor.selection);
  const kinds = all.filter((offer) => offer.scope === 'selection' && offer.command === 'gannhan.annotate');
  if (kinds.length === 0) return hint(vscode.l10n.t('Select the words of the mention first.'));
  const chosen = await vscode.window.showQuickPick(kinds.map((offer) => ({ label: offer.title, offer })));
  if (chosen) await take(client, chosen.offer);
}

async function removeAtCursor({ client, editor }: Place): Promise<void> {
  const cursor = editor.selection.active;
  const all = await offers(client, editor.document, new vscode.Range(cursor, cursor));
  const offer = all.find((o) => o.command === 'gannhan.remove');
  if (offer) await take(client, offer);
  else hint(vscode.l10n.t('Nothing is annotated here.'));
}

async function setArticleDate({ client, editor, found }: Place): Promise<void> {
  const date = await vscode.window.showInputBox({
    title: vscode.l10n.t('The day that the article is read as of'),
    prompt: vscode.l10n.t('YYYY-MM-DD. Empty: the article tells it itself.'),
    value: found.date ?? '',
    validateInput: (text) =>
      /^(\d{4}-\d{2}-\d{2})?$/.test(text.trim()) ? undefined : vscode.l10n.t('A date is written YYYY-MM-DD.'),
  });
  if (date === undefined) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  await execute(client, 'gannhan.setDate', { uri, date: date.trim() || null });
}

async function finish({ client, editor }: Place, finished: boolean): Promise<void> {
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  await execute(client, 'gannhan.finish', { uri, finished });
}

async function go({ editor, found }: Place, direction: 1 | -1): Promise<void> {
  const cursor = editor.selection.active;
  const here = mentions.at(found.open, cursor) ?? new vscode.Range(cursor, cursor);
  const next = mentions.step(found.open, here, direction);
  if (next) await reveal(editor, next);
  else hint(vscode.l10n.t('Every mention that was found here is annotated.'));
}

/** Puts the cursor on a mention, and waits until VS Code has: the next key has to find it there. */
async function reveal(editor: vscode.TextEditor, mention: vscode.Range): Promise<void> {
  editor.revealRange(mention, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (editor.selection.isEmpty && editor.selection.active.isEqual(mention.start)) return;
  const there = new Promise<void>((resolve) => {
    const listener = vscode.window.onDidChangeTextEditorSelection((event) => {
      if (event.textEditor === editor && event.selections[0]?.active.isEqual(mention.start)) done();
    });
    const timer = setTimeout(() => done(), PATIENCE);
    const done = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
  });
  editor.selection = new vscode.Selection(mention.start, mention.start);
  await there;
}

async function openSidecar({ editor }: Place): Promise<void> {
  const article = editor.document.uri;
  const annotator = vscode.workspace.getConfiguration('gannhan', article).get('annotator', '');
  try {
    const document = await vscode.workspace.openTextDocument(sidecar(article, annotator));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  } catch {
    hint(vscode.l10n.t('This article has no annotations yet.'));
  }
}

async function initFolder(session: Session): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  const program = folder && session.program();
  if (!program) return;
  const output = await run(program.path, ['init'], folder.uri.fsPath);
  session.log.info(output);
  await vscode.workspace.getConfiguration('explorer', folder).update('fileNesting.enabled', true, vscode.ConfigurationTarget.Workspace);
  await session.refresh();
  const config = vscode.Uri.joinPath(folder.uri, 'gannhan.toml');
  await vscode.window.showTextDocument(config, { preview: false });
}

function run(program: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message));
      else resolve((stdout + stderr).trim());
    });
  });
}

function hint(message: string): void {
  vscode.window.setStatusBarMessage(message, 5000);
}
