// Which folders are annotation projects. Only their files are given to the server.
import * as vscode from 'vscode';
import { dirname } from 'node:path';

/** What makes a folder a project. */
const MARKS = '**/{gannhan.toml,*.anno.jsonl}';
/** Where nobody keeps articles. */
const NOT_IN = '**/{node_modules,target,.git}/**';

export const SIDECAR = 'gannhan-sidecar';

/** The workspace's project folders; a sidecar opened on its own brings the folder that it lies in. */
export async function folders(): Promise<vscode.Uri[]> {
  const found = await Promise.all(
    (vscode.workspace.workspaceFolders ?? []).map(async (folder) => {
      const marks = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, MARKS), NOT_IN, 1);
      return marks.length > 0 ? folder.uri : undefined;
    }),
  );
  const projects = found.filter((uri) => uri !== undefined);
  for (const document of vscode.workspace.textDocuments) {
    if (document.languageId !== SIDECAR || document.uri.scheme !== 'file') continue;
    if (vscode.workspace.getWorkspaceFolder(document.uri)) continue;
    const folder = vscode.Uri.file(dirname(document.uri.fsPath));
    if (!projects.some((uri) => uri.toString() === folder.toString())) projects.push(folder);
  }
  return projects;
}

/** The documents that the server gets. */
export function selector(projects: readonly vscode.Uri[]): vscode.DocumentFilter[] {
  const filters: vscode.DocumentFilter[] = projects.flatMap((uri) => {
    const pattern = new vscode.RelativePattern(uri, '**/*');
    return ['plaintext', SIDECAR, 'gannhan-toml'].map((language) => ({ scheme: 'file', language, pattern }));
  });
  return [...filters, { scheme: 'untitled', language: 'plaintext' }];
}

/** Whether a document is a text that the server may have found something in. */
export function isArticle(document: vscode.TextDocument, projects: readonly vscode.Uri[]): boolean {
  return document.languageId === 'plaintext' && vscode.languages.match(selector(projects), document) > 0;
}

/** The sidecar of an article; `annotator` as the setting has it. */
export function sidecar(article: vscode.Uri, annotator: string): vscode.Uri {
  const ending = annotator.trim() ? `.${annotator.trim()}.anno.jsonl` : '.anno.jsonl';
  return article.with({ path: article.path + ending });
}

/** The article that a sidecar belongs to, as far as its name tells. */
export function isSidecarOf(uri: vscode.Uri, article: vscode.Uri): boolean {
  return uri.scheme === article.scheme && uri.path.startsWith(`${article.path}.`) && uri.path.endsWith('.anno.jsonl');
}
