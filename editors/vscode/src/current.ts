// A box around the mention that the cursor is on, so that one sees what a key would annotate.
import * as vscode from 'vscode';
import * as mentions from './mentions';

export class Current implements vscode.Disposable {
  private readonly box = vscode.window.createTextEditorDecorationType({
    border: '1px solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightBackground'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  constructor(private readonly article: () => vscode.TextDocument | undefined) {}

  /** Draws it where it belongs now. */
  refresh(): void {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const document = this.article();
    const here = document && mentions.at(mentions.open(document.uri), editor.selection.active);
    editor.setDecorations(this.box, here ? [here] : []);
  }

  dispose(): void {
    this.box.dispose();
  }
}
