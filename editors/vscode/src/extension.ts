// Where VS Code comes in.
import * as vscode from 'vscode';
import { register } from './commands';
import { Current } from './current';
import { isArticle } from './project';
import { Session } from './session';
import { Status } from './status';

let session: Session | undefined;

/** Nothing is waited for: the editor goes on while the server starts. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Gannhan', { log: true });
  const running = (session = new Session(context, log));
  const article = () => {
    const document = vscode.window.activeTextEditor?.document;
    return document && running.running() && isArticle(document, running.projects) ? document : undefined;
  };
  const status = new Status(article);
  const current = new Current(article);
  const look = () => {
    void vscode.commands.executeCommand('setContext', 'gannhan.running', running.running() !== undefined);
    void vscode.commands.executeCommand('setContext', 'gannhan.article', article() !== undefined);
    void status.refresh();
    current.refresh();
  };
  const concerns = (uris: readonly vscode.Uri[]) => {
    const shown = article()?.uri.toString();
    return uris.some((uri) => uri.toString() === shown);
  };
  const marks = vscode.workspace.createFileSystemWatcher('**/{gannhan.toml,*.anno.jsonl}');
  const appeared = () => void running.refresh();
  context.subscriptions.push(
    log,
    status,
    current,
    marks,
    ...register(running),
    running.onChange(look),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.window.onDidChangeTextEditorSelection(() => current.refresh()),
    vscode.languages.onDidChangeDiagnostics((event) => {
      if (concerns(event.uris)) look();
    }),
    marks.onDidCreate(appeared),
    marks.onDidChange(() => void status.refresh()),
    marks.onDidDelete(() => void status.refresh()),
    vscode.workspace.onDidChangeWorkspaceFolders(appeared),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.languageId === 'gannhan-sidecar') appeared();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('gannhan.server.path')) void running.restart();
    }),
  );
  void running.refresh();
}

export async function deactivate(): Promise<void> {
  await session?.dispose();
}
