// What the server offers at a place, by what it does rather than by its title.
import * as vscode from 'vscode';
import { execute } from './found';
import type { CodeAction, Command, LanguageClient } from 'vscode-languageclient/node';

/** How much an action does: see the server's `gannhan.annotate`. */
export type Scope = 'mention' | 'name' | 'certain' | 'selection';

/** A command that the server carries out. */
export interface Offer {
  title: string;
  command: string;
  arguments: unknown[];
  scope: Scope | undefined;
}

/** All that is offered for a range. */
export async function offers(client: LanguageClient, document: vscode.TextDocument, range: vscode.Range): Promise<Offer[]> {
  const found = await client.sendRequest<(CodeAction | Command)[] | null>('textDocument/codeAction', {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: client.code2ProtocolConverter.asRange(range),
    context: { diagnostics: [] },
  });
  return (found ?? []).flatMap((action) => {
    const command = typeof action.command === 'string' ? { ...action, command: action.command } : action.command;
    if (!command) return [];
    const args = 'arguments' in command ? ((command.arguments as unknown[]) ?? []) : [];
    const scope = (args[0] as { scope?: Scope } | undefined)?.scope;
    return [{ title: action.title, command: command.command, arguments: args, scope }];
  });
}

/** Has an offer carried out. */
export async function take(client: LanguageClient, offer: Offer): Promise<void> {
  await execute(client, offer.command, ...offer.arguments);
}
