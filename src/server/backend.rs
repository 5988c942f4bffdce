//! What the protocol library calls: each notification changes the session before anything else; each
//! request takes its snapshot first, then leaves for a thread where it may take its time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};

use super::capabilities::{self, ResolvedClientCapabilities};
use super::documents::{Document, Key, Role};
use super::encoding::Encoding;
use super::folders::{self, Root};
use super::handlers::{
    code_action, code_lens, execute_command, hover, inlay_hint, navigate, pull, semantic_tokens,
    sidecar_completion, sidecar_hover, symbols, toml,
};
use super::outlet::Sink;
use super::session::Session;
use super::snapshot::Snapshot;
use super::{log, watching, writing};
use crate::config::{Layer, from_json};
use crate::messages::Locale;
use crate::workspace::config;

/// So few sidecars are looked through at once.
const FEW: usize = 200;

/// The server as the library sees it.
pub struct Backend {
    session: Arc<Session>,
    shut_down: Arc<AtomicBool>,
}

impl Backend {
    /// A server with nothing open yet.
    pub fn new(client: Client, out: Sink, busy: Arc<AtomicUsize>, shut_down: Arc<AtomicBool>) -> Backend {
        Backend { session: Session::new(client, out, busy), shut_down }
    }

    /// What it serves.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// What the client wants to be told of each request.
    pub async fn set_trace(&self, params: SetTraceParams) {
        self.session.timings.trace(params.value);
    }

    /// The text of a project's own file that is open; nothing for any other document.
    fn project_file(&self, uri: &Uri) -> Option<ropey::Rope> {
        let key = Key::of(uri);
        let named = key.path().and_then(|p| p.file_name()).is_some_and(|n| n == config::NAME);
        named.then(|| self.session.text_of(&key)).flatten()
    }

    /// Runs a handler on the article as it is now; without one, there is nothing to answer.
    async fn answer<P, R>(
        &self,
        method: &'static str,
        uri: &Uri,
        params: P,
        handler: impl FnOnce(&Snapshot, P) -> Option<R> + Send + 'static,
    ) -> Result<Option<R>>
    where
        P: Send + 'static,
        R: Send + 'static,
    {
        let Some(snapshot) = self.session.snapshot(&Key::of(uri)) else { return Ok(None) };
        let at_once = snapshot.is_quick();
        self.session.timings.of(method, found(at_once, move || handler(&snapshot, params))).await
    }

    /// Runs a handler on what speaks for a document, be that an article or a sidecar (then the flag is set).
    async fn answer_either<R: Send + 'static>(
        &self,
        method: &'static str,
        uri: &Uri,
        handler: impl FnOnce(&Session, &Snapshot, bool) -> Option<R> + Send + 'static,
    ) -> Result<Option<R>> {
        let Some((snapshot, of_sidecar)) = self.session.spoken_for(&Key::of(uri)) else { return Ok(None) };
        let session = self.session.clone();
        // What asks the index of a large workspace may take its time.
        let at_once = snapshot.is_quick() && !of_sidecar && session.folders.index.len() < FEW;
        self.session
            .timings
            .of(method, found(at_once, move || handler(&session, &snapshot, of_sidecar)))
            .await
    }
}

/// Runs what may take its time on a thread of its own. A panic in there is logged by the standard hook, on
/// stderr, and answered. What has not begun when the request is cancelled never does.
async fn blocking<R: Send + 'static>(run: impl FnOnce() -> R + Send + 'static) -> Result<R> {
    struct Task<R>(tokio::task::JoinHandle<R>);
    impl<R> Drop for Task<R> {
        fn drop(&mut self) {
            self.0.abort();
        }
    }
    let mut task = Task(tokio::task::spawn_blocking(run));
    (&mut task.0).await.map_err(|_| Error::internal_error())
}

/// Runs what takes less than it takes to wake a thread `at_once`, else on a thread of its own.
async fn found<R: Send + 'static>(at_once: bool, run: impl FnOnce() -> R + Send + 'static) -> Result<R> {
    if at_once {
        return catch_unwind(AssertUnwindSafe(run)).map_err(|_| Error::internal_error());
    }
    blocking(run).await
}

