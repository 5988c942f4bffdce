// The way from one mention to the next.
import type * as vscode from 'vscode';

function order(a: vscode.Range, b: vscode.Range): number {
  return a.start.compareTo(b.start) || a.end.compareTo(b.end);
}

/** The shortest mention at a position: what an action there means. */
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
