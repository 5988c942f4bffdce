// What the server knows of an article: the counts, and the mentions that are not annotated yet.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The answer of `gannhan.status`. */
interface Answer {
  annotated: number;
  open: number;
  date: string | null;
  status: 'open' | 'finished';
  unannotated: { range: { start: vscode.Position; end: vscode.Position } }[];
}

/** An article as it was when the server was asked. */
export interface Found {
  annotated: number;
  date: string | undefined;
  finished: boolean;
  /** In reading order; where two begin together, the shorter first. */
  open: vscode.Range[];
}

/** Asks the server; it has taken in every edit so far. */
export async function ask(client: LanguageClient, uri: vscode.Uri): Promise<Found> {
  const argument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const answer = await execute<Answer>(client, 'gannhan.status', argument);
  const open = answer.unannotated.map(({ range: { start, end } }) => new vscode.Range(start.line, start.character, end.line, end.character));
  return {
    annotated: answer.annotated,
    date: answer.date ?? undefined,
    finished: answer.status === 'finished',
    open: open.sort((a, b) => a.start.compareTo(b.start) || a.end.compareTo(b.end)),
  };
}

/** Has the server carry out one of its commands. */
export function execute<T>(client: LanguageClient, command: string, ...args: unknown[]): Promise<T> {
  return client.sendRequest<T>('workspace/executeCommand', { command, arguments: args });
}
