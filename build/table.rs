//! Reads the tab-separated tables: UTF-8, one header row, no quoting.

use std::collections::HashMap;
use std::fs;

pub struct Table {
    file: String,
    columns: HashMap<String, usize>,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads `data/NAME.tsv`. Stops the build with the place of the fault.
    pub fn read(name: &str) -> Table {
        let file = format!("data/{name}.tsv");
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
        let mut lines = text.lines();
        let header: Vec<String> = lines.next().unwrap_or_default().split('\t').map(String::from).collect();
        let rows: Vec<Vec<String>> = lines.map(|l| l.split('\t').map(String::from).collect()).collect();
        for (i, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), header.len(), "{file}:{}: wrong number of columns", i + 2);
        }
        let columns = header.iter().enumerate().map(|(i, h)| (h.clone(), i)).collect();
        Table { file, columns, header, rows }
    }

    /// Number of a column.
    pub fn column(&self, name: &str) -> usize {
        *self.columns.get(name).unwrap_or_else(|| panic!("{}: no column {name}", self.file))
    }

    /// Stops the build at a row.
    pub fn fail(&self, row: usize, what: &str) -> ! {
        panic!("{}:{}: {what}", self.file, row + 2)
    }
}
