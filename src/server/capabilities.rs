//! What the client can do, as one plain struct; and what we then offer.

use tower_lsp::ls_types::*;

use super::encoding::Encoding;
use super::handlers::{code_action, execute_command, semantic_tokens};

/// What the client says of itself, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResolvedClientCapabilities {
    /// Code actions may be more than commands.
    pub code_action_literals: bool,
    /// It asks for the edit of an action when that is taken.
    pub code_action_resolve: bool,
    /// Edits may say what they are for.
    pub change_annotations: bool,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// It shows inlay hints.
    pub inlay_hints: bool,
    /// It can be asked to fetch inlay hints anew.
    pub inlay_hint_refresh: bool,
    /// It shows semantic tokens of a whole text.
    pub tokens_full: bool,
    /// It asks for the tokens of a part.
    pub tokens_range: bool,
    /// Tokens may overlap.
    pub overlapping_tokens: bool,
    /// A token may reach over line breaks.
    pub multiline_tokens: bool,
    /// It can be asked to fetch tokens anew.
    pub tokens_refresh: bool,
    /// It fetches diagnostics itself and can be asked to do so anew: then nothing is pushed.
    pub pulls_diagnostics: bool,
    /// It applies edits that we ask for.
    pub apply_edit: bool,
    /// Its texts always end with a line break: behind what is inserted behind the last one it puts another.
    pub ends_lines: bool,
    /// Edits may name the version of the text that they are for.
    pub document_changes: bool,
    /// It carries out commands, as nearly all do, or can't create files: then commands are all that there is.
    pub runs_commands: bool,
    /// It can be asked for its settings.
    pub configuration: bool,
    /// It watches files for us.
    pub watches_files: bool,
    /// It takes links as definitions.
    pub definition_links: bool,
    /// Its outlines nest.
    pub nested_symbols: bool,
    /// It asks where a symbol stands when that is chosen.
    pub symbol_resolve: bool,
    /// It asks for the tooltips of hints when they are looked at.
    pub hint_resolve: bool,
    /// It shows code lenses.
    pub code_lenses: bool,
    /// It can be asked to fetch code lenses anew.
    pub code_lens_refresh: bool,
    /// It shows links in documents.
    pub document_links: bool,
    /// It shows what a diagnostic has to do with.
    pub related_information: bool,
    /// It leads from a diagnostic's code to a page about it.
    pub code_descriptions: bool,
    /// It shows how far long work is.
    pub progress: bool,
}

impl ResolvedClientCapabilities {
    /// Reads what the client sent.
    pub fn new(client: &ClientCapabilities, info: Option<&ClientInfo>) -> Self {
        // It does not say so, but applies them, and looks at the version.
        let is_neovim = info.is_some_and(|i| i.name == "Neovim");
        let no_text = TextDocumentClientCapabilities::default();
        let no_workspace = WorkspaceClientCapabilities::default();
        let text = client.text_document.as_ref().unwrap_or(&no_text);
        let workspace = client.workspace.as_ref().unwrap_or(&no_workspace);
        let action = text.code_action.as_ref();
        let (published, pulled) = (text.publish_diagnostics.as_ref(), text.diagnostic.as_ref());
        let formats = text.hover.as_ref().and_then(|h| h.content_format.as_ref());
        let tokens = text.semantic_tokens.as_ref().filter(|t| t.formats.contains(&TokenFormat::RELATIVE));
        let full = |t: &SemanticTokensClientCapabilities| {
            matches!(
                t.requests.full,
                Some(SemanticTokensFullOptions::Bool(true) | SemanticTokensFullOptions::Delta { .. })
            )
        };
        let resolves = |a: &CodeActionClientCapabilities| {
            let edits = |r: &CodeActionCapabilityResolveSupport| r.properties.iter().any(|p| p == "edit");
            a.code_action_literal_support.is_some()
                && a.data_support == Some(true)
                && a.resolve_support.as_ref().is_some_and(edits)
        };
        let diagnostics_refresh =
            workspace.diagnostics.as_ref().and_then(|d| d.refresh_support) == Some(true);
        Self {
            code_action_literals: action.is_some_and(|a| a.code_action_literal_support.is_some()),
            code_action_resolve: action.is_some_and(resolves),
            change_annotations: action.and_then(|a| a.honors_change_annotations) == Some(true)
                && workspace.workspace_edit.as_ref().is_some_and(|e| e.change_annotation_support.is_some()),
            hover_markdown: formats.is_some_and(|f| f.first() == Some(&MarkupKind::Markdown)),
            inlay_hints: text.inlay_hint.is_some(),
            inlay_hint_refresh: workspace.inlay_hint.as_ref().and_then(|h| h.refresh_support) == Some(true),
            tokens_full: tokens.is_some_and(full),
            tokens_range: tokens.and_then(|t| t.requests.range) == Some(true),
            overlapping_tokens: tokens.and_then(|t| t.overlapping_token_support) == Some(true),
            multiline_tokens: tokens.and_then(|t| t.multiline_token_support) == Some(true),
            tokens_refresh: tokens.is_some()
                && workspace.semantic_tokens.as_ref().and_then(|t| t.refresh_support) == Some(true),
            // Without a refresh it would never learn that a sidecar has changed.
            pulls_diagnostics: text.diagnostic.is_some() && diagnostics_refresh,
            apply_edit: workspace.apply_edit == Some(true),
            ends_lines: is_neovim,
            document_changes: is_neovim
                || workspace.workspace_edit.as_ref().and_then(|e| e.document_changes) == Some(true),
            runs_commands: is_neovim
                || workspace.execute_command.is_some()
                || action.is_none_or(|a| a.code_action_literal_support.is_none())
                || !workspace.workspace_edit.as_ref().is_some_and(creates_files),
            configuration: workspace.configuration == Some(true),
            watches_files: workspace.did_change_watched_files.as_ref().and_then(|w| w.dynamic_registration)
                == Some(true),
            definition_links: text.definition.as_ref().and_then(|d| d.link_support) == Some(true),
            nested_symbols: text
                .document_symbol
                .as_ref()
                .and_then(|s| s.hierarchical_document_symbol_support)
                == Some(true),
            symbol_resolve: workspace
                .symbol
                .as_ref()
                .and_then(|s| s.resolve_support.as_ref())
                .is_some_and(|r| r.properties.iter().any(|p| p == "location.range")),
            hint_resolve: text
                .inlay_hint
                .as_ref()
                .and_then(|h| h.resolve_support.as_ref())
                .is_some_and(|r| r.properties.iter().any(|p| p == "tooltip")),
            code_lenses: text.code_lens.is_some(),
            code_lens_refresh: text.code_lens.is_some()
                && workspace.code_lens.as_ref().and_then(|l| l.refresh_support) == Some(true),
            document_links: text.document_link.is_some(),
            related_information: published.and_then(|p| p.related_information) == Some(true)
                || pulled.and_then(|p| p.related_information) == Some(true),
            code_descriptions: published.and_then(|p| p.code_description_support) == Some(true)
                || pulled.and_then(|p| p.code_description_support) == Some(true),
            progress: client.window.as_ref().and_then(|w| w.work_done_progress) == Some(true),
        }
    }
}

