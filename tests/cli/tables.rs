//! The project's own tables on the command line.

use serde_json::Value;

use crate::support::Folder;

const PLACES: &str = "name\tlevel\talias_of\tdesignator\tcode\twithin\tfrom\tto\n\
    Cồn Sậy Bạc\tvillage\t\tấp\tCSB\t2025:92\t\t\n\
    Vườn Trầu Vàng\tcommune\t\t\t\t2025:92\t2020-01-01\t2024-12-31\n\
    Bến Mía Cũ\t\town:CSB\n\
    Đất Chín Rồng\t\t2025:92\n";

fn project(toml: &str) -> Folder {
    let folder = Folder::new();
    folder.write("gannhan.toml", toml);
    folder.write("tables/places.tsv", PLACES);
    folder
}

/// Text, full name, what it lies in, code and certainty of each place.
fn places(folder: &Folder, article: &str) -> Vec<[String; 5]> {
    folder.write("a.txt", article);
    let run = folder.run(&["tag", "a.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let text = |v: &Value| v.as_str().unwrap_or("-").to_string();
    let place = |m: &Value| {
        let value = &m["value"];
        [
            text(&m["text"]),
            text(&value["name"]),
            text(&value["within"][0]["name"]),
            text(&value["code"]),
            text(&m["certainty"]),
        ]
    };
    run.lines().iter().filter(|m| m["type"] == "locality").map(place).collect()
}

#[test]
fn names_of_the_project_are_found_as_the_tables_are() {
    let folder = project("gazetteer = ['tables/*.tsv']\n");
    let row = |cells: [&str; 5]| cells.map(str::to_string);
    let csb = ["ấp Cồn Sậy Bạc", "thành phố Cần Thơ", "CSB", "certain"];
    let of = |text: &str| row([text, csb[0], csb[1], csb[2], csb[3]]);
    assert_eq!(places(&folder, "Sáng 2/3/2026, bà con Cồn Sậy Bạc họp."), [of("Cồn Sậy Bạc")]);
    assert_eq!(places(&folder, "Sáng 2/3/2026, họp ở ấp Cồn Sậy Bạc, Cần Thơ.")[0], of("ấp Cồn Sậy Bạc"));
    assert_eq!(
        places(&folder, "Sáng 2/3/2026, CỒN SẬY BẠC họp, Bến Mía Cũ vắng."),
        [of("CỒN SẬY BẠC"), of("Bến Mía Cũ")]
    );
    let nfd: String = "Đường về Co\u{302}\u{300}n Sa\u{323}\u{302}y Ba\u{323}c.".into();
    assert_eq!(places(&folder, &nfd).len(), 1);
    assert_eq!(
        places(&folder, "Ngày 2/3/2026, tin từ Đất Chín Rồng."),
        [row(["Đất Chín Rồng", "thành phố Cần Thơ", "Việt Nam", "92", "certain"])]
    );
    // Neither without the capitals, nor in a longer name, nor a river's.
    for none in ["cồn sậy bạc", "cồn Sậy Bạc", "sông Cồn Sậy Bạc", "ông Trần Cồn Sậy Bạc"]
    {
        assert_eq!(
            places(&folder, &format!("Ngày 2/3/2026, có {none} ở đó.")),
            Vec::<[String; 5]>::new(),
            "{none}"
        );
    }
    let value = |article: &str| {
        folder.write("a.txt", article);
        folder.run(&["tag", "a.txt"]).lines()[0]["value"].clone()
    };
    let gone = value("Ngày 2/3/2026, về Vườn Trầu Vàng.");
    assert_eq!((&gone["valid_from"], &gone["valid_to"]), (&"2020-01-01".into(), &"2024-12-31".into()));
    // Without the project nothing of it is known.
    let other = Folder::new();
    assert_eq!(places(&other, "Sáng 2/3/2026, bà con Cồn Sậy Bạc họp."), Vec::<[String; 5]>::new());
}

#[test]
fn an_annotation_names_the_place_by_the_unit_around_it() {
    let folder = project("gazetteer = 'tables/places.tsv'\n");
    let text = "Ngày 2/3/2026, họp ở ấp Cồn Sậy Bạc, thành phố Cần Thơ.\n";
    let source = |file: &str, folder: &Folder| {
        folder.write(file, text);
        assert_eq!(folder.run(&["annotate", file]).code, 0);
        let sidecar = std::fs::read_to_string(folder.path().join(format!("{file}.anno.jsonl"))).unwrap();
        let lines: Vec<Value> = sidecar.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let line = lines.iter().find(|l| l["target"]["selector"][1]["exact"] == "ấp Cồn Sậy Bạc").unwrap();
        line["body"]["source"].as_str().unwrap().to_string()
    };
    assert_eq!(source("a.txt", &folder), "urn:gannhan:place:unit:2025:92:aaps-coonf-saayj-bacj");
    assert_eq!(folder.run(&["lint", "."]).code, 0);
}

#[test]
fn a_bad_row_is_told_on_its_cell() {
    let folder = project("gazetteer = ['tables/*.tsv', 'none/*.tsv']\n");
    folder.write("tables/more.tsv", "\u{feff}name\tlevel\r\nLàng Ổi\tvilage\r\nLàng Khế\tvillage\r\n");
    folder.write("tables/raw.tsv", b"name\tlevel\n\xff\xfe\n");
    folder.write("a.txt", "Ông về Làng Khế.\n");
    let run = folder.run(&["lint", "--format", "json", "."]);
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let brief: Vec<String> = found
        .iter()
        .map(|f| {
            format!(
                "{}:{}:{}-{} {}",
                f["file"].as_str().unwrap(),
                f["line"],
                f["column"],
                f["end_column"],
                f["rule"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        brief,
        [
            "gannhan.toml:1:30-42 bad-config",
            "tables/more.tsv:2:9-15 bad-table",
            "tables/raw.tsv:1:1-1 bad-table",
        ]
    );
    assert!(found[1]["message"].as_str().unwrap().contains("did you mean “village”?"));
    let tagged = folder.run(&["tag", "a.txt"]);
    assert!(
        tagged.out.contains("\"text\":\"Làng Khế\"") && tagged.err.contains("3 things are wrong"),
        "{tagged:?}"
    );
}

const OFFICIALS: &str = "person\toffice\tjurisdiction\tfrom\tto\tsource\tid\n\
    Đỗ Thị Vân\tBí thư Tỉnh ủy\tbefore-2025:96\t2019-01-01\t2021-06-30\tQĐ 12\t\n\
    Lê Văn Sang\tBí thư Tỉnh ủy\tbefore-2025:96\t2021-07-01\t\tQĐ 34\tlvsang1\n\
    Phan Thị Hai\tChủ tịch UBND tỉnh\tbefore-2025:96\t2019-01-01\t\tNQ 1\t\n\
    Phan Thị Ba\tChủ tịch UBND tỉnh\tbefore-2025:96\t2020-01-01\t\tNQ 2\t\n\
    Hồ Văn Tư\tBộ trưởng Bộ Công Thương\t\t2019-01-01\t2022-12-31\tNQ 3\t\n";

/// Person, how it is known, and the holder by the table, of each official.
fn officials(folder: &Folder, article: &str) -> Vec<[String; 3]> {
    folder.write("a.txt", article);
    let run = folder.run(&["tag", "a.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", folder.run(&["lint", "."]).out);
    let text = |v: &Value| v.as_str().unwrap_or("-").to_string();
    let of = |m: &Value| {
        [&m["value"]["person"], &m["value"]["person_from"], &m["value"]["holder"]["person"]].map(text)
    };
    run.lines().iter().filter(|m| m["type"] == "official").map(of).collect()
}

#[test]
fn who_an_office_alone_is_by_the_table_and_only_on_days_that_it_covers() {
    let folder = Folder::new();
    folder.write("gannhan.toml", "officials = 'officials.tsv'\n");
    folder.write("officials.tsv", OFFICIALS);
    let row = |cells: [&str; 3]| cells.map(str::to_string);
    let alone = "Bí thư Tỉnh ủy Cà Mau yêu cầu làm sớm.";
    assert_eq!(officials(&folder, &format!("Ngày 5/3/2020, {alone}")), [row(["-", "-", "Đỗ Thị Vân"])]);
    assert_eq!(officials(&folder, &format!("Ngày 5/3/2022, {alone}")), [row(["-", "-", "Lê Văn Sang"])]);
    assert_eq!(officials(&folder, &format!("Ngày 5/3/2018, {alone}")), [row(["-", "-", "-"])], "before");
    assert_eq!(officials(&folder, alone), [row(["-", "-", "-"])], "no date");
    // Of 2021 both are true for a part.
    assert_eq!(officials(&folder, &format!("Năm 2021, {alone}")), [row(["-", "-", "-"])]);
    assert_eq!(officials(&folder, &format!("Năm 2020, {alone}")), [row(["-", "-", "Đỗ Thị Vân"])]);
    // Another place, another post, several rows.
    for none in [
        "Bí thư Tỉnh ủy Bạc Liêu yêu cầu làm sớm.",
        "Phó Bí thư Tỉnh ủy Cà Mau yêu cầu làm sớm.",
        "Nguyên Bí thư Tỉnh ủy Cà Mau yêu cầu làm sớm.",
        "Chủ tịch UBND tỉnh Cà Mau yêu cầu làm sớm.",
    ] {
        let found = officials(&folder, &format!("Ngày 5/3/2020, {none}"));
        assert!(found.iter().all(|f| f[2] == "-"), "{none}: {found:?}");
    }
    let central = "Ngày 5/3/2020, Bộ trưởng Bộ Công Thương yêu cầu làm sớm.";
    assert_eq!(officials(&folder, central), [row(["-", "-", "Hồ Văn Tư"])]);
    // What the article says counts more.
    let named =
        "Ngày 5/3/2020, Bí thư Tỉnh ủy Cà Mau Trần Văn Mười họp. Bí thư Tỉnh ủy Cà Mau yêu cầu làm sớm.";
    assert_eq!(
        officials(&folder, named),
        [row(["Trần Văn Mười", "text", "-"]), row(["Trần Văn Mười", "coreference", "-"])]
    );
}

#[test]
fn persons_of_the_table_have_one_id_in_all_articles() {
    let folder = Folder::new();
    folder.write("gannhan.toml", "officials = ['officials.tsv']\n");
    folder.write("officials.tsv", OFFICIALS);
    let ids = |file: &str, text: &str| {
        folder.write(file, text);
        assert_eq!(folder.run(&["annotate", file]).code, 0);
        let sidecar = std::fs::read_to_string(folder.path().join(format!("{file}.anno.jsonl"))).unwrap();
        let lines: Vec<Value> = sidecar.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let official = |l: &&Value| l["body"]["type"][1] == "Official";
        lines
            .iter()
            .filter(official)
            .map(|l| l["body"]["source"].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let a = ids("a.txt", "Ngày 5/3/2022, Bí thư Tỉnh ủy Cà Mau Lê Văn Sang họp. Ông Lê Văn Sang về sớm.\n");
    assert_eq!(a, ["urn:gannhan:person:lvsang1", "urn:gannhan:person:lvsang1"]);
    let b = ids("b.txt", "Ngày 5/3/2023, Bí thư Tỉnh ủy Cà Mau họp.\n");
    assert_eq!(b, ["urn:gannhan:person:lvsang1"]);
    let c = ids("c.txt", "Ngày 5/3/2020, Bí thư Tỉnh ủy Cà Mau Đỗ Thị Vân họp.\n");
    let d = ids("d.txt", "Ngày 5/4/2020, Bí thư Tỉnh ủy Cà Mau họp.\n");
    assert_eq!(c, d);
    // Another of this name without the office is somebody else.
    let e = ids("e.txt", "Ngày 5/4/2020, Giám đốc Sở Y tế Cà Mau Đỗ Thị Vân họp.\n");
    assert_ne!(c, e);
    assert_eq!(folder.run(&["lint", "."]).code, 0, "{}", folder.run(&["lint", "."]).out);
}

#[test]
fn lookup_knows_the_places_of_the_project() {
    let folder = project("gazetteer = ['tables/*.tsv']\n");
    for (name, shown) in [
        ("Cồn Sậy Bạc", "ấp Cồn Sậy Bạc"),
        ("ấp Bến Mía Cũ", "ấp Cồn Sậy Bạc"),
        ("Đất Chín Rồng", "thành phố Cần Thơ"),
    ] {
        let run = folder.run(&["lookup", name]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        assert!(run.out.starts_with(shown), "{name}: {}", run.out);
    }
    assert_eq!(Folder::new().run(&["lookup", "Cồn Sậy Bạc"]).code, 1);
}
