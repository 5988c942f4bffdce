//! `gannhan.toml` and the editor's settings: what they change, and how their faults are told.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, Count, LONG, cursor, uri, usual};

const ARTICLE: &str = "Ông Lê Văn Tám, Chủ tịch UBND tỉnh Cà Mau, trao 3 tỷ đồng.\n";

struct Project {
    client: Client,
    folder: TempDir,
}

impl Project {
    fn new(toml: &str, capabilities: Value) -> Project {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("gannhan.toml"), toml).unwrap();
        fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
        Project { client: Client::with(capabilities), folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.path(name))
    }

    fn open_article(&mut self) -> Vec<String> {
        let uri = self.uri("a.txt");
        self.client.open(&uri, ARTICLE);
        self.found(1)
    }

    /// What the next diagnostics of the article's version are about.
    fn found(&mut self, version: i32) -> Vec<String> {
        let uri = self.uri("a.txt");
        kinds(&self.client.diagnostics(&uri, version))
    }

    /// The next diagnostics of the project's file.
    fn faults(&mut self, version: Option<i32>) -> Vec<String> {
        let uri = self.uri("gannhan.toml");
        self.client.diagnostics(&uri, version).iter().map(brief).collect()
    }

    fn save(&mut self, toml: &str) {
        fs::write(self.path("gannhan.toml"), toml).unwrap();
        let uri = self.uri("gannhan.toml");
        self.client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    }

    fn touched(&mut self, kind: i32) {
        let uri = self.uri("gannhan.toml");
        self.client
            .notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": kind}]}));
    }

    fn set(&mut self, settings: Value) {
        self.client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    }

    fn hints(&mut self) -> usize {
        let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        let params = json!({"textDocument": {"uri": self.uri("a.txt")}, "range": range});
        self.client.request("textDocument/inlayHint", params)["result"].as_array().map_or(0, Vec::len)
    }
}

fn kinds(diagnostics: &[Value]) -> Vec<String> {
    diagnostics.iter().map(|d| d["data"]["type"].as_str().unwrap_or("?").to_string()).collect()
}

/// `line:from-to message`, from 0.
fn brief(d: &Value) -> String {
    assert_eq!((&d["code"], &d["source"]), (&json!("bad-config"), &json!("gannhan")));
    let at = |end: &str, part: &str| d["range"][end][part].as_u64().unwrap();
    let message = d["message"].as_str().unwrap();
    format!("{}:{}-{} {message}", at("start", "line"), at("start", "character"), at("end", "character"))
}

const ALL: [&str; 3] = ["official", "locality", "amount"];

#[test]
fn faults_are_told_on_the_file_open_or_not_and_the_rest_counts() {
    let mut project =
        Project::new("# 😀 dự án\n'sugestions' = 'off'\ntypes = { amounts = false }\n", usual());
    assert_eq!(project.open_article(), ["official", "locality"]);
    let fault = "1:0-12 the key “sugestions” is not known; did you mean “suggestions”?";
    assert_eq!(project.faults(None), [fault]);
    // In the editor, what is typed is told of; it counts when it is saved.
    let file = project.uri("gannhan.toml");
    project.client.open_as(&file, "toml", 1, "locale = 'vi'\nx = '😀' # ế\n");
    assert_eq!(project.faults(Some(1)), ["1:0-1 the key “x” is not known; check its spelling"]);
    let change = json!([{"range": Count::Utf16.range("locale = 'vi'\nx = '😀' # ế\n", "x = '😀' # ế", 0), "text": ""}]);
    project.client.change(&file, 2, change);
    assert_eq!(project.faults(Some(2)), Vec::<String>::new());
    project.save("locale = 'vi'\n");
    assert_eq!(project.found(1), ALL);
    let hover =
        json!({"textDocument": {"uri": project.uri("a.txt")}, "position": {"line": 0, "character": 36}});
    let said = project.client.request("textDocument/hover", hover)["result"]["contents"]["value"].to_string();
    assert!(said.contains("tỉnh Cà Mau") && said.contains("không rõ ngày"), "{said}");
    // Closed without being saved, it is the file on disk that counts.
    project.client.change(&file, 3, json!([{"text": "y = 1\n"}]));
    assert_eq!(project.faults(Some(3)).len(), 1);
    project.client.notify("textDocument/didClose", json!({"textDocument": {"uri": file}}));
    assert_eq!(project.faults(None), Vec::<String>::new());
    project.client.end();
}