/// Whether a client creates files by edits that name versions.
fn creates_files(edits: &WorkspaceEditClientCapabilities) -> bool {
    let creates = |all: &Vec<ResourceOperationKind>| all.contains(&ResourceOperationKind::Create);
    edits.document_changes == Some(true) && edits.resource_operations.as_ref().is_some_and(creates)
}

/// What we offer: of what came with version 3.16 of the protocol or later, nothing that this client can't use.
pub fn server(encoding: Encoding, client: &ResolvedClientCapabilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some::<PositionEncodingKind>(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync())),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        inlay_hint_provider: client.inlay_hints.then(|| {
            OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
                resolve_provider: client.hint_resolve.then_some(true),
                ..InlayHintOptions::default()
            }))
        }),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec!["=".into(), "\"".into(), "[".into(), ":".into()]),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Right(WorkspaceSymbolOptions {
            resolve_provider: client.symbol_resolve.then_some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        code_lens_provider: client.code_lenses.then_some(CodeLensOptions { resolve_provider: Some(false) }),
        document_link_provider: client.document_links.then(|| DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_action_provider: Some(code_actions(client)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: execute_command::COMMANDS.iter().map(ToString::to_string).collect(),
            ..ExecuteCommandOptions::default()
        }),
        semantic_tokens_provider: semantic_tokens(client),
        diagnostic_provider: client.pulls_diagnostics.then(diagnostics),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}

fn sync() -> TextDocumentSyncOptions {
    TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    }
}

fn code_actions(client: &ResolvedClientCapabilities) -> CodeActionProviderCapability {
    if !client.code_action_literals {
        return CodeActionProviderCapability::Simple(true);
    }
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            CodeActionKind::REFACTOR,
            code_action::FIX_ALL,
            code_action::WHOLE,
        ]),
        resolve_provider: client.code_action_resolve.then_some(true),
        ..CodeActionOptions::default()
    })
}

fn semantic_tokens(client: &ResolvedClientCapabilities) -> Option<SemanticTokensServerCapabilities> {
    let options = SemanticTokensOptions {
        legend: semantic_tokens::legend(),
        range: client.tokens_range.then_some(true),
        full: client.tokens_full.then_some(SemanticTokensFullOptions::Bool(true)),
        ..SemanticTokensOptions::default()
    };
    (client.tokens_full || client.tokens_range).then_some(options.into())
}

/// What a sidecar says shows in its article, and the other way round.
fn diagnostics() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("gannhan".into()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    })
}
