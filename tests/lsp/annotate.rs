//! From a code action to a line on disk, or in the sidecar's buffer.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::client::{Client, Count, LONG, cursor, uri, usual, usual_and};
use super::positions::quote;

const TEXT: &str = "Sáng nay, tỉnh Hậu Giang đón khách.\nTừ Hà Nội vào, đoàn ghé Cần Thơ rồi về Hà Nội.\n";

struct Desk {
    client: Client,
    folder: tempfile::TempDir,
    article: PathBuf,
    uri: String,
    text: String,
}

impl Desk {
    fn named(name: &str, capabilities: Value) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let article = folder.path().join(name);
        fs::write(&article, TEXT).expect("written");
        let uri = uri(&article);
        Desk { client: Client::with(capabilities), folder, article, uri, text: TEXT.into() }
    }

    /// An open article whose first diagnostics have come.
    fn open() -> Desk {
        let mut desk = Desk::named("a.txt", usual());
        desk.client.open(&desk.uri, TEXT);
        assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 4);
        desk
    }

    fn sidecar(&self) -> PathBuf {
        let name = self.article.file_name().and_then(|n| n.to_str()).expect("a name");
        self.article.with_file_name(format!("{name}.anno.jsonl"))
    }

    fn lines(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.sidecar()).expect("a sidecar");
        text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
    }

    fn range(&self, part: &str, nth: usize) -> Value {
        Count::Utf16.range(&self.text, part, nth)
    }

    fn actions(&mut self, part: &str, nth: usize) -> Vec<Value> {
        let range = cursor(&self.range(part, nth));
        self.client.actions(&self.uri, range, json!([]))
    }

    /// The quotes that the sidecar's lines cut out of the article on disk.
    fn quotes(&self) -> Vec<String> {
        let stored = fs::read_to_string(&self.article).expect("an article");
        let sidecar = fs::read_to_string(self.sidecar()).expect("a sidecar");
        sidecar.lines().filter(|l| l.contains("\"Annotation\"")).map(|line| quote(&stored, line)).collect()
    }

    fn edit(&mut self, version: i32, part: &str, nth: usize, text: &str) {
        let change = json!([{"range": self.range(part, nth), "text": text}]);
        self.client.change(&self.uri, version, change);
        let (at, _) = self.text.match_indices(part).nth(nth).expect("there");
        self.text.replace_range(at..at + part.len(), text);
    }

    fn open_sidecar(&mut self, version: i32, text: &str) -> String {
        let uri = uri(&self.sidecar());
        self.client.open_as(&uri, "jsonl", version, text);
        uri
    }
}

fn message(client: &mut Client) -> String {
    let shown = client.wait("a message", |m| m["method"] == "window/showMessage");
    shown["params"]["message"].as_str().expect("a text").to_string()
}

fn preferred(actions: &[Value]) -> Value {
    actions.iter().find(|a| a["isPreferred"] == true).cloned().expect("a preferred action")
}

fn commands(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|a| a["command"]["command"].as_str().expect("a command")).collect()
}

fn by_scope(actions: &[Value], scope: &str) -> Value {
    let fits = |a: &&Value| a["command"]["arguments"][0]["scope"] == scope;
    actions.iter().find(fits).cloned().unwrap_or_else(|| panic!("no {scope} in {actions:#?}"))
}