#[test]
fn a_file_that_comes_and_goes() {
    let mut project = Project::new("nonsense = [\n", usual());
    assert_eq!(project.open_article(), ALL);
    assert!(!project.faults(None).is_empty());
    fs::remove_file(project.path("gannhan.toml")).unwrap();
    project.touched(3);
    assert_eq!(project.faults(None), Vec::<String>::new());
    assert_eq!(project.found(1), ALL);
    fs::write(project.path("gannhan.toml"), "suggestions = 'colours'\ninlay-hints = 'off'").unwrap();
    project.touched(1);
    assert_eq!(project.found(1), Vec::<String>::new());
    assert_eq!(project.hints(), 0);
    fs::write(project.path("gannhan.toml"), "exclude = 'a.*'").unwrap();
    project.touched(2);
    assert_eq!(project.found(1), Vec::<String>::new());
    let actions = project.client.actions(
        &project.uri("a.txt"),
        cursor(&Count::Utf16.range(ARTICLE, "Cà Mau", 0)),
        json!([]),
    );
    assert_eq!(actions, Vec::<Value>::new(), "no article any more");
    fs::write(project.path("gannhan.toml"), "articles = '*.txt'\n").unwrap();
    project.touched(2);
    assert_eq!(project.found(1), ALL);
    project.client.end();
}

#[test]
fn files_that_only_the_project_calls_articles() {
    let mut project = Project::new("articles = ['*.md']\n", usual());
    fs::write(project.path("b.md"), ARTICLE).unwrap();
    let uri = project.uri("b.md");
    project.client.open_as(&uri, "markdown", 7, ARTICLE);
    assert_eq!(kinds(&project.client.diagnostics(&uri, 7)), ALL);
    let other = project.uri("a.txt");
    project.client.open(&other, ARTICLE);
    let told = |m: &Value| m["params"]["uri"] == other.as_str();
    assert!(project.client.find(Duration::from_millis(300), &told).is_none());
    project.client.end();
}

#[test]
fn what_the_editor_pushes_overrides_the_file() {
    let mut project =
        Project::new("types = { officials = false, amounts = false }\ninlay-hints = 'off'\n", usual());
    assert_eq!(project.open_article(), ["locality"]);
    assert_eq!(project.hints(), 0);
    project
        .set(json!({"gannhan": {"types": {"amounts": true}, "inlayHints": "all", "maxDiagnostics": "many"}}));
    assert_eq!(project.found(1), ["locality", "amount"]);
    assert_eq!(project.hints(), 2);
    project.set(json!({"gannhan": {"types": null, "inlayHints": null}}));
    assert_eq!(project.found(1), ["locality"]);
    assert_eq!(project.hints(), 0);
    // What it says no more counts no more.
    project.set(json!({"gannhan": {"inlayHints": "all", "types": {"amounts": true}}}));
    assert_eq!(project.found(1), ["locality", "amount"]);
    project.set(json!({"gannhan": {"inlayHints": "all"}}));
    assert_eq!(project.found(1), ["locality"]);
    assert_eq!(project.hints(), 1);
    project.client.end();
}

