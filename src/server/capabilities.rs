//! What the client can do, as one plain struct; and what we then offer.

use tower_lsp::ls_types::{
    ClientCapabilities, ClientInfo, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    ExecuteCommandOptions, HoverProviderCapability, MarkupKind, OneOf, PositionEncodingKind, SaveOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions,
};

use super::encoding::Encoding;
use super::handlers::execute_command;

/// What the client says of itself, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResolvedClientCapabilities {
    /// Code actions may be more than commands.
    pub code_action_literals: bool,
    /// It shows why an action can't be taken.
    pub disabled_actions: bool,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// It can be asked to fetch inlay hints anew.
    pub inlay_hint_refresh: bool,
    /// It applies edits that we ask for.
    pub apply_edit: bool,
    /// Edits may name the version of the text that they are for.
    pub document_changes: bool,
    /// It can be asked for its settings.
    pub configuration: bool,
    /// It watches files for us.
    pub watches_files: bool,
}

impl ResolvedClientCapabilities {
    /// Reads what the client sent.
    pub fn new(client: &ClientCapabilities, info: Option<&ClientInfo>) -> Self {
        // It does not say so, but applies them, and looks at the version.
        let is_neovim = info.is_some_and(|i| i.name == "Neovim");
        let workspace = client.workspace.as_ref();
        let text = client.text_document.as_ref();
        let action = text.and_then(|t| t.code_action.as_ref());
        let formats = text.and_then(|t| t.hover.as_ref()).and_then(|h| h.content_format.as_ref());
        Self {
            code_action_literals: action.is_some_and(|a| a.code_action_literal_support.is_some()),
            disabled_actions: action.and_then(|a| a.disabled_support) == Some(true),
            hover_markdown: formats.is_some_and(|f| f.contains(&MarkupKind::Markdown)),
            inlay_hint_refresh: workspace.and_then(|w| w.inlay_hint.as_ref()).and_then(|h| h.refresh_support)
                == Some(true),
            apply_edit: workspace.and_then(|w| w.apply_edit) == Some(true),
            document_changes: is_neovim
                || workspace.and_then(|w| w.workspace_edit.as_ref()).and_then(|e| e.document_changes)
                    == Some(true),
            configuration: workspace.and_then(|w| w.configuration) == Some(true),
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .and_then(|w| w.dynamic_registration)
                == Some(true),
        }
    }
}

/// What we offer.
pub fn server(encoding: Encoding, client: &ResolvedClientCapabilities) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let actions = if client.code_action_literals {
        CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR]),
            ..CodeActionOptions::default()
        })
    } else {
        CodeActionProviderCapability::Simple(true)
    };
    ServerCapabilities {
        position_encoding: Some::<PositionEncodingKind>(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(actions),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: execute_command::COMMANDS.iter().map(ToString::to_string).collect(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