#[test]
fn the_quick_fix_writes_the_sidecar_and_its_diagnostic_goes() {
    let mut desk = Desk::named("a.txt", usual());
    desk.client.open(&desk.uri, TEXT);
    let found = desk.client.diagnostics(&desk.uri, 1);
    let first = &found[0];
    assert_eq!(
        (&first["code"], &first["source"], &first["severity"]),
        (&json!("unannotated"), &json!("gannhan"), &json!(3))
    );
    assert_eq!(first["range"], desk.range("tỉnh Hậu Giang", 0));
    let actions = desk.client.actions(&desk.uri, first["range"].clone(), json!([first]));
    let action = preferred(&actions);
    assert_eq!((&action["kind"], &action["diagnostics"]), (&json!("quickfix"), &json!([first])));
    assert_eq!(desk.client.take(&action)["error"], Value::Null);
    // The file is there when the reply comes.
    let lines = desk.lines();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["type"], &lines[0]["source"]), (&json!("Article"), &json!("a.txt")));
    assert_eq!(lines[1]["body"]["source"], "urn:gannhan:unit:before-2025:93");
    assert_eq!((&lines[1]["origin"], &lines[1]["type"]), (&json!("accepted"), &json!("Annotation")));
    assert_ne!(lines[1]["creator"]["name"], "");
    assert_eq!(desk.quotes(), ["tỉnh Hậu Giang"]);
    let left = desk.client.diagnostics(&desk.uri, 1);
    assert_eq!(left, found[1..]);
    // Nothing is left to do there but to take it back, and the hover says so.
    let left = desk.actions("tỉnh Hậu Giang", 0);
    assert_eq!(commands(&left), ["gannhan.remove"]);
    let at = desk.range("Hậu", 0)["start"].clone();
    let hover =
        desk.client.request("textDocument/hover", json!({"textDocument": {"uri": desk.uri}, "position": at}));
    let said = hover["result"]["contents"]["value"].as_str().expect("Markdown");
    assert!(said.contains("annotated") && said.starts_with("**"), "{said}");
    // No file but the two.
    assert_eq!(fs::read_dir(desk.folder.path()).expect("a folder").count(), 2);
    desk.client.end();
}

#[test]
fn lines_that_are_there_stay_byte_for_byte() {
    let mut desk = Desk::open();
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    desk.client.diagnostics(&desk.uri, 1);
    let written = fs::read(desk.sidecar()).expect("there");
    let mut odd = written.clone();
    odd.extend(
        b"{broken \xff\n<<<<<<< ours\n=======\n>>>>>>> theirs\n\n{\"id\" : 1 , \"x\": [ ]}\r\nno line break",
    );
    fs::write(desk.sidecar(), &odd).expect("written");
    let actions = desk.actions("tỉnh Hậu Giang", 0);
    desk.client.take(&preferred(&actions));
    let now = fs::read(desk.sidecar()).expect("there");
    let lines = |bytes: &[u8]| bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (before, after) = (lines(&odd), lines(&now));
    let added: Vec<_> = after.iter().filter(|l| !before.contains(l)).collect();
    assert_eq!(added.len(), 1);
    assert!(String::from_utf8_lossy(added[0]).contains("Hậu Giang"));
    let rest: Vec<_> = after.iter().filter(|l| before.contains(l)).cloned().collect();
    assert_eq!(rest, before);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 2);
    desk.client.end();
}

#[test]
fn all_of_a_name_all_certain_ones_and_none() {
    let mut desk = Desk::open();
    let actions = desk.actions("Hà Nội", 0);
    desk.client.take(&by_scope(&actions, "name"));
    assert_eq!(desk.quotes(), ["Hà Nội", "Hà Nội"]);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 2);
    let actions = desk.actions("Cần Thơ", 0);
    let reject =
        actions.iter().find(|a| a["command"]["command"] == "gannhan.reject").cloned().expect("an action");
    desk.client.take(&reject);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 1);
    assert_eq!(desk.lines()[2]["status"], "rejected", "{:#?}", desk.lines());
    // What was refused is not offered again, and not annotated with the rest.
    let left = desk.actions("Cần Thơ", 0);
    assert_eq!(commands(&left), ["gannhan.remove"]);
    let actions = desk.actions("tỉnh Hậu Giang", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 0);
    assert_eq!(desk.quotes(), ["tỉnh Hậu Giang", "Hà Nội", "Cần Thơ", "Hà Nội"]);
    // A person may change his mind: by selecting it.
    let range = desk.range("Cần Thơ", 0);
    let actions = desk.client.actions(&desk.uri, range, json!([]));
    desk.client.take(&by_scope(&actions[1..], "selection"));
    assert_eq!(desk.lines()[3]["status"], Value::Null);
    assert_eq!(desk.lines().len(), 5);
    desk.client.end();
}

#[test]
fn all_certain_ones_are_marked_as_not_reviewed() {
    let mut desk = Desk::open();
    let actions = desk.actions("Hà Nội", 0);
    desk.client.take(&by_scope(&actions, "certain"));
    assert!(desk.lines()[1..].iter().all(|l| l["origin"] == "bulk"));
    assert!(desk.lines().len() > 2);
    let ids: std::collections::HashSet<String> =
        desk.lines()[1..].iter().map(|l| l["id"].to_string()).collect();
    assert_eq!(ids.len(), desk.lines().len() - 1);
    desk.client.end();
}

