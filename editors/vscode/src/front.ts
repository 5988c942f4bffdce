// What shows of the article in front: the counts in the status bar, and a box around the mention that the
// cursor is on, so that one sees what a key would annotate.
import * as vscode from 'vscode';
import { ask, type Found } from './found';
import * as mentions from './mentions';
import { isArticle } from './project';
import type { Session } from './session';

/** How long the server is not asked after a key, in milliseconds. */
const REST = 150;

export class Front implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly box = vscode.window.createTextEditorDecorationType({
    border: '1px solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private found: Found | undefined;
  private turn = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly session: Session) {
    this.item = vscode.window.createStatusBarItem('gannhan.status', vscode.StatusBarAlignment.Left, 50);
    this.item.name = 'Gannhan';
    this.item.command = 'gannhan.nextMention';
  }

  /** The article in front, where the server knows it. */
  article(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document && this.session.running() && isArticle(document, this.session.projects) ? document : undefined;
  }

  /** Looks again, soon: what came in short succession is looked at once. */
  later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), REST);
  }

  /** Looks again. */
  async refresh(): Promise<void> {
    const turn = ++this.turn;
    const client = this.session.running();
    const document = this.article();
    void vscode.commands.executeCommand('setContext', 'gannhan.running', client !== undefined);
    void vscode.commands.executeCommand('setContext', 'gannhan.article', document !== undefined);
    let found: Found | undefined;
    try {
      found = client && document ? await ask(client, document.uri) : undefined;
    } catch (error) {
      // It is closing, or the document is gone: then there is nothing to show.
      this.session.log.debug(String(error));
    }
    // Somebody else looks meanwhile.
    if (turn !== this.turn) return;
    this.found = found;
    this.show();
    this.draw();
  }

  /** Draws the box where it belongs now. */
  draw(): void {
    const editor = vscode.window.activeTextEditor;
    const here = editor && this.found && mentions.at(this.found.open, editor.selection.active);
    editor?.setDecorations(this.box, here ? [here] : []);
  }

  private show(): void {
    if (!this.found) return this.item.hide();
    const { annotated, open, finished } = this.found;
    this.item.text = `$(${finished ? 'pass' : 'tag'}) ${annotated} / ${annotated + open.length}`;
    const counts = vscode.l10n.t('{0} mentions annotated, {1} to go. Click for the next.', annotated, open.length);
    this.item.tooltip = finished ? `${vscode.l10n.t('Finished.')} ${counts}` : counts;
    this.item.accessibilityInformation = { label: this.item.tooltip };
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.item.dispose();
    this.box.dispose();
  }
}
