// The connection to the server.
import * as vscode from 'vscode';
import { LanguageClient, SemanticTokensRegistrationType, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import type { Binary } from './binary';
import { selector } from './project';

/** The settings that are the server's; all others are the extension's own. */
const SERVER_SETTINGS = ['suggestions', 'inlayHints', 'creator', 'annotator', 'locale', 'maxDiagnostics', 'types', 'severity', 'date'];

/** What the user has set. A default is not sent: it would override the project's gannhan.toml. */
export function settings(scope?: vscode.Uri): Record<string, unknown> {
  const section = vscode.workspace.getConfiguration('gannhan', scope);
  const set: Record<string, unknown> = {};
  for (const key of SERVER_SETTINGS) {
    const at = section.inspect(key);
    const value = at?.workspaceFolderValue ?? at?.workspaceValue ?? at?.globalValue;
    if (value !== undefined) set[key] = value;
  }
  return set;
}

/** A client for the documents of `projects`, not started yet. */
export function create(binary: Binary, projects: readonly vscode.Uri[], log: vscode.LogOutputChannel): LanguageClient {
  const server: ServerOptions = { command: binary.path, args: ['lsp'], options: { cwd: projects[0]?.fsPath } };
  const options: LanguageClientOptions = {
    documentSelector: selector(projects) as LanguageClientOptions['documentSelector'],
    outputChannel: log,
    initializationOptions: { ...settings(projects[0]), virtualDocuments: true },
    synchronize: { configurationSection: 'gannhan' },
    middleware: {
      workspace: {
        configuration: (params) =>
          params.items.map((item) => {
            const scope = item.scopeUri ? vscode.Uri.parse(item.scopeUri) : projects[0];
            return item.section === 'gannhan' ? settings(scope) : null;
          }),
      },
    },
  };
  return new LanguageClient('gannhan', 'Gannhan', server, options);
}

/** Has VS Code ask for the colours of `documents` anew. */
export function recolour(client: LanguageClient, documents: readonly vscode.TextDocument[]): void {
  const feature = client.getFeature(SemanticTokensRegistrationType.method);
  for (const document of documents) feature.getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
}
