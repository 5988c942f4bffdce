//! What texts without a break cost: one word or sum again and again in a single paragraph, at one length and at
//! eight times that. Cost must grow with the length: the last column stays near 8.
//!
//! `cargo bench --bench hostile`

use std::time::{Duration, Instant};

use gannhan::tagger::analyse;
use gannhan::tagger::article::{Article, Knowledge};

const UNITS: [&str; 28] = [
    "triệu ",
    "7",
    "1 tỷ ",
    "ba ",
    "từ 3 đến ",
    "vốn 1 tỷ a ",
    "3 - ",
    "2 trăm ",
    "đồng ",
    "năm ",
    "Hà Nội ",
    "xã Tân Phú, ",
    "các huyện A, ",
    "quận 1, ",
    "Nguyễn ",
    "ông ",
    "Phó ",
    "Chủ tịch ",
    "Bí thư Tỉnh ủy, ",
    "Chủ tịch UBND xã An Phú, ",
    "(Bí thư (",
    "Nguyễn Văn An, Bí thư Tỉnh ủy Hà Nam; ",
    "Giám đốc Sở Y tế và ",
    "các ",
    "a",
    "( ",
    "Ảnh: ",
    "12/3 ",
];

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn fastest(text: &str) -> Duration {
    let run = |_| {
        let start = Instant::now();
        std::hint::black_box(analyse(&Article { text, date: None }, &Knowledge::default()));
        start.elapsed()
    };
    (0..3).map(run).min().unwrap_or_default()
}

fn main() {
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    println!("{:40} {:>12} {:>12} {:>6}", "unit", "25 KB, ms", "200 KB, ms", "times");
    for unit in UNITS {
        let times = 25_000 / unit.len();
        let (short, long) = (fastest(&unit.repeat(times)), fastest(&unit.repeat(times * 8)));
        let ms = |d: Duration| d.as_secs_f64() * 1e3;
        println!("{unit:40} {:12.3} {:12.3} {:6.1}", ms(short), ms(long), ms(long) / ms(short));
    }
}