#[test]
fn a_selection_becomes_what_the_user_says() {
    let mut desk = Desk::open();
    let range = desk.range("Sáng nay", 0);
    let actions = desk.client.actions(&desk.uri, range, json!([]));
    let kinds: Vec<&Value> = actions.iter().map(|a| &a["command"]["arguments"][0]["type"]).collect();
    assert_eq!(kinds, ["locality", "official", "amount"]);
    for action in &actions {
        desk.client.take(action);
    }
    assert_eq!(desk.quotes(), ["Sáng nay"; 3]);
    let classes: Vec<Value> = desk.lines()[1..].iter().map(|l| l["body"]["type"][1].clone()).collect();
    assert_eq!(classes, ["Locality", "Official", "Amount"]);
    for line in &desk.lines()[1..] {
        assert_eq!(line["origin"], "manual");
        assert!(line["body"]["source"].as_str().is_some_and(|s| s.starts_with("urn:gannhan:")));
    }
    // Twice the same adds nothing.
    desk.client.take(&actions[0]);
    assert_eq!(desk.lines().len(), 4);
    // A selection that cuts a letter from its mark is none.
    desk.client.open("untitled:x", "x");
    desk.edit(2, "Sáng", 0, "Sa\u{301}ng");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 2}});
    let mut actions = desk.client.actions(&desk.uri, range, json!([]));
    actions.retain(|a| a["command"].is_object());
    assert_eq!(actions, Vec::<Value>::new());
    desk.client.end();
}

#[test]
fn a_client_that_knows_commands_only_gets_commands() {
    let mut desk = Desk::named("a.txt", json!({}));
    desk.client.open(&desk.uri, TEXT);
    let actions = desk.actions("Cần Thơ", 0);
    assert!(actions.iter().all(|a| a["command"].is_string()), "{actions:#?}");
    desk.client.take(&actions[0]);
    assert_eq!(desk.quotes(), ["Cần Thơ"]);
    let at = desk.range("Cần Thơ", 0)["start"].clone();
    let hover =
        desk.client.request("textDocument/hover", json!({"textDocument": {"uri": desk.uri}, "position": at}));
    assert_eq!(hover["result"]["contents"]["kind"], "plaintext");
    assert!(!hover.to_string().contains("**"));
    desk.client.end();
}

#[test]
fn odd_file_names() {
    for name in ["bài số 1.txt", "100% #2 [x] ?.txt", "đường+phố&.txt", "a.b c", "ほ.TXT"] {
        let mut desk = Desk::named(name, usual());
        desk.client.open(&desk.uri, TEXT);
        let actions = desk.actions("Cần Thơ", 0);
        desk.client.take(&preferred(&actions));
        assert_eq!(desk.quotes(), ["Cần Thơ"], "{name}");
        assert_eq!(desk.lines()[0]["source"], name);
        desk.client.end();
    }
}

#[test]
fn a_uri_that_is_not_encoded_is_understood() {
    let mut desk = Desk::named("bài [1].txt", usual());
    let raw = format!("file://{}", desk.article.display());
    desk.client.open(&raw, TEXT);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 4);
    let range = cursor(&desk.range("Cần Thơ", 0));
    let actions = desk.client.actions(&raw, range, json!([]));
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.quotes(), ["Cần Thơ"]);
    desk.client.end();
}

