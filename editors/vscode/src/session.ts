// The server's life: started for projects, stopped without any, replaced when settings ask for another.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import * as binary from './binary';
import * as project from './project';

/** Milliseconds from a change of theme to the moment when its colours stand. */
const RECOLOUR = 500;

export class Session implements vscode.Disposable {
  client: LanguageClient | undefined;
  projects: vscode.Uri[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  /** The server came, went, or serves other folders. */
  readonly onChange = this.changed.event;
  /** One start or stop at a time. */
  private turn: Promise<void> = Promise.resolve();
  private recolouring: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
  ) {}

  /** Looks which folders are projects; starts, stops or leaves the server accordingly. */
  refresh(): Promise<void> {
    return this.queue(async () => {
      const projects = await project.folders();
      const key = (uris: vscode.Uri[]) => uris.map(String).sort().join('\n');
      if (this.client && key(projects) === key(this.projects)) return;
      await this.replace(projects);
    });
  }

  /** Starts the server anew, wherever its program is found now. */
  restart(): Promise<void> {
    return this.queue(async () => this.replace(await project.folders()));
  }

  /** The client, where the server answers. */
  running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  /** Has the colours of all open documents asked for anew, in a moment. */
  recolour(): void {
    clearTimeout(this.recolouring);
    this.recolouring = setTimeout(async () => {
      const { recolour } = await import('./client.js');
      const client = this.running();
      if (client) recolour(client, vscode.workspace.textDocuments);
    }, RECOLOUR);
  }

  /** The program to run, or a message that says what is wrong. */
  program(): binary.Binary | undefined {
    const setting = vscode.workspace.getConfiguration('gannhan').get('server.path', '');
    try {
      const found = binary.find(setting, this.context.asAbsolutePath('server'));
      if (!found) this.complain(vscode.l10n.t('There is no gannhan on this machine: install it, or name it in the setting gannhan.server.path.'));
      return found;
    } catch (error) {
      if (!(error instanceof binary.NotThere)) throw error;
      this.complain(vscode.l10n.t('The setting gannhan.server.path names {0}, and there is no such program.', error.path));
      return undefined;
    }
  }

  dispose(): Promise<void> {
    clearTimeout(this.recolouring);
    return this.queue(() => this.stop());
  }

  private queue(step: () => Promise<void>): Promise<void> {
    const done = this.turn.then(step);
    this.turn = done.catch((error) => this.log.error(error));
    return done;
  }

  private async replace(projects: vscode.Uri[]): Promise<void> {
    await this.stop();
    this.projects = projects;
    const program = projects.length > 0 ? this.program() : undefined;
    if (program) {
      this.log.info(`${program.path} (${program.from}), for ${projects.map((p) => p.fsPath).join(', ')}`);
      // Loaded only now: activation waits for none of it.
      const { create } = await import('./client.js');
      const client = create(program, projects, this.log);
      this.client = client;
      client.onDidChangeState(() => this.changed.fire());
      try {
        await client.start();
      } catch (error) {
        this.log.error(error instanceof Error ? error : String(error));
        this.complain(vscode.l10n.t('{0} does not start as a language server.', program.path));
      }
    }
    this.changed.fire();
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose(2000);
    } catch (error) {
      // It was gone already.
      this.log.debug(String(error));
    }
  }

  private complain(message: string): void {
    const settings = vscode.l10n.t('Open Settings');
    const log = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(message, settings, log).then((choice) => {
      if (choice === settings) void vscode.commands.executeCommand('workbench.action.openSettings', 'gannhan.server.path');
      if (choice === log) this.log.show();
    });
  }
}
