// What the keys and the command palette do.
import * as vscode from 'vscode';
import { execFile } from 'node:child_process';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Offer, offers, type Scope, take } from './actions';
import * as mentions from './mentions';
import { isArticle, sidecar } from './project';
import type { Session } from './session';

/** The article in front, and the server that knows it. */
interface Place {
  client: LanguageClient;
  editor: vscode.TextEditor;
}

type Command = (session: Session) => Promise<void>;

/** Every command of the extension. */
export const COMMANDS: Record<string, Command> = {
  annotateAtCursor: atMention('gannhan.annotate'),
  rejectAtCursor: atMention('gannhan.reject'),
  annotateAllCertain: inArticle(annotateAllCertain),
  annotateSelection: inArticle(annotateSelection),
  nextMention: inArticle(async ({ editor }) => go(editor, 1)),
  previousMention: inArticle(async ({ editor }) => go(editor, -1)),
  openSidecar: inArticle(openSidecar),
  initFolder,
  restartServer: (session) => session.restart(),
  showLog: async (session) => session.log.show(),
};

/** Keys may come faster than answers: one command after the other. */
let turn: Promise<void> = Promise.resolve();

/** Registers them. */
export function register(session: Session): vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([name, command]) =>
    vscode.commands.registerCommand(`gannhan.${name}`, () => {
      turn = turn.then(() => command(session)).catch((error) => {
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
      await command({ client, editor });
    }
  };
}

/** Does something with the mention under the cursor and goes to the next; goes to one, if there is none. */
function atMention(command: string): Command {
  return inArticle(async ({ client, editor }) => {
    const cursor = editor.selection.active;
    const offer = await offered(client, editor.document, new vscode.Range(cursor, cursor), 'mention', command);
    if (!offer) return go(editor, 1);
    const open = mentions.open(editor.document.uri);
    const here = mentions.at(open, cursor) ?? new vscode.Range(cursor, cursor);
    await take(client, offer);
    // Unless somebody has moved on meanwhile.
    if (vscode.workspace.getConfiguration('gannhan').get('advance', true) && editor.selection.active.isEqual(cursor)) {
      const next = mentions.step(open, here, 1);
      if (next) reveal(editor, next);
      else hint(vscode.l10n.t('That was the last mention.'));
    }
  });
}

async function offered(
  client: LanguageClient,
  document: vscode.TextDocument,
  range: vscode.Range,
  scope: Scope,
  command: string,
): Promise<Offer | undefined> {
  const all = await offers(client, document, range);
  return all.find((offer) => offer.scope === scope && offer.command === command);
}

async function annotateAllCertain({ client, editor }: Place): Promise<void> {
  // It is offered on any open mention.
  for (const mention of mentions.open(editor.document.uri).slice(0, 1)) {
    const start = new vscode.Range(mention.start, mention.start);
    const offer = await offered(client, editor.document, start, 'certain', 'gannhan.annotate');
    if (offer) return take(client, offer);
  }
  hint(vscode.l10n.t('No certain mention is left to annotate.'));
}

async function annotateSelection({ client, editor }: Place): Promise<void> {
  const all = await offers(client, editor.document, editor.selection);
  const kinds = all.filter((offer) => offer.scope === 'selection').map((offer) => ({ label: offer.title, offer }));
  if (kinds.length === 0) return hint(vscode.l10n.t('Select the words of the mention first.'));
  const chosen = await vscode.window.showQuickPick(kinds);
  if (chosen) await take(client, chosen.offer);
}

async function go(editor: vscode.TextEditor, direction: 1 | -1): Promise<void> {
  const open = mentions.open(editor.document.uri);
  const cursor = editor.selection.active;
  const here = mentions.at(open, cursor) ?? new vscode.Range(cursor, cursor);
  const next = mentions.step(open, here, direction);
  if (next) reveal(editor, next);
  else hint(vscode.l10n.t('Every mention that was found here is annotated.'));
}

function reveal(editor: vscode.TextEditor, mention: vscode.Range): void {
  editor.selection = new vscode.Selection(mention.start, mention.start);
  editor.revealRange(mention, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
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