#[test]
fn an_open_sidecar_gets_the_edit_and_the_disk_is_left_alone() {
    let mut desk = Desk::open();
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 3);
    let on_disk = fs::read_to_string(desk.sidecar()).expect("there");
    // Unsaved: the annotation is taken out, and something that is no JSON is typed.
    let header = on_disk.lines().next().expect("a header");
    let buffer = format!("{header}\nđang gõ dở 😀\n");
    let sidecar = desk.open_sidecar(5, &buffer);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 4);
    desk.client.answers = false;
    let actions = desk.actions("tỉnh Hậu Giang", 0);
    assert_eq!(desk.client.take(&preferred(&actions))["error"], Value::Null);
    let asked = desk.client.wait("an edit", |m| m["method"] == "workspace/applyEdit");
    let change = &asked["params"]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": sidecar, "version": 5}));
    let [edit] = change["edits"].as_array().expect("edits").as_slice() else { panic!("{change}") };
    assert_eq!(edit["range"]["start"], edit["range"]["end"]);
    let line = edit["newText"].as_str().expect("a text");
    assert_eq!(line.matches('\n').count(), 1);
    assert_eq!(quote(TEXT, line.trim_end()), "tỉnh Hậu Giang");
    desk.client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}}));
    // The editor applies it; only then it is annotated.
    desk.client.change(&sidecar, 6, json!([{"range": edit["range"], "text": line}]));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 3);
    assert_eq!(fs::read_to_string(desk.sidecar()).expect("there"), on_disk);
    // Closed without saving: what is on disk counts again.
    desk.client.notify("textDocument/didClose", json!({"textDocument": {"uri": sidecar}}));
    let left = desk.client.diagnostics(&desk.uri, 1);
    assert_eq!(left.len(), 3);
    assert_eq!(left[0]["range"], desk.range("tỉnh Hậu Giang", 0));
    desk.client.end();
}

#[test]
fn a_client_that_never_answers_blocks_nothing() {
    let mut desk = Desk::open();
    desk.client.answers = false;
    let sidecar = desk.open_sidecar(1, "");
    desk.client.diagnostics(&desk.uri, 1);
    for _ in 0..3 {
        let actions = desk.actions("Cần Thơ", 0);
        assert_eq!(desk.client.take(&preferred(&actions))["error"], Value::Null);
    }
    let asked = desk.client.wait("an edit", |m| m["method"] == "workspace/applyEdit");
    assert_eq!(asked["params"]["edit"]["documentChanges"][0]["textDocument"]["uri"], sidecar);
    assert!(!desk.sidecar().exists());
    desk.client.end();
}

#[test]
fn an_edit_that_is_not_applied_is_told() {
    let mut desk = Desk::open();
    desk.client.answers = false;
    desk.open_sidecar(1, "");
    desk.client.diagnostics(&desk.uri, 1);
    let actions = desk.actions("Cần Thơ", 0);
    let command = &preferred(&actions)["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let id = desk.client.post("workspace/executeCommand", params);
    let mut asked = 0;
    while let Some(request) = desk
        .client
        .find(LONG, &|m| m["method"] == "workspace/applyEdit" || m["id"] == id)
        .filter(|m| m["id"] != id || !m["method"].is_null())
    {
        asked += 1;
        let result = json!({"applied": false, "failureReason": "version mismatch"});
        desk.client.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
    }
    assert_eq!(asked, 1);
    let said = message(&mut desk.client);
    assert!(said.contains("version mismatch") && said.contains("a.txt.anno.jsonl"), "{said}");
    desk.client.end();
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("not a folder");
    fs::write(&file, "x").expect("written");
    let uri = uri(&file.join("a.txt"));
    let mut client = Client::usual();
    client.open(&uri, TEXT);
    client.diagnostics(&uri, 1);
    let range = cursor(&Count::Utf16.range(TEXT, "Cần Thơ", 0));
    let actions = client.actions(&uri, range.clone(), json!([]));
    // Without an article that can be read nothing is offered; else it is told where and why.
    if let Some(action) = actions.iter().find(|a| a["isPreferred"] == true) {
        assert_eq!(client.take(action)["error"], Value::Null);
        let said = message(&mut client);
        assert!(said.contains("a.txt.anno.jsonl"), "{said}");
    }
    // A folder stands where the sidecar should be.
    let article = folder.path().join("b.txt");
    fs::write(&article, TEXT).expect("written");
    fs::create_dir(folder.path().join("b.txt.anno.jsonl")).expect("made");
    let uri = super::client::uri(&article);
    client.open(&uri, TEXT);
    assert_eq!(client.diagnostics(&uri, 1).len(), 4);
    let actions = client.actions(&uri, range, json!([]));
    assert_eq!(client.take(&preferred(&actions))["error"], Value::Null);
    let said = message(&mut client);
    assert!(said.contains("b.txt.anno.jsonl"), "{said}");
    client.end();
}

#[test]
fn a_read_only_sidecar_is_told_and_left_alone() {
    let mut desk = Desk::open();
    let before = "{\"type\":\"Article\"}\n";
    fs::write(desk.sidecar(), before).expect("written");
    let mut permissions = fs::metadata(desk.sidecar()).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.sidecar(), permissions).expect("set");
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    let said = message(&mut desk.client);
    assert!(said.contains("a.txt.anno.jsonl") && said.contains("read-only"), "{said}");
    assert_eq!(fs::read_to_string(desk.sidecar()).expect("there"), before);
    desk.client.end();
}