#[test]
fn what_the_client_is_asked_for_overrides_the_file() {
    let mut capabilities = usual();
    capabilities["workspace"]["configuration"] = json!(true);
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("gannhan.toml"), "suggestions = 'off'").unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    let mut client = Client::start();
    client.answers = false;
    let options = json!({"maxDiagnostics": 2, "suggestions": "diagnostics"});
    client.request(
        "initialize",
        json!({"processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options}),
    );
    client.notify("initialized", json!({}));
    let asked = |m: &Value| m["method"] == "workspace/configuration";
    let first = client.wait("a question", asked);
    assert_eq!(first["params"]["items"], json!([{"section": "gannhan"}]));
    // An edit that comes before the answer is taken in before it.
    let article = uri(&folder.path().join("a.txt"));
    client.open(&article, ARTICLE);
    assert_eq!(client.diagnostics(&article, 1).len(), 2, "a mention, and how many more there are");
    client.send(&json!({"jsonrpc": "2.0", "id": first["id"], "result": [{"maxDiagnostics": 1000}]}));
    assert_eq!(kinds(&client.diagnostics(&article, 1)), ALL);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let second = client.wait("another question", asked);
    client.send(&json!({"jsonrpc": "2.0", "id": second["id"], "result": [{"suggestions": null}]}));
    assert_eq!(client.diagnostics(&article, 1).len(), 0, "the file says off");
    client.end();
}

#[test]
fn severities_and_the_annotator_of_the_file() {
    let mut project =
        Project::new("annotator = 'lan'\n[severity]\nbad-json = 'hint'\nheader-missing = 'off'\n", usual());
    fs::write(project.path("a.txt.lan.anno.jsonl"), "{\"x\":\n").unwrap();
    project.open_article();
    let sidecar = project.uri("a.txt.lan.anno.jsonl");
    let found = project.client.diagnostics(&sidecar, None);
    let of = |rule: &str| found.iter().find(|d| d["code"] == rule).map(|d| d["severity"].clone());
    assert_eq!((of("bad-json"), of("header-missing")), (Some(json!(4)), None), "{found:?}");
    fs::remove_file(project.path("a.txt.lan.anno.jsonl")).unwrap();
    let uri = project.uri("a.txt");
    let range = cursor(&Count::Utf16.range(ARTICLE, "3 tỷ", 0));
    let actions = project.client.actions(&uri, range, json!([]));
    project.client.take(&actions[0]);
    let until = std::time::Instant::now() + LONG;
    while !project.path("a.txt.lan.anno.jsonl").exists() {
        assert!(std::time::Instant::now() < until, "nothing was written");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(!project.path("a.txt.anno.jsonl").exists());
    project.client.end();
}

#[test]
fn a_client_that_fetches_diagnostics_gets_these_too() {
    let mut capabilities = usual();
    capabilities["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    let mut project = Project::new("lokale = 'vi'\n", capabilities);
    let article = project.uri("a.txt");
    project.client.open(&article, ARTICLE);
    let params = json!({"textDocument": {"uri": project.uri("gannhan.toml")}});
    let reply = project.client.request("textDocument/diagnostic", params);
    let items = reply["result"]["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(
        items.iter().map(brief).collect::<Vec<_>>(),
        ["0:0-6 the key “lokale” is not known; did you mean “locale”?"]
    );
    let reply = project.client.request("workspace/diagnostic", json!({"previousResultIds": []}));
    let uris: Vec<&str> =
        reply["result"]["items"].as_array().into_iter().flatten().filter_map(|i| i["uri"].as_str()).collect();
    assert_eq!(uris, [project.uri("gannhan.toml")]);
    project.client.end();
}

#[test]
fn the_projects_file_is_helped_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gannhan.toml");
    let text = "suggestions = \n[severity]\n";
    fs::write(&path, text).expect("written");
    let mut client = Client::in_folder(usual(), folder.path());
    let file = uri(&path);
    client.open_as(&file, "toml", 1, text);
    let ask = |client: &mut Client, method: &str, line: u32, character: u32| {
        let params =
            json!({"textDocument": {"uri": file}, "position": {"line": line, "character": character}});
        client.request(&format!("textDocument/{method}"), params)["result"].clone()
    };
    let values = ask(&mut client, "completion", 0, 14);
    assert_eq!(values[1]["insertText"], "\"colours\"");
    let rules = ask(&mut client, "completion", 2, 0);
    assert!(rules.as_array().is_some_and(|r| r.iter().any(|i| i["label"] == "orphan")), "{rules}");
    let hover = ask(&mut client, "hover", 0, 2);
    assert!(hover["contents"]["value"].as_str().is_some_and(|t| t.contains("suggestions")), "{hover}");
    client.end();
}
