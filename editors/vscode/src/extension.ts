// Where VS Code comes in.
import * as vscode from 'vscode';
import { register } from './commands';
import { Front } from './front';
import { pages } from './pages';
import { SIDECAR } from './project';
import { Session } from './session';

let session: Session | undefined;

/** Nothing is waited for: the editor goes on while the server starts. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Gannhan', { log: true });
  const running = (session = new Session(context, log));
  const front = new Front(running);
  const marks = vscode.workspace.createFileSystemWatcher('**/{gannhan.toml,*.anno.jsonl}');
  const again = () => void running.refresh();
  const look = () => void front.refresh();
  const later = () => front.later();
  const isFront = (uri: vscode.Uri) => uri.toString() === front.article()?.uri.toString();
  context.subscriptions.push(
    log,
    front,
    marks,
    pages(running),
    ...register(running, () => front.refresh()),
    running.onChange(look),
    vscode.window.onDidChangeActiveTextEditor(look),
    // VS Code clears the colours with each theme and, on a busy machine, now and then forgets to ask for them again.
    vscode.window.onDidChangeActiveColorTheme(() => running.recolour()),
    vscode.window.onDidChangeTextEditorSelection(() => front.draw()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isFront(document.uri) || document.languageId === SIDECAR) later();
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(isFront)) later();
    }),
    marks.onDidCreate(again),
    marks.onDidCreate(later),
    marks.onDidChange(later),
    marks.onDidDelete(later),
    vscode.workspace.onDidChangeWorkspaceFolders(again),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.languageId === SIDECAR) again();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('gannhan.server.path')) void running.restart();
      else if (event.affectsConfiguration('gannhan')) later();
    }),
  );
  again();
}

export async function deactivate(): Promise<void> {
  await session?.dispose();
}
