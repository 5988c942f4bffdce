use gannhan::tagger::*;
#[test]
fn dbg() {
    let text = std::fs::read_to_string("/tmp/dbg.txt").unwrap();
    let date = std::env::var("D").ok().map(|d| d.parse().unwrap());
    let mut reader = paragraph::Reader::default();
    for r in gannhan::text::paragraph::paragraphs(&text) {
        let p = reader.read(&text, r);
        let mut c = vec![];
        locality::find(&p, &mut c);
        println!("--- {}", p.text);
        for c in c {
            println!(
                "{:?} name {:?} des {:?} node {:?} {:?}",
                &text[c.bytes.range()],
                &text[c.name_bytes.range()],
                c.designator,
                c.node,
                c.evidence
            );
        }
    }
    let a = analyse(&article::Article { text: &text, date }, &Default::default());
    println!("as of {} {:?}", a.as_of, a.as_of.source);
    for m in a.mentions {
        if let mention::Value::Locality(v) = &m.value {
            println!(
                "{} => {:?} {:?} {} cands {:?}",
                &text[m.bytes.range()],
                v.unit.and_then(gannhan::gazetteer::Unit::get),
                m.certainty,
                m.reason.0,
                v.candidates.iter().map(|c| gannhan::gazetteer::Unit::get(*c)).collect::<Vec<_>>()
            );
        } else {
            println!("{} {:?}", &text[m.bytes.range()], m.value)
        }
    }
}