/// Takes a change in; a panic inside is logged by the standard hook and goes no further.
pub fn take_in(change: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(change)).is_err() {
        tracing::error!("a notification was not taken in");
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let offered = params.capabilities.general.as_ref().and_then(|g| g.position_encodings.as_deref());
        let encoding = Encoding::negotiate(offered);
        let client = ResolvedClientCapabilities::new(&params.capabilities, params.client_info.as_ref());
        let mut editor = Layer::default();
        if let Some(options) = &params.initialization_options {
            take_settings(options, &mut editor);
        }
        let locale = params.locale.as_deref().and_then(Locale::from_tag).unwrap_or_default();
        let capabilities = capabilities::server(encoding, &client);
        if let Some(trace) = params.trace {
            self.session.timings.trace(trace);
        }
        self.session.initialize(client, encoding, locale, editor);
        self.session.folders.change(&[], roots(&params));
        self.session.serve(true);
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let world = self.session.world();
        watching::start(&self.session);
        if world.client.configuration {
            tokio::spawn(ask_settings(self.session.clone()));
        }
        folders::start(&self.session);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        take_in(|| {
            let roots = |folders: Vec<WorkspaceFolder>| {
                folders.iter().filter_map(|f| Root::of(&f.uri)).collect::<Vec<_>>()
            };
            let WorkspaceFoldersChangeEvent { added, removed } = params.event;
            self.session.folders.change(&roots(removed), roots(added));
        });
    }

    async fn shutdown(&self) -> Result<()> {
        self.shut_down.store(true, Ordering::SeqCst);
        self.session.serve(false);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        take_in(|| {
            let item = params.text_document;
            let key = Key::of(&item.uri);
            let rope = ropey::Rope::from_str(&item.text);
            let language = item.language_id;
            // Its project tells what it is.
            let role = Role::Other;
            let (uri, version) = (item.uri, item.version);
            let document = Document { uri, language, role, rope, version, is_dirty: false, clean: None };
            self.session.open(document, key);
        });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        take_in(|| {
            let id = params.text_document;
            self.session.change(&Key::of(&id.uri), id.version, params.content_changes, false);
        });
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let key = Key::of(&params.text_document.uri);
        let mut before = None;
        take_in(|| before = self.session.save(&key));
        if let Some(before) = before {
            tokio::spawn(writing::follow_save(self.session.clone(), before));
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        take_in(|| self.session.close(&Key::of(&params.text_document.uri)));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        take_in(|| {
            for change in &params.changes {
                self.session.file_told(Key::of(&change.uri));
            }
        });
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.session.world().client.configuration {
            tokio::spawn(ask_settings(self.session.clone()));
        } else {
            take_in(|| {
                // Whoever says nothing changes nothing.
                if params.settings.is_object() {
                    self.session.configure(|editor| take_settings(&params.settings, editor));
                }
            });
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let hover = move |session: &Session, snapshot: &Snapshot, of_sidecar| {
            if of_sidecar {
                sidecar_hover::hover(snapshot, at.position)
            } else {
                hover::hover(session, snapshot, at.position)
            }
        };
        let uri = at.text_document.uri;
        if let Some(rope) = self.project_file(&uri) {
            return Ok(toml::hover(&rope, at.position, &self.session.world()));
        }
        self.answer_either("textDocument/hover", &uri, hover).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let uri = at.text_document.uri;
        if let Some(rope) = self.project_file(&uri) {
            return Ok(Some(toml::completion(&rope, self.session.world().encoding, at.position).into()));
        }
        let key = Key::of(&uri);
        let spoken = self.session.spoken_for(&key).filter(|(_, of_sidecar)| *of_sidecar);
        let (Some((snapshot, _)), Some(rope)) = (spoken, self.session.text_of(&key)) else { return Ok(None) };
        let session = self.session.clone();
        let find = move || sidecar_completion::completion(&session, &rope, at.position, &snapshot.world);
        let found = self.session.timings.of("textDocument/completion", blocking(find)).await?;
        Ok(found.map(Into::into))
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let tokens = {
            let method = "textDocument/semanticTokens/full";
            self.answer(method, &params.text_document.uri, None, semantic_tokens::tokens).await?
        };
        Ok(tokens.map(Into::into))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let (method, range) = ("textDocument/semanticTokens/range", Some(params.range));
        let tokens = self.answer(method, &params.text_document.uri, range, semantic_tokens::tokens).await?;
        Ok(tokens.map(Into::into))
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let key = Key::of(&params.text_document.uri);
        let spoken = self.session.spoken_for(&key);
        let before = params.previous_result_id;
        if let Some((snapshot, of_sidecar)) = spoken {
            let at_once = snapshot.is_quick() && !of_sidecar;
            let run = move || pull::document(&pull::report(&snapshot, of_sidecar), before.as_deref());
            return self.session.timings.of("textDocument/diagnostic", found(at_once, run)).await;
        }
        if let Some(report) = self.session.project_report(&key) {
            return Ok(pull::document(&report, before.as_deref()));
        }
        let found = self.session.folders.found().await.into_iter();
        let report =
            found.filter(|(path, _)| Some(path.as_path()) == key.path()).map(|(_, e)| e.report).next();
        Ok(pull::document(&report.unwrap_or_default(), before.as_deref()))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(pull::workspace(&self.session, params).await.into())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let method = "textDocument/inlayHint";
        self.answer(method, &params.text_document.uri, params.range, inlay_hint::hints).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        let Some(later) = inlay_hint::later(&hint)? else { return Ok(hint) };
        let snapshot = self.session.snapshot(&Key::of(&later.uri));
        blocking(move || inlay_hint::resolve(snapshot.as_deref(), hint, &later)).await?
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let find = move |session: &Session, snapshot: &Snapshot, of_sidecar| {
            navigate::definition(session, snapshot, of_sidecar, at.position)
        };
        self.answer_either("textDocument/definition", &at.text_document.uri, find).await
    }

    async fn goto_type_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let uri = at.text_document.uri;
        self.answer("textDocument/typeDefinition", &uri, at.position, navigate::type_definition).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        // The text is that of now; the folders are waited for.
        let spoken = self.session.spoken_for(&Key::of(&at.text_document.uri));
        let Some((snapshot, of_sidecar)) = spoken else { return Ok(None) };
        self.session.folders.settled().await;
        let session = self.session.clone();
        let find = blocking(move || navigate::references(&session, &snapshot, of_sidecar, at.position));
        self.session.timings.of("textDocument/references", find).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let uri = at.text_document.uri;
        self.answer("textDocument/documentHighlight", &uri, at.position, navigate::highlight).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let find = |_: &Session, snapshot: &Snapshot, of_sidecar| symbols::outline(snapshot, of_sidecar);
        self.answer_either("textDocument/documentSymbol", &params.text_document.uri, find).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.session.folders.settled().await;
        let session = self.session.clone();
        let run = blocking(move || symbols::workspace(&session, &params.query));
        self.session.timings.of("workspace/symbol", run).await.map(Some)
    }

    async fn symbol_resolve(&self, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        let session = self.session.clone();
        blocking(move || symbols::resolve(&session, symbol)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let lenses = |snapshot: &Snapshot, ()| code_lens::lenses(snapshot);
        self.answer("textDocument/codeLens", &params.text_document.uri, (), lenses).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let find = |session: &Session, snapshot: &Snapshot, of_sidecar: bool| {
            of_sidecar.then(|| symbols::links(session, snapshot)).flatten()
        };
        self.answer_either("textDocument/documentLink", &params.text_document.uri, find).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let spoken = self.session.spoken_for(&Key::of(&params.text_document.uri));
        let Some((snapshot, of_sidecar)) = spoken else { return Ok(None) };
        // It may have to ask git, and to wait for it.
        let find = blocking(move || code_action::actions(&snapshot, (params, of_sidecar)));
        self.session.timings.of("textDocument/codeAction", find).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        if action.data.is_none() {
            return Ok(action);
        }
        let later = code_action::later(&action)?;
        let snapshot = self.session.spoken_for(&Key::of(later.uri())).map(|(snapshot, _)| snapshot);
        blocking(move || code_action::resolve(snapshot.as_deref(), action, &later)).await?
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let run = execute_command::execute(&self.session, params);
        self.session.timings.of("workspace/executeCommand", run).await
    }
}

/// The folders that the editor has open.
#[expect(deprecated, reason = "older clients name one folder only")]
fn roots(params: &InitializeParams) -> Vec<Root> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|f| Root::of(&f.uri)).collect(),
        None => match (&params.root_uri, &params.root_path) {
            (Some(uri), _) => Root::of(uri).into_iter().collect(),
            (None, Some(path)) => Uri::from_file_path(path).as_ref().and_then(Root::of).into_iter().collect(),
            (None, None) => Vec::new(),
        },
    }
}

/// Takes settings in; what makes no sense in them is left out and logged.
fn take_settings(settings: &serde_json::Value, editor: &mut Layer) {
    for problem in from_json(settings, editor) {
        tracing::warn!(message = ?problem.message, "a setting is left out");
    }
    log::set_level(editor.log_level);
}

/// Asks the client for its settings and takes them in.
async fn ask_settings(session: Arc<Session>) {
    let item = ConfigurationItem { scope_uri: None, section: Some("gannhan".into()) };
    match session.client.configuration(vec![item]).await {
        Ok(values) => {
            for value in values {
                session.configure(|editor| take_settings(&value, editor));
            }
        }
        Err(error) => tracing::warn!(%error, "no settings"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_answer_and_the_next_request_has_its_own() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let broken = blocking(|| -> u8 { panic!("on purpose") }).await;
        take_in(|| panic!("on purpose"));
        std::panic::set_hook(hook);
        assert_eq!(broken, Err(Error::internal_error()));
        assert_eq!(blocking(|| 7).await, Ok(7));
    }
}
