use expect_test::{Expect, expect};
use iso_currency::Currency;
use jiff::civil::date;

use super::*;
use crate::gazetteer::lexicon::units_named;
use crate::gazetteer::unit::Era;
use crate::tagger::mention::*;
use crate::text::position::Byte;

fn unit(name: &str, level: Level, era: Era) -> Unit {
    let all = units_named(name);
    all.into_iter().filter_map(Unit::get).find(|u| u.level() == level && u.era() == era).unwrap()
}

/// A mention of the whole of `text`.
fn whole(text: &str, value: Value) -> Mention {
    Mention {
        span: Span::new(CodePoint(0), CodePoint::from(text.chars().count())),
        bytes: Span::new(Byte(0), Byte::from(text.len())),
        value,
        certainty: Certainty::Certain,
        reason: Reason("name-of-a-unit"),
    }
}

fn check(text: &str, value: Value, as_of: Option<Date>, expected: Expect) {
    let mention = whole(text, value);
    let as_of = AsOf { date: as_of, ..AsOf::default() };
    let analysis = Analysis { mentions: vec![mention.clone()], as_of };
    let line = super::mention(Some("a.txt"), text, &mention, &analysis, Locale::En);
    expected.assert_eq(&serde_json::to_string_pretty(&line).unwrap());
}