#[test]
fn an_action_for_a_text_that_is_gone_writes_nothing() {
    let mut desk = Desk::open();
    let actions = desk.actions("Cần Thơ", 0);
    desk.edit(2, "Sáng", 0, "Chiều");
    desk.client.take(&preferred(&actions));
    assert!(message(&mut desk.client).contains("changed"));
    assert!(!desk.sidecar().exists());
    desk.client.end();
}

#[test]
fn another_reading_can_be_chosen() {
    let text = "Ngày 3/5/2026, xã Tân Thành họp chợ, thu 1.5 tỷ đồng.\n";
    let mut desk = Desk::named("a.txt", usual());
    fs::write(&desk.article, text).expect("written");
    desk.text = text.into();
    desk.client.open(&desk.uri, text);
    desk.client.await_diagnostics(&desk.uri, 1);
    for (part, field) in [("xã Tân Thành", "code"), ("1.5 tỷ đồng", "decimal")] {
        let actions = desk.actions(part, 0);
        let first = &preferred(&actions)["command"]["arguments"][0];
        assert_eq!(first["reading"], Value::Null);
        let other = actions.iter().find(|a| a["command"]["arguments"][0]["reading"].is_string());
        let other = other.unwrap_or_else(|| panic!("{actions:#?}")).clone();
        assert_eq!(desk.client.take(&other)["error"], Value::Null);
        let lines = desk.lines();
        let body = lines.iter().map(|l| &l["body"]).find(|b| b[field].is_string()).expect("a value");
        let source = body["source"].as_str().expect("an IRI");
        assert!(source.ends_with(body[field].as_str().expect("a text")), "{body}");
        let title = preferred(&actions)["title"].as_str().expect("a title").replace(',', "");
        assert!(!title.contains(body[field].as_str().expect("a text")), "{title}: {body}");
        assert!(body["candidates"].is_null(), "{body}");
    }
    desk.client.end();
}

#[test]
fn an_untitled_text_has_no_place_for_annotations() {
    let mut client = Client::usual();
    client.open("untitled:Untitled-1", TEXT);
    assert_eq!(client.diagnostics("untitled:Untitled-1", 1).len(), 4);
    let range = cursor(&Count::Utf16.range(TEXT, "Cần Thơ", 0));
    assert_eq!(client.actions("untitled:Untitled-1", range, json!([])), Vec::<Value>::new());
    client.end();
}

#[test]
fn a_sidecar_changed_by_others_is_taken_up() {
    let mut desk = Desk::open();
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 3);
    let text = fs::read_to_string(desk.sidecar()).expect("there");
    fs::write(desk.sidecar(), text.lines().next().expect("a header")).expect("written");
    let changes = json!({"changes": [{"uri": uri(&desk.sidecar()), "type": 2}]});
    desk.client.notify("workspace/didChangeWatchedFiles", changes);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 4);
    desk.client.end();
}

