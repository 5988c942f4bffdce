// Pages that the server writes: what a rule means, what is known of a unit (`gannhan:rules/orphan.md`).
import * as vscode from 'vscode';
import { execute } from './found';
import type { Session } from './session';

export const SCHEME = 'gannhan';

/** Shows them as read-only documents. */
export function pages(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const client = session.running();
      return client && (await execute<string | null>(client, 'gannhan.document', { uri: uri.toString(true) }));
    },
  });
}
