// The mentions that are not annotated yet, as the server's diagnostics tell them, and the way from one
// to the next.
import * as vscode from 'vscode';

/** The open mentions of an article, in reading order; where two begin together, the shorter first. */
export function open(uri: vscode.Uri): vscode.Range[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((d) => d.source === 'gannhan' && codeOf(d) === 'unannotated')
    .map((d) => d.range)
    .sort(order);
}

function codeOf(diagnostic: vscode.Diagnostic): unknown {
  const code = diagnostic.code;
  return typeof code === 'object' ? code.value : code;
}

function order(a: vscode.Range, b: vscode.Range): number {
  return a.start.compareTo(b.start) || a.end.compareTo(b.end);
}

/** The shortest open mention at a position: what an action there means. */
export function at(mentions: readonly vscode.Range[], position: vscode.Position): vscode.Range | undefined {
  const here = mentions.filter((m) => m.contains(position));
  // Behind the last character a mention is still meant, unless another begins there.
  const inside = here.filter((m) => position.isBefore(m.end));
  const meant = inside.length > 0 ? inside : here;
  return meant.length > 0 ? meant.reduce((best, m) => (best.contains(m) ? m : best)) : undefined;
}

/** The mention after `from` (or before it), around the end of the article. */
export function step(
  mentions: readonly vscode.Range[],
  from: vscode.Range,
  direction: 1 | -1,
): vscode.Range | undefined {
  const list = direction === 1 ? mentions : [...mentions].reverse();
  return list.find((m) => order(m, from) * direction > 0) ?? list.find((m) => order(m, from) !== 0);
}