#[test]
fn annotations_follow_edits_and_saving_brings_the_sidecar_up() {
    let mut desk = Desk::open();
    let actions = desk.actions("Hà Nội", 0);
    desk.client.take(&by_scope(&actions, "name"));
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 2);
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 1);
    // Text before them moves them; the second Hà Nội goes, its twin stays what it was.
    desk.edit(2, "Sáng nay", 0, "😀 Chiều hôm qua");
    assert_eq!(desk.client.diagnostics(&desk.uri, 2).len(), 1);
    desk.edit(3, " rồi về Hà Nội", 0, "");
    assert_eq!(desk.client.diagnostics(&desk.uri, 3).len(), 1);
    let before = fs::read(desk.sidecar()).expect("there");
    fs::write(&desk.article, &desk.text).expect("saved");
    desk.client.notify("textDocument/didSave", json!({"textDocument": {"uri": desk.uri}}));
    let until = std::time::Instant::now() + LONG;
    while fs::read(desk.sidecar()).expect("there") == before && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let lines = desk.lines();
    assert_eq!(lines.len(), 4);
    let exact = |l: &Value| {
        let selector = &l["target"]["selector"];
        let (a, b) = (selector[0]["start"].as_u64().expect("n"), selector[0]["end"].as_u64().expect("n"));
        desk.text.chars().skip(a as usize).take((b - a) as usize).collect::<String>()
    };
    assert_eq!((exact(&lines[1]), exact(&lines[2])), ("Hà Nội".to_string(), "Cần Thơ".to_string()));
    let lost = lines[3]["id"].as_str().expect("an id");
    assert_eq!(lines[0]["unanchored"][lost], "orphan", "{}", lines[0]);
    assert_eq!(lines[0]["length"], desk.text.chars().count());
    desk.client.end();
}

#[test]
fn annotations_follow_also_where_the_file_is_told_of_before_the_save() {
    let mut desk = Desk::open();
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    desk.client.diagnostics(&desk.uri, 1);
    let written = fs::read_to_string(desk.sidecar()).expect("there");
    let sidecar = desk.open_sidecar(1, &written);
    desk.edit(2, "Sáng nay", 0, "Chiều hôm qua");
    fs::write(&desk.article, &desk.text).expect("saved");
    let changes = json!({"changes": [{"uri": sidecar, "type": 2}, {"uri": desk.uri, "type": 2}]});
    desk.client.notify("workspace/didChangeWatchedFiles", changes);
    desk.client.notify("textDocument/didSave", json!({"textDocument": {"uri": desk.uri}}));
    let until = std::time::Instant::now() + LONG;
    while fs::read_to_string(desk.sidecar()).expect("there") == written && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(desk.quotes(), ["Cần Thơ"]);
    assert_eq!(desk.lines()[0]["length"], desk.text.chars().count());
    desk.client.end();
}

#[test]
fn what_is_typed_and_not_saved_can_be_annotated() {
    let mut desk = Desk::open();
    let actions = desk.actions("Cần Thơ", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 3);
    desk.edit(2, "Sáng nay", 0, "Hôm nay, ở Lào");
    assert_eq!(desk.client.diagnostics(&desk.uri, 2).len(), 4);
    // What stands on disk is told in the positions of the disk.
    let actions = desk.actions("tỉnh Hậu Giang", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 2).len(), 3);
    assert_eq!(desk.quotes(), ["tỉnh Hậu Giang", "Cần Thơ"]);
    // What does not, brings all to the text that is to be saved.
    let actions = desk.actions("Lào", 0);
    desk.client.take(&preferred(&actions));
    assert_eq!(desk.client.diagnostics(&desk.uri, 2).len(), 2);
    fs::write(&desk.article, &desk.text).expect("saved");
    assert_eq!(desk.quotes(), ["Lào", "tỉnh Hậu Giang", "Cần Thơ"]);
    desk.client.notify("textDocument/didSave", json!({"textDocument": {"uri": desk.uri}}));
    desk.edit(3, "Hôm nay", 0, "Mai");
    assert_eq!(desk.client.diagnostics(&desk.uri, 3).len(), 2);
    desk.client.end();
}