#[test]
fn a_locality() {
    let text = "tỉnh Hậu Giang";
    let value = LocalityValue {
        unit: Some(unit("Hậu Giang", Level::Province, Era::Before2025).id()),
        level: Level::Province,
        name: String::new(),
        within: None,
        candidates: Vec::new(),
        inside: Inside::Office,
    };
    check(
        text,
        Value::Locality(value),
        Some(date(2019, 8, 23)),
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 14,
          "type": "locality",
          "text": "tỉnh Hậu Giang",
          "value": {
            "level": "province",
            "code": "93",
            "name": "tỉnh Hậu Giang",
            "within": [
              {
                "level": "country",
                "code": "VN",
                "name": "Việt Nam"
              }
            ],
            "as_of": "2019-08-23",
            "valid_from": "2004-01-01",
            "valid_to": "2025-06-30",
            "successors": [
              {
                "code": "92",
                "name": "thành phố Cần Thơ",
                "level": "province"
              }
            ],
            "inside": "office",
            "candidates": []
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

#[test]
fn a_locality_with_rivals() {
    let here = unit("Châu Thành", Level::District, Era::Before2025);
    let candidates = units_named("Châu Thành");
    let value = LocalityValue {
        unit: Some(here.id()),
        level: Level::District,
        name: String::new(),
        within: None,
        candidates: candidates.into_iter().take(2).collect(),
        inside: Inside::Nothing,
    };
    check(
        "Châu Thành",
        Value::Locality(value),
        None,
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 10,
          "type": "locality",
          "text": "Châu Thành",
          "value": {
            "level": "district",
            "code": "708",
            "name": "huyện Châu Thành",
            "within": [
              {
                "level": "province",
                "code": "72",
                "name": "tỉnh Tây Ninh"
              },
              {
                "level": "country",
                "code": "VN",
                "name": "Việt Nam"
              }
            ],
            "as_of": null,
            "valid_from": null,
            "valid_to": "2025-06-30",
            "successors": [],
            "inside": null,
            "candidates": [
              {
                "level": "district",
                "code": "708",
                "name": "huyện Châu Thành",
                "within": "tỉnh Tây Ninh"
              },
              {
                "level": "district",
                "code": "808",
                "name": "huyện Châu Thành",
                "within": "tỉnh Long An"
              }
            ]
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

#[test]
fn a_village_that_no_table_has() {
    let commune = unit("Hà Nội", Level::Province, Era::Before2025);
    let value = LocalityValue {
        unit: None,
        level: Level::Village,
        // NFD on purpose: names come out NFC.
        name: "thôn Mo\u{302}\u{323}t".into(),
        within: Some(commune.id()),
        candidates: Vec::new(),
        inside: Inside::Nothing,
    };
    check(
        "thôn Một",
        Value::Locality(value),
        None,
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 8,
          "type": "locality",
          "text": "thôn Một",
          "value": {
            "level": "village",
            "code": null,
            "name": "thôn Một",
            "within": [
              {
                "level": "province",
                "code": "01",
                "name": "thành phố Hà Nội"
              },
              {
                "level": "country",
                "code": "VN",
                "name": "Việt Nam"
              }
            ],
            "as_of": null,
            "valid_from": null,
            "valid_to": null,
            "successors": [],
            "inside": null,
            "candidates": []
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

#[test]
fn an_official() {
    let text = "Bí thư Thành ủy Hà Nội Lê Văn Thử";
    let span = |a: u32, b: u32| Span::new(CodePoint(a), CodePoint(b));
    let bytes = Span::new(Byte(0), Byte(0));
    let value = OfficialValue {
        person: Some("Lê Văn Thử".into()),
        holder: None,
        person_from: Some(PersonFrom::Text),
        person_id: Some(0),
        parts: vec![
            Part { role: Role::Office, span: span(0, 22), bytes },
            Part { role: Role::Person, span: span(23, 33), bytes },
        ],
        offices: vec![OfficeValue {
            title: "Bí thư".into(),
            organ: Some("Thành ủy Hà Nội".into()),
            jurisdiction: Some(unit("Hà Nội", Level::Province, Era::Before2025).id()),
            jurisdiction_from: Some(JurisdictionFrom::Text),
        }],
    };
    check(
        text,
        Value::Official(value),
        None,
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 33,
          "type": "official",
          "text": "Bí thư Thành ủy Hà Nội Lê Văn Thử",
          "parts": [
            {
              "role": "office",
              "start": 0,
              "end": 22
            },
            {
              "role": "person",
              "start": 23,
              "end": 33
            }
          ],
          "value": {
            "person": "Lê Văn Thử",
            "person_from": "text",
            "offices": [
              {
                "title": "Bí thư",
                "organ": "Thành ủy Hà Nội",
                "jurisdiction": {
                  "level": "province",
                  "code": "01",
                  "name": "thành phố Hà Nội"
                },
                "jurisdiction_from": "text"
              }
            ]
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

#[test]
fn an_office_whose_holder_nobody_names() {
    let value = OfficialValue {
        offices: vec![OfficeValue { title: "Đại tá".into(), ..OfficeValue::default() }],
        ..OfficialValue::default()
    };
    check(
        "Đại tá",
        Value::Official(value),
        None,
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 6,
          "type": "official",
          "text": "Đại tá",
          "parts": [],
          "value": {
            "person": null,
            "person_from": null,
            "offices": [
              {
                "title": "Đại tá",
                "organ": null,
                "jurisdiction": null,
                "jurisdiction_from": null
              }
            ]
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

fn sum(decimal: &str, currency: Currency) -> AmountValue {
    AmountValue {
        decimal: decimal.parse().unwrap(),
        decimal_max: None,
        currency,
        currency_implied: false,
        modifier: None,
        candidates: Vec::new(),
    }
}

#[test]
fn an_amount() {
    check(
        "9,50 euro",
        Value::Amount(sum("9.50", Currency::EUR)),
        None,
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 9,
          "type": "amount",
          "text": "9,50 euro",
          "value": {
            "decimal": "9.5",
            "currency": "EUR",
            "modifier": null
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

#[test]
fn an_amount_with_everything() {
    let reading = |d: &str, m: &str| Reading { decimal: d.parse().unwrap(), decimal_max: m.parse().ok() };
    let value = AmountValue {
        decimal_max: Some("2000000000.0".parse().unwrap()),
        currency_implied: true,
        modifier: Some(Modifier::AtLeast),
        candidates: vec![reading("1500000000", "2000000000"), reading("15000000000", "20000000000")],
        ..sum("1500000000", Currency::VND)
    };
    check(
        "1.5 - 2 tỷ",
        Value::Amount(value),
        None,
        expect![[r#"
        {
          "file": "a.txt",
          "start": 0,
          "end": 10,
          "type": "amount",
          "text": "1.5 - 2 tỷ",
          "value": {
            "decimal": "1500000000",
            "decimal_max": "2000000000",
            "currency": "VND",
            "currency_implied": true,
            "modifier": "at_least",
            "candidates": [
              {
                "decimal": "1500000000",
                "decimal_max": "2000000000"
              },
              {
                "decimal": "15000000000",
                "decimal_max": "20000000000"
              }
            ]
          },
          "certainty": "certain",
          "reason": "the name of a unit"
        }"#]],
    );
}

#[test]
fn figures_are_plain() {
    for (given, plain) in
        [("0.00", "0"), ("100", "100"), ("1.2300", "1.23"), ("1e20", "100000000000000000000")]
    {
        let value = Decimal::from_scientific(given).or_else(|_| given.parse()).unwrap();
        assert_eq!(decimal(value), plain);
    }
}
