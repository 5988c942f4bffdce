// The item in the status bar: how many of the mentions found are annotated.
import * as vscode from 'vscode';
import * as mentions from './mentions';
import { sidecar } from './project';

export class Status implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private turn = 0;

  constructor(private readonly article: () => vscode.TextDocument | undefined) {
    this.item = vscode.window.createStatusBarItem('gannhan.status', vscode.StatusBarAlignment.Left, 50);
    this.item.name = 'Gannhan';
    this.item.command = 'gannhan.nextMention';
  }

  /** Counts anew. */
  async refresh(): Promise<void> {
    const turn = ++this.turn;
    const document = this.article();
    if (!document) return this.item.hide();
    const open = mentions.open(document.uri).length;
    const annotated = await count(document.uri);
    // Somebody else has counted meanwhile.
    if (turn !== this.turn) return;
    this.item.text = `$(tag) ${annotated} / ${annotated + open}`;
    this.item.tooltip = vscode.l10n.t('{0} mentions annotated, {1} to go. Click for the next.', annotated, open);
    this.item.accessibilityInformation = { label: this.item.tooltip };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

/** The annotations in an article's sidecar, as they stand in the editor or else on disk. */
async function count(article: vscode.Uri): Promise<number> {
  const annotator = vscode.workspace.getConfiguration('gannhan', article).get('annotator', '');
  const uri = sidecar(article, annotator);
  const buffer = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
  const lines = (buffer?.getText() ?? (await read(uri))).split('\n');
  return lines.filter((line) => {
    try {
      const { type, status, origin } = JSON.parse(line);
      return type === 'Annotation' && status !== 'rejected' && origin !== 'rejected';
    } catch {
      return false;
    }
  }).length;
}

async function read(uri: vscode.Uri): Promise<string> {
  if (uri.scheme !== 'file') return '';
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // There is none yet.
    return '';
  }
}