#[test]
fn a_sidecar_is_checked_with_its_article_and_alone() {
    let mut desk = Desk::named("a.txt", usual());
    let header = r#"{"type":"Article","version":1,"source":"a.txt","status":"open"}"#;
    fs::write(desk.sidecar(), format!("{header}\nkhông phải JSON\n<<<<<<< ours\n")).expect("written");
    let sidecar = uri(&desk.sidecar());
    let codes = |found: &[Value]| {
        let code =
            |d: &Value| (d["code"].as_str().unwrap_or("").to_string(), d["range"]["start"]["line"].clone());
        found.iter().map(code).filter(|(c, _)| c == "bad-json" || c == "conflict-marker").collect::<Vec<_>>()
    };
    let expected = [("bad-json".to_string(), json!(1)), ("conflict-marker".to_string(), json!(2))];
    // Not open, but its article is.
    desk.client.open(&desk.uri, TEXT);
    let found = desk.client.diagnostics(&sidecar, None);
    assert_eq!(codes(&found), expected, "{found:#?}");
    let message = found[0]["message"].as_str().expect("a message");
    assert!(!message.starts_with("lint-"), "{message}");
    // Set right on disk by somebody else.
    fs::write(desk.sidecar(), format!("{header}\n")).expect("written");
    desk.client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": sidecar, "type": 2}]}));
    assert_eq!(codes(&desk.client.diagnostics(&sidecar, None)), []);
    desk.client.notify("textDocument/didClose", json!({"textDocument": {"uri": desk.uri}}));
    // Open, and its article is not.
    let typed = format!("{header}\nkhông phải JSON\n<<<<<<< ours\n");
    desk.open_sidecar(3, &typed);
    assert_eq!(codes(&desk.client.diagnostics(&sidecar, 3)), expected);
    let change = json!([{"range": {"start": {"line": 1, "character": 0}, "end": {"line": 3, "character": 0}}, "text": ""}]);
    desk.client.change(&sidecar, 4, change);
    assert_eq!(codes(&desk.client.diagnostics(&sidecar, 4)), []);
    desk.client.end();
}

#[test]
fn messages_are_in_the_clients_language() {
    let mut client = Client::start();
    client.request("initialize", json!({"capabilities": usual(), "locale": "vi-VN"}));
    client.notify("initialized", json!({}));
    client.open("untitled:a", TEXT);
    assert_eq!(client.diagnostics("untitled:a", 1)[0]["message"], "tỉnh Hậu Giang (93): chưa gán nhãn");
    // A setting overrides it, and takes the hints away.
    let settings = json!({"gannhan": {"locale": "en", "inlayHints": "off"}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    assert_eq!(client.diagnostics("untitled:a", 1)[0]["message"], "tỉnh Hậu Giang (93): not annotated yet");
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let hints = client
        .request("textDocument/inlayHint", json!({"textDocument": {"uri": "untitled:a"}, "range": all}));
    assert_eq!(hints["result"], json!([]));
    client.end();
}

#[test]
fn a_client_that_runs_no_commands_creates_the_sidecar_by_an_edit() {
    let resources = json!({"documentChanges": true, "resourceOperations": ["create"]});
    for lazily in [false, true] {
        let mut more = vec![("workspace.workspaceEdit", resources.clone())];
        if lazily {
            more.push(("textDocument.codeAction.dataSupport", json!(true)));
            more.push(("textDocument.codeAction.resolveSupport", json!({"properties": ["edit"]})));
        }
        let mut desk = Desk::named("a.txt", usual_and(&more));
        desk.client.open(&desk.uri, TEXT);
        desk.client.diagnostics(&desk.uri, 1);
        let mut action = desk.actions("Hà Nội", 0)[0].clone();
        assert!(action["command"].is_null(), "{action}");
        assert_eq!(action["edit"].is_null(), lazily);
        if lazily {
            action = desk.client.request("codeAction/resolve", action)["result"].clone();
        }
        let changes = action["edit"]["documentChanges"].as_array().expect("changes").clone();
        let sidecar = format!("{}.anno.jsonl", desk.uri);
        assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(sidecar)));
        assert_eq!(changes[1]["textDocument"], json!({"uri": sidecar, "version": null}));
        let edit = &changes[1]["edits"][0];
        assert_eq!(
            edit["range"],
            json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}})
        );
        // As the client would store it.
        fs::write(desk.sidecar(), edit["newText"].as_str().expect("a text")).expect("written");
        desk.client
            .notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": sidecar, "type": 1}]}));
        assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 3);
        assert_eq!(desk.quotes(), ["Hà Nội"]);
        // Where it is there already it is edited.
        let again = desk.actions("Cần Thơ", 0)[0].clone();
        let again =
            if lazily { desk.client.request("codeAction/resolve", again)["result"].clone() } else { again };
        let changes = again["edit"]["documentChanges"].as_array().expect("changes").clone();
        assert_eq!((changes.len(), &changes[0]["textDocument"]["uri"]), (1, &json!(sidecar)));
    }
}
